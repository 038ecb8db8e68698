"""Rows of cells, each knowing where it stands, and the small repairs that people's files need."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypedDict, TypeVar, Unpack

from towngown.kit.digits import half_width, whole_number
from towngown.kit.problems import Problem

Value = str | int | float | bool | date | list[str] | None
T = TypeVar("T")

EXCEL_EPOCH = date(1899, 12, 30)  # day 0 of Excel's day numbers, its imaginary 29 February 1900 included
SERIALS = range(18_264, 73_051)  # 1950 to 2099


class Finer(TypedDict, total=False):
    """What more of a place may be said."""

    sheet: str
    row: int
    cell: str
    column: str


@dataclass(frozen=True)
class Where:
    """A place in somebody's file: `cell` is B7 in workbooks, `row` the line in texts; 0 and "" = not so precise."""

    file: str
    sheet: str = ""
    row: int = 0
    cell: str = ""
    column: str = ""  # the column's name as the file writes it

    def at(self, **more: Unpack[Finer]) -> "Where":
        """The same place, said more precisely."""
        return replace(self, **more)


@dataclass(frozen=True)
class Found:
    """Something wrong, and where."""

    problem: Problem
    where: Where


@dataclass(frozen=True)
class Cell:
    """One value where it stands."""

    value: Value
    where: Where


@dataclass(frozen=True)
class Row:
    """One row of a sheet: column name as written → cell."""

    sheet: str
    where: Where
    cells: Mapping[str, Cell]


@dataclass
class Read:
    """What reading files gave: rows, and what could not be read."""

    rows: list[Row] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def blame(self, code: str, where: Where, **values: object) -> None:
        """Note something wrong."""
        self.found.append(Found(Problem(code, None, **values), where))

    def __iadd__(self, other: "Read") -> "Read":
        self.rows += other.rows
        self.found += other.found
        return self


def plain(text: str) -> str:
    """For comparing names of sheets, columns and choices: half-width, lower case, no spaces, no asterisk of "required"."""
    return re.sub(r"[\s*＊]+", "", unicodedata.normalize("NFKC", text)).casefold().replace("_", "")


def tidy(text: str) -> str:
    """Without spaces around it (full-width and unbreakable ones too), invisible marks and control characters."""
    kept = (mark for mark in text if mark in "\n\t" or unicodedata.category(mark) not in ("Cc", "Cf"))
    return "".join(kept).strip()


def number_text(value: float) -> str:
    """A workbook's number as people write it: 3.0 → 3."""
    return str(int(value)) if value.is_integer() else repr(value)


def day_text(value: Value) -> str:
    """A workbook's date cell as text; a bare day number becomes its date, a year stays a year, words in brackets too."""
    if isinstance(value, date):
        return value.isoformat()
    text = number_text(value) if isinstance(value, float) else str(value)
    body, *words = re.split(r"(?=[(（])", text, maxsplit=1)
    number = whole_number(half_width(text))
    if number is None or number not in SERIALS:
        return " ".join([half_width(body), *words])
    return (EXCEL_EPOCH + timedelta(days=number)).isoformat()


def parts_of(value: Value) -> list[str]:
    """The single values of a list cell: a YAML list, or text cut at ; ； and line ends."""
    if isinstance(value, list):
        return [tidy(one) for one in value if tidy(one)]
    text = number_text(value) if isinstance(value, float) else str(value)
    return [tidy(one) for one in re.split(r"[;；\n]", text) if tidy(one)]


def owners_first(
    rows: Iterable[T], name: Callable[[T], Hashable], needs: Callable[[T], Iterable[Hashable]]
) -> tuple[list[T], list[T]]:
    """The rows, each after those it names, otherwise in their order; and those that name each other in a circle."""
    waiting, sorted_rows = list(rows), []
    missing = {name(row) for row in waiting}
    while waiting:
        later = []
        for row in waiting:
            if any(one in missing and one != name(row) for one in needs(row)):
                later.append(row)
                continue
            sorted_rows.append(row)
            missing.discard(name(row))
        if len(later) == len(waiting):
            return sorted_rows, later
        waiting = later
    return sorted_rows, []

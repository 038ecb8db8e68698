"""Bringing a partnership's files in: all of them or nothing, every problem named, unchanged rows untouched."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from django.db import IntegrityError, transaction

from towngown.domain.partnerships.queries import by_slug
from towngown.domain.transfer.compute.cells import (
    Cell,
    Found,
    Read,
    Row,
    Where,
    owners_first,
    parts_of,
    plain,
)
from towngown.domain.transfer.compute.workbooks import text_of
from towngown.domain.transfer.queries.export import as_workbook, as_yaml
from towngown.domain.transfer.queries.reading import read_files
from towngown.domain.transfer.queries.sheets import Column, Sheet, sheet_names, sheets
from towngown.domain.transfer.queries.things import as_written, find, may_see, recorded, values_of
from towngown.domain.transfer.queries.values import typed
from towngown.domain.transfer.rules import may_import
from towngown.domain.transfer.words import FORMATS, KEEPERS, LANGUAGES, MOST_PROBLEMS
from towngown.foundation.accounts.queries import importer
from towngown.foundation.journal.action import action
from towngown.kit import fields
from towngown.kit.actors import Actor
from towngown.kit.digits import half_width
from towngown.kit.problems import Problem, Problems
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

Progress = Callable[[int, int], None]


@dataclass
class Tally:
    """What became, or would become, of a sheet's rows."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Outcome:
    """What an import did, or in a trial would do. Nothing at all was written when `found` is not empty."""

    slug: str = ""
    partnership: "Partnership | None" = None
    tallies: dict[str, Tally] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many rows were, or would be, written."""
        return sum(one.created + one.changed for one in self.tallies.values())

    def settle(self) -> None:
        """Put the problems in the order of the files, as many as a person can read, and say how many more there are."""
        seen = {sheet: at for at, sheet in enumerate(dict.fromkeys(one.where.sheet for one in self.found))}
        self.found.sort(key=lambda one: (one.where.file, seen[one.where.sheet], one.where.row))
        more = len(self.found) - MOST_PROBLEMS
        if more > 0:
            self.found[MOST_PROBLEMS:] = [Found(Problem("transfer.more", count=more), Where(""))]


@dataclass(frozen=True)
class Given:
    """A row that names its sheet and its columns rightly."""

    sheet: Sheet
    row: Row
    cells: dict[str, Cell]  # by parameter

    @property
    def key(self) -> str:
        return _text(self.cells.get("slug" if self.sheet.kind == "partnership" else "key"))

    @property
    def name(self) -> tuple[str, str]:
        return self.sheet.kind, self.key

    def names(self) -> Iterable[tuple[str, str]]:
        """The things that this row's cells name, as (kind, key)."""
        for name, cell in self.cells.items():
            field_ = self.sheet.by_name[name].field
            if isinstance(field_, fields.Thing) and cell.value is not None:
                yield from ((field_.kind, half_width(one)) for one in parts_of(cell.value))

    def blame(self, problem: Problem) -> Found:
        """The problem, with the cell of its field."""
        cell = self.cells.get(problem.field or "")
        if cell is not None:
            return Found(problem, cell.where)
        column = self.sheet.by_name.get(problem.field or "")
        return Found(problem, self.row.where.at(column=column.name) if column else self.row.where)


def bring_in(
    *,
    by: Actor,
    files: Iterable[tuple[str, bytes]],
    partnership: "Partnership | None" = None,
    trial: bool = False,
    progress: Progress = lambda done, total: None,
) -> Outcome:
    """Import files (name, content) into one partnership, made if need be by the keeper; a trial writes nothing.

    When nothing changes nothing is journalled. Raises not_allowed.
    """
    read = read_files(files)
    outcome = Outcome(found=list(read.found))
    given = _about(_understood(read, outcome), partnership, outcome)
    target = partnership or (by_slug(importer(), outcome.slug) if outcome.slug else None)
    with transaction.atomic():
        import_rows(by=by, partnership=target, given=given, outcome=outcome, progress=progress)
        if trial or outcome.found or not outcome.changes:
            transaction.set_rollback(True)
    outcome.settle()
    return outcome


@action(
    "partnership.import", label=mark("Import files"), told=mark("imported files"),
    may=may_import, on="partnership", offered=False,
)  # fmt: skip
def import_rows(
    *, by: Actor, partnership: "Partnership | None", given: list[Given], outcome: Outcome, progress: Progress
) -> "Partnership | None":
    """Record every row through its sheet's verb; what is wrong gathers in the outcome. Called by bring_in, which takes
    everything back when anything is wrong. Returns the partnership."""
    outcome.partnership = partnership
    known = {one.name for one in given}
    standing: dict[str, dict[str, Any]] = {}
    for number, one in enumerate(given, 1):
        if one.sheet.id not in standing:
            keys = [other.key for other in given if other.sheet is one.sheet]
            standing[one.sheet.id] = recorded(one.sheet, keys, outcome.partnership)
        thing = standing[one.sheet.id].get(one.key)
        outcome.tallies.setdefault(one.sheet.id, Tally())
        try:
            _bring_row(by, one, thing, outcome, known)
        except _Waits:
            pass
        except Problem as problem:
            outcome.found.append(one.blame(problem))
        except Problems as several:
            outcome.found += [one.blame(problem) for problem in several.problems]
        except IntegrityError:
            outcome.found.append(one.blame(Problem("transfer.conflict")))
        progress(number, len(given))
    return outcome.partnership


@action(
    "partnership.export", label=mark("Export"), told=mark("exported the partnership"),
    may=may_import, on="partnership", offered=False,
)  # fmt: skip
def export(
    *,
    by: Actor,
    partnership: "Partnership",
    form: Annotated[str, fields.Choice(label=mark("File type"), choices=FORMATS)] = "yaml",
    language: Annotated[str, fields.Choice(label=mark("Language of the columns"), choices=LANGUAGES)] = "zh",
) -> bytes:
    """The partnership as a file of this type, as much as the actor may see; the journal is all it changes."""
    if form == "xlsx":
        return as_workbook(by, partnership, language)
    return as_yaml(by, partnership).encode()


class _Waits(Exception):
    """The row names a row of this file that is itself wrong and was already blamed."""


def _bring_row(by: Actor, one: Given, thing: Any, outcome: Outcome, known: set[tuple[str, str]]) -> None:
    """Record one row, which means this thing or (None) a new one, unless it changes nothing."""
    viewer = importer() if by.keeper else by
    values = _typed(viewer, one, outcome.partnership, known, new=thing is None)
    tally = outcome.tallies[one.sheet.id]
    if thing is not None:
        before = values_of(one.sheet, thing)
        if as_written(one.sheet, before) == as_written(one.sheet, before | values) and may_see(
            one.sheet, viewer, thing
        ):
            tally.unchanged += 1
            return
        values = before | values
    _refuse(by, one, thing)
    recorder = by if by.keeper or by.kind == "import" else importer()
    if one.sheet.verb.on and one.sheet.verb.on not in values:
        values[one.sheet.verb.on] = outcome.partnership
    made = one.sheet.verb.run(by=recorder, **values)
    if getattr(made, "kind", "") == "partnership":
        outcome.partnership = made
    tally.changed += thing is not None
    tally.created += thing is None


def _refuse(by: Actor, one: Given, thing: Any) -> None:
    """Raise when the actor may not have this row recorded, whatever the importer may."""
    if thing is not None and not (by.keeper or may_see(one.sheet, by, thing)):
        raise Problem("transfer.conflict")
    if one.sheet.id in KEEPERS and not by.keeper:
        raise Problem("transfer.only_keeper")
    if thing is not None and getattr(thing, "key", one.key) != one.key:
        raise Problem("transfer.made_here", value=str(thing))


def _typed(
    by: Actor, one: Given, partnership: "Partnership | None", known: set[tuple[str, str]], *, new: bool
) -> dict[str, Any]:
    """Parameter → value of every column that the row has; an empty cell empties.

    Raises Problems naming every cell that cannot be read, _Waits when only rows blamed elsewhere are missing.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    waits = False

    def resolve(kind: str, text: str) -> Any:
        nonlocal waits
        try:
            return find(by, kind, text, partnership)
        except Problem:
            if (kind, text) not in known:
                raise
            waits = True
            raise _Waits from None

    for name, column in one.sheet.by_name.items():
        try:
            values |= _cell(column, one.cells.get(name), resolve, new=new)
        except _Waits:
            continue
        except Problem as problem:
            problems.append(problem.about(name))
    if problems:
        raise Problems(problems)
    if waits:
        raise _Waits
    return values


def _cell(column: Column, cell: Cell | None, resolve: Callable[[str, str], Any], *, new: bool) -> dict[str, Any]:
    """The cell's value under its parameter's name; nothing when the file has no such column: what stands there stays."""
    if cell is None and not (new and column.asked.required):
        return {}
    if cell is None or cell.value is None or cell.value == "" or cell.value == []:
        if column.asked.required:
            raise Problem("required", column.name)
        return {column.name: column.asked.emptied}
    return {column.name: typed(column, cell.value, resolve)}


def _understood(read: Read, outcome: Outcome) -> list[Given]:
    """The rows by sheet and parameter, owners first; unknown names, doubles and circles are blamed."""
    all_sheets = sheets()
    by_name = sheet_names(all_sheets)
    given: list[Given] = []
    blamed: set[tuple[str, str]] = set()
    for row in read.rows:
        sheet = by_name.get(plain(row.sheet))
        if sheet is not None:
            given.append(Given(sheet, row, _columns(sheet, row, outcome, blamed)))
        elif row.sheet not in {name for name, _ in blamed}:
            blamed.add((row.sheet, ""))
            outcome.found.append(Found(Problem("transfer.unknown_sheet", value=row.sheet), row.where))
    _blame_doubles(given, outcome)
    order = {sheet.id: number for number, sheet in enumerate(all_sheets)}
    given.sort(key=lambda one: order[one.sheet.id])
    ready, circle = owners_first(given, lambda one: one.name, lambda one: one.names())
    outcome.found += [Found(Problem("transfer.circle"), one.row.where) for one in circle]
    return ready


def _columns(sheet: Sheet, row: Row, outcome: Outcome, blamed: set[tuple[str, str]]) -> dict[str, Cell]:
    """The row's cells by parameter; a column that nobody knows is blamed once, where it first says something."""
    cells: dict[str, Cell] = {}
    for name, cell in row.cells.items():
        column = sheet.by_header.get(plain(name))
        if column is not None:
            cells[column.name] = cell
        elif cell.value is not None and (row.sheet, name) not in blamed:
            blamed.add((row.sheet, name))
            problem = Problem("transfer.unknown_column", value=name, sheet=row.sheet)
            outcome.found.append(Found(problem, cell.where))
    return cells


def _blame_doubles(given: list[Given], outcome: Outcome) -> None:
    seen: set[tuple[str, str]] = set()
    for one in given:
        if one.key and one.name in seen:
            outcome.found.append(one.blame(Problem("transfer.twice", "key", value=one.key)))
        seen.add(one.name)


def _about(given: list[Given], partnership: "Partnership | None", outcome: Outcome) -> list[Given]:
    """Note the one partnership that the files are about, and return the rows that can be tried: none without it."""
    rows = [one for one in given if one.sheet.kind == "partnership"]
    outcome.slug = partnership.slug if partnership else next((one.key for one in rows), "")
    others = [one for one in rows if one.key != outcome.slug]
    outcome.found += [one.blame(Problem("transfer.other_partnership", "slug", value=one.key)) for one in others]
    if not outcome.slug and given:
        outcome.found.append(Found(Problem("transfer.no_partnership"), Where(given[0].row.where.file)))
    return [one for one in given if one not in others] if outcome.slug else []


def _text(cell: Cell | None) -> str:
    """A cell that names something, as text."""
    if cell is None or cell.value is None or isinstance(cell.value, list):
        return ""
    return half_width(text_of(cell.value))

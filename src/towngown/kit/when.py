"""Time as reported: first day, last day, how precisely it was said, and the words. 按报道所述的时间。

A reported date counts in a period only if it lies wholly inside; an unknown date is history and never counts.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Self

from towngown.kit.digits import half_width
from towngown.kit.problems import Problem

Language = Literal["zh", "en"]

_WORDS = re.compile(r"([^(（]*)[(（](.*)[)）]", re.DOTALL)
_WHOLE = re.compile(r"[0-9]{4}(年([0-9]{1,2}(月([0-9]{1,2}[日号]?)?)?)?|([-./])[0-9]{1,2}(\5[0-9]{1,2})?)?")
_TAIL = re.compile(r"([0-9]{1,2}月)?[0-9]{1,2}[日号]?|[0-9]{1,2}月|[0-9]{1,2}[-./][0-9]{1,2}")
_TAIL_UNIT = {"月": 2, "日": 3, "号": 3}
_BETWEEN = re.compile(r"\s*(?:\.\.|至|到|–|—|~|/|-)\s*")
_UNKNOWN = frozenset({"", "unknown", "未知"})
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]

_Numbers = tuple[int, ...]


class Precision(StrEnum):
    """How precisely a date was said."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


_DEPTH = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}


@dataclass(frozen=True)
class When:
    """A reported time: both days inclusive, or neither when unknown; `words` are the reporter's, verbatim.

    Month precision spans whole months, year precision whole calendar years. Anything else, and a last day before
    the first, raises Problem("not_a_date", value=…).
    """

    first: date | None
    last: date | None
    precision: Precision
    words: str = ""

    def __post_init__(self) -> None:
        if not _holds_together(self.first, self.last, self.precision):
            raise Problem("not_a_date", value=f"{self.first}/{self.last}")

    @classmethod
    def day(cls, day: date, words: str = "") -> Self:
        """One day."""
        return cls(day, day, Precision.DAY, words)

    @classmethod
    def days(cls, first: date, last: date, words: str = "") -> Self:
        """From the first to the last day, both inclusive."""
        return cls(first, last, Precision.DAY, words)

    @classmethod
    def month(cls, year: int, month: int, words: str = "") -> Self:
        """Some time in this month (1–12)."""
        return cls(*_span((year, month), (year, month)), Precision.MONTH, words)

    @classmethod
    def year(cls, year: int, words: str = "") -> Self:
        """Some time in this calendar year."""
        return cls.years(year, year, words)

    @classmethod
    def years(cls, first: int, last: int, words: str = "") -> Self:
        """Some time in these calendar years, both inclusive."""
        return cls(*_span((first,), (last,)), Precision.YEAR, words)

    @classmethod
    def unknown(cls, words: str = "") -> Self:
        """Not dated; the words may say what the report does."""
        return cls(None, None, Precision.UNKNOWN, words)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date as people, workbooks and reports write it.

        `2023-03-30`, `2023.3.30`, `2023/3/30`, `2022-07`, `2021`, `2023年3月30日`, `2023年3月`, `2023年`, `unknown`,
        `未知` and nothing at all; two of them, the second perhaps shortened, joined by `/ .. 至 到 – — ~ -`; words
        in brackets after it. Anything else raises Problem("not_a_date", value=text).
        """
        bracketed = _WORDS.fullmatch(text.strip())
        body, words = bracketed.groups() if bracketed else (text, "")
        plain = half_width(body)
        if plain.casefold() in _UNKNOWN:
            return cls.unknown(words)
        try:
            left, right = next(_readings(plain))
            return cls(*_span(left, right), _DEPTH[len(left)], words)
        except (StopIteration, Problem):
            raise Problem("not_a_date", value=text) from None

    def inside(self, first: date, last: date) -> bool:
        """Whether it certainly lies within these days (inclusive): wholly inside; unknown never is."""
        return self.first is not None and self.last is not None and first <= self.first and self.last <= last

    def format(self) -> str:
        """The canonical text, which `parse` reads back to an equal value: `2023-03-30/2023-03-31 (words)`."""
        words = f" ({self.words})" if self.words else ""
        left, right = self._ends()
        ends = dict.fromkeys(
            "-".join(f"{n:04}" if at == 0 else f"{n:02}" for at, n in enumerate(end)) for end in (left, right)
        )
        return ("/".join(ends) or "unknown") + words

    def text(self, language: Language) -> str:
        """For people: `2023年3月30日至31日` or `30–31 March 2023`, the words in brackets; unknown shows them alone."""
        if self.precision is Precision.UNKNOWN:
            return self.words or {"zh": "日期不详", "en": "date unknown"}[language]
        left, right = self._ends()
        if language == "zh":
            return _zh(left, right) + (f"（{self.words}）" if self.words else "")
        return _en(left, right) + (f" ({self.words})" if self.words else "")

    def _ends(self) -> tuple[_Numbers, _Numbers]:
        if self.first is None or self.last is None:
            return (), ()
        depth = {Precision.YEAR: 1, Precision.MONTH: 2}.get(self.precision, 3)
        return _numbers_of(self.first)[:depth], _numbers_of(self.last)[:depth]


def _numbers_of(day: date) -> _Numbers:
    return day.year, day.month, day.day


def _start(numbers: _Numbers) -> date:
    year, month, day = (*numbers, 1, 1)[:3]
    return date(year, month, day)


def _end(numbers: _Numbers) -> date:
    if len(numbers) == 1:
        return date(numbers[0], 12, 31)
    if len(numbers) == 2:
        return date(*numbers, monthrange(*numbers)[1])
    return date(*numbers)


def _span(left: _Numbers, right: _Numbers) -> tuple[date, date]:
    try:
        return _start(left), _end(right)
    except (ValueError, OverflowError):
        raise Problem("not_a_date", value="-".join(map(str, left))) from None


def _holds_together(first: date | None, last: date | None, precision: Precision) -> bool:
    if first is None or last is None:
        return first is last and precision is Precision.UNKNOWN
    depth = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}.get(precision)
    whole = depth and (_start(_numbers_of(first)[:depth]), _end(_numbers_of(last)[:depth])) == (first, last)
    return bool(whole) and first <= last


def _read(text: str) -> _Numbers:
    return tuple(map(int, re.findall("[0-9]+", text)))


def _readings(plain: str) -> Iterator[tuple[_Numbers, _Numbers]]:
    """Every way to read the text as (first, last); the single date before the pairs."""
    if _WHOLE.fullmatch(plain):
        yield _read(plain), _read(plain)
    for joint in _BETWEEN.finditer(plain):
        left, right = plain[: joint.start()], plain[joint.end() :]
        if _WHOLE.fullmatch(left) and (last := _second(_read(left), right)):
            yield _read(left), last


def _second(left: _Numbers, right: str) -> _Numbers | None:
    """The second date of a pair, completed from the first; as precise as the first, or None."""
    numbers = _read(right)
    if _WHOLE.fullmatch(right):
        return numbers if len(numbers) == len(left) else None
    fits = len(numbers) < len(left) and _TAIL_UNIT.get(right[-1:], len(left)) == len(left)
    return left[: len(left) - len(numbers)] + numbers if fits and _TAIL.fullmatch(right) else None


def _shared(left: _Numbers, right: _Numbers) -> int:
    """How many leading numbers (year, month) the second date need not repeat; never its last."""
    same = [a == b for a, b in zip(left[:-1], right[:-1], strict=True)]
    return [*same, False].index(False)


def _zh(left: _Numbers, right: _Numbers) -> str:
    def parts(numbers: _Numbers) -> list[str]:
        return [f"{n}{unit}" for n, unit in zip(numbers, "年月日", strict=False)]

    if len(left) == 1 and left != right:
        return f"{left[0]}–{right[0]}年"
    whole = "".join(parts(left))
    return whole if left == right else f"{whole}至{''.join(parts(right)[_shared(left, right) :])}"


def _en(left: _Numbers, right: _Numbers) -> str:
    def parts(numbers: _Numbers) -> list[str]:
        return [_MONTHS[n - 1] if at == 1 else str(n) for at, n in enumerate(numbers)]

    if left == right:
        return " ".join(reversed(parts(left)))
    start = " ".join(reversed(parts(left)[_shared(left, right) :]))
    dash = " – " if " " in start else "–"
    return f"{start}{dash}{' '.join(reversed(parts(right)))}"

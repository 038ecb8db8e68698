"""Periods of a promise: month, quarter, half-year, year or once, in years that may start on any day. 周期。

Pure: today is given by whoever asks. Day numbers count from 1970-01-01 = 0, as NumPy's datetime64[D].
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towngown.kit.when import Language, When

MonthDay = tuple[int, int]
NEW_YEAR: MonthDay = (1, 1)


class Per(StrEnum):
    """How often something is promised; `once` belongs to the year of its due date."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"


MONTHS = {Per.MONTH: 1, Per.QUARTER: 3, Per.HALF_YEAR: 6, Per.YEAR: 12, Per.ONCE: 12}


@dataclass(frozen=True, order=True)
class Period:
    """First and last day, both inclusive; the first not after the last (ValueError)."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end on {self.last} before it starts on {self.first}")

    def holds(self, when: When) -> bool:
        """Whether a reported time lies wholly inside."""
        return when.inside(self.first, self.last)

    @property
    def label(self) -> str:
        """Short, the same in every language: `2026`, `2025–2026`, `2026 H2`, `2026 Q3`, `2026-03`.

        Quarters and halves are named only where they are those of the calendar; others show their months or days.
        """
        first, last, year = self.first, self.last, self.first.year
        match self._months():
            case 12:
                return str(year) if last.year == year else f"{year}–{last.year}"
            case 6 if self._named(6):
                return f"{year} H{self._ordinal(6)}"
            case 3 if self._named(3):
                return f"{year} Q{self._ordinal(3)}"
            case 1 if first.day == 1:
                return f"{first:%Y-%m}"
        form = "%Y-%m" if self._months() and first.day == 1 else "%Y-%m-%d"
        return f"{first.strftime(form)}–{last.strftime(form)}"

    def text(self, language: Language) -> str:
        """For people: `2026年第三季度`, `2025–2026年度`, `2026年3月` or `2026 Q3`, `2025–2026`, `March 2026`."""
        match self._months():
            case 12 if language == "zh":
                return f"{self.label}年" + ("度" if self.last.year != self.first.year else "")
            case 6 if language == "zh" and self._named(6):
                return f"{self.first.year}年{'上下'[self._ordinal(6) - 1]}半年"
            case 3 if language == "zh" and self._named(3):
                return f"{self.first.year}年第{'一二三四'[self._ordinal(3) - 1]}季度"
            case 1 if self.first.day == 1:
                return When.month(self.first.year, self.first.month).text(language)
        return self.label if self._months() in (3, 6, 12) else When.days(self.first, self.last).text(language)

    def _months(self) -> int:
        """How many whole months long, or 0."""
        after = self.last + timedelta(days=1)
        months = (after.year - self.first.year) * 12 + after.month - self.first.month
        return months if after.day == self.first.day else 0

    def _named(self, size: int) -> bool:
        return self.first.day == 1 and (self.first.month - 1) % size == 0

    def _ordinal(self, size: int) -> int:
        return (self.first.month - 1) // size + 1


def period_of(day: date, per: Per, year_starts_on: MonthDay = NEW_YEAR) -> Period:
    """The period that holds the day. `year_starts_on` is (month, day); days after the 28th raise ValueError."""
    month, start_day = checked_start(year_starts_on)
    since = day.year * 12 + (day.month - 1) - (month - 1) - (day.day < start_day)
    begin = since - since % MONTHS[per] + month - 1
    after = begin + MONTHS[per]
    return Period(_day_in(begin, start_day), _day_in(after, start_day) - timedelta(days=1))


def periods_between(first: date, last: date, per: Per, year_starts_on: MonthDay = NEW_YEAR) -> list[Period]:
    """Every period that touches first..last (inclusive), in order; none if last < first.

    For `once`, `last` is the due date, and the answer is the one year that holds it.
    """
    if last < first:
        return []
    if per is Per.ONCE:
        return [period_of(last, per, year_starts_on)]
    periods = [period_of(first, per, year_starts_on)]
    while periods[-1].last < last:
        periods.append(period_of(periods[-1].last + timedelta(days=1), per, year_starts_on))
    return periods


def checked_start(year_starts_on: MonthDay) -> MonthDay:
    """The same (month, day), if every year and every month has that day; else ValueError."""
    month, day = year_starts_on
    if not (1 <= month <= 12 and 1 <= day <= 28):
        raise ValueError(f"a year cannot start on {month:02}-{day:02}: month 1–12, day 1–28")
    return year_starts_on


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + _EPOCH)


_EPOCH = date(1970, 1, 1).toordinal()


def _day_in(month: int, day: int) -> date:
    return date(month // 12, month % 12 + 1, day)

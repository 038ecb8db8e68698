"""Half-days of a round as numbers, weeks and terms. 派单轮次的半天、周与学期。"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from towngown.kit.halfdays import HalfDay, half_day_of

A_WEEK = 14
SPRING, AUTUMN = 2, 8  # the months in which the two school terms begin
NOON, EVENING = 12, 18  # o'clock: the morning is over, the afternoon is over


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    """The Sunday of the day's week."""
    return monday_of(day) + timedelta(days=6)


def not_over(moment: datetime) -> HalfDay:
    """The first half-day that is not over at this moment, which is given in the round's own time zone."""
    over = (moment.hour >= NOON) + (moment.hour >= EVENING)
    return half_day_of(HalfDay(moment.date(), "am").slot + over)


def term_of(day: date) -> tuple[date, date]:
    """The first and last day of the school term that holds this day: February to July, August to January."""
    if SPRING <= day.month < AUTUMN:
        return date(day.year, SPRING, 1), date(day.year, AUTUMN, 1) - timedelta(days=1)
    year = day.year if day.month >= AUTUMN else day.year - 1
    return date(year, AUTUMN, 1), date(year + 1, SPRING, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The days of a round. Its half-days are numbered from the morning of the Monday of its first week: 0, 1, 2 …"""

    first: date
    last: date

    @cached_property
    def monday(self) -> date:
        """The Monday of the first week, perhaps before the first day."""
        return monday_of(self.first)

    @cached_property
    def sunday(self) -> date:
        """The Sunday of the last week, perhaps after the last day."""
        return sunday_of(self.last)

    @cached_property
    def weeks(self) -> int:
        """How many weeks it touches."""
        return (self.last - self.monday).days // 7 + 1

    @property
    def count(self) -> int:
        """How many numbers there are, those before the first and after the last day included."""
        return self.weeks * A_WEEK

    def number(self, half_day: HalfDay) -> int:
        """The number of a half-day; outside of 0 … count − 1 when it lies outside of the weeks."""
        return half_day.slot - self.monday.toordinal() * 2

    def half_day(self, number: int) -> HalfDay:
        """The half-day with this number."""
        return half_day_of(self.monday.toordinal() * 2 + int(number))

    def holds(self, half_day: HalfDay) -> bool:
        """Whether it lies in the round."""
        return self.first <= half_day.day <= self.last

    def week_of(self, day: date) -> int:
        """Which of its weeks a day is in; negative or too large outside."""
        return (monday_of(day) - self.monday).days // 7

    def open(self) -> npt.NDArray[np.bool_]:
        """[count] the half-days that lie in the round."""
        found = np.zeros(self.count, np.bool_)
        found[self.numbers] = True
        return found

    @cached_property
    def numbers(self) -> range:
        """The numbers of the half-days that lie in the round."""
        return range((self.first - self.monday).days * 2, ((self.last - self.monday).days + 1) * 2)

    def days(self, first: date, last: date) -> slice:
        """The numbers from the first to the last day, as far as they are in its weeks."""
        before, after = (first - self.monday).days * 2, ((last - self.monday).days + 1) * 2
        return slice(min(max(before, 0), self.count), min(max(after, 0), self.count))


def mondays(span: Span) -> Iterable[date]:
    """The Monday of every week of a round."""
    return (span.monday + timedelta(days=7 * week) for week in range(span.weeks))

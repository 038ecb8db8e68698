"""What can be said of orders and teachers without asking the database. 订单与师资的计算。"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import hypot

from towngown.kit.halfdays import HALVES, HalfDay

Point = tuple[int, int]
"""Metres east and north."""


def metres(one: Point | None, other: Point | None) -> int | None:
    """The distance as the crow flies, or None when one of the two is not known."""
    if one is None or other is None:
        return None
    return round(hypot(one[0] - other[0], one[1] - other[1]))


def most_people(quantities: Iterable[tuple[int | None, int | None]]) -> int:
    """How many people may come at most, of several (low, high) as reported; an unknown one counts nothing."""
    return sum(high if high is not None else low or 0 for low, high in quantities)


def is_over(wished: Iterable[date], weeks: int, today: date) -> bool:
    """Whether an order wished for certain days and no teacher can be found any more for the last week of any of them:
    nothing is planned for the same day."""
    last = max(wished, default=None)
    return last is not None and last + timedelta(weeks=weeks - 1) <= today


@dataclass(frozen=True)
class Supply:
    """One teacher as dispatch sees it."""

    id: int
    place_code: str
    reach_m: int
    week_cap: int
    term_cap: int
    half_days: int
    offers: frozenset[int]
    categories: frozenset[int]  # of these offers
    rather: frozenset[int]
    away: tuple[tuple[date, date], ...]

    def free(self, half_day: HalfDay) -> bool:
        """Whether this half-day suits and no absence covers it; what they have to do then is not asked."""
        away = any(first <= half_day.day <= last for first, last in self.away)
        return not away and bool(self.half_days >> half_day.bit & 1)

    def reaches(self, place_code: str, spots: Mapping[str, Point]) -> bool:
        """Whether they go as far as this place; where nobody knows the distance they do."""
        apart = metres(spots.get(self.place_code), spots.get(place_code))
        return apart is None or apart <= self.reach_m


def all_halves(days: Iterable[date]) -> list[HalfDay]:
    """Every half-day of these days, as they come."""
    return [HalfDay(day, half) for day in days for half in HALVES]


def free_halves(
    teachers: Iterable[Supply], days: Iterable[date], taken: Collection[tuple[int, HalfDay]] = ()
) -> dict[HalfDay, int]:
    """Half-day → how many of the teachers are free, of those in which somebody is, as they come.

    `taken` are the half-days that teachers (by their id) have given away already.
    """
    teachers = list(teachers)
    counted = {
        one: sum(teacher.free(one) and (teacher.id, one) not in taken for teacher in teachers)
        for one in all_halves(days)
    }
    return {one: number for one, number in counted.items() if number}


def bands(low: int | None, high: int | None) -> list[tuple[int, int]]:
    """Two or three head-counts from–to that a course's range falls into, cut at fives; none lies in two."""
    high = high if high is not None else max(3 * (low or 0), 40)
    low = low if low is not None else max(high // 4, 1)
    cuts = [low, *(5 * round((low + (high - low) * third / 3) / 5) for third in (1, 2)), high]
    inside = sorted({cut for cut in cuts if low <= cut <= high})
    steps = list(pairwise(inside)) or [(low, high)]
    return [*((first, last - 1) for first, last in steps[:-1]), steps[-1]]

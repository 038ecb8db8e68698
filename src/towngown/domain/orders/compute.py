"""What can be said of orders and teachers without asking the database. 订单与师资的计算。"""

from collections.abc import Iterable
from math import hypot

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

"""What a round of dispatch is asked: the orders, and the teachers who may come. 派单的输入：点单与教师。

Plain arrays, no names and no dates. O orders, T teachers, C courses, P places, H half-days numbered from the first of the
round (0 = its first morning), W weeks. "None" in an array of numbers is −1. Distances are whole numbers in the caller's
own unit; the coarser the unit, the larger the rounds whose objective fits into 64 bits (levels.py).
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

HALF_DAYS_A_WEEK = 14
MEMORY_CAP = 4
URGENT_BONUS = 2


def weight(missed: int | Ints, urgent: bool | Bools = False) -> Ints:
    """Never-served memory: 1 + missed rounds (at most 4) + 2 when urgent, so 1 … 7; scalars or arrays [O].

    What can be served together is a matroid (a gammoid: the orders linked to half-days by disjoint paths), and in a
    matroid every heaviest set is also a largest one. So whatever the weights, as many orders are served as can be;
    the weights decide only *who* waits when somebody must. Hence small numbers do: one for each round missed, so that
    everybody's turn comes; capped, so that one order that cannot be helped does not outrank all others for ever; and
    urgent counts as two missed rounds: before those who waited once, behind those who waited three times.
    """
    rounds = np.clip(np.asarray(missed, np.int64), 0, MEMORY_CAP)
    return 1 + rounds + URGENT_BONUS * np.asarray(urgent, np.int64)


def _pairs() -> Ints:
    return np.zeros((0, 2), np.int64)


@dataclass(frozen=True)
class Orders:
    """What is wanted.

    weight   [O]     what it costs to leave the order unserved, see `weight`; 0 = withdrawn, no longer wanted
    course   [O]     row of Teachers.qualified
    place    [O]     row of Teachers.distance
    wishes   [O, K]  half-days, best first, each at most once, then −1
    held     [O, 2]  teacher and half-day that were accepted for it, or −1, −1
    beyond   [E, 2]  pairs (order, teacher): this teacher goes to this order however far it is
    """

    weight: Ints
    course: Ints
    place: Ints
    wishes: Ints
    held: Ints
    beyond: Ints = field(default_factory=_pairs)

    @property
    def count(self) -> int:
        """O."""
        return len(self.weight)


@dataclass(frozen=True)
class Teachers:
    """Who may come.

    qualified [C, T]  may teach this course
    free      [T, H]  could come on this half-day: neither absent nor busy
    distance  [P, T]  ≥ 0, from the place to the teacher
    reach     [T]     how far the teacher goes, in the same unit
    week_cap  [T, W]  half-days in that week, at most; W · half_days_a_week ≥ H
    term_cap  [T]     half-days in the whole round, at most
    dislike   [T, H]  ≥ 0, added to the rank of the order's wish; 0 = welcome
    carried   [T]     half-days given earlier in the term: they count for the even load, not for the caps
    """

    qualified: Bools
    free: Bools
    distance: Ints
    reach: Ints
    week_cap: Ints
    term_cap: Ints
    dislike: Ints
    carried: Ints
    half_days_a_week: int = HALF_DAYS_A_WEEK

    @property
    def count(self) -> int:
        """T."""
        return len(self.reach)


def nobody(orders: int) -> Ints:
    """`held` for a round in which nothing was accepted yet: [O, 2] of −1."""
    return np.full((orders, 2), -1, np.int64)


def check(orders: Orders, teachers: Teachers) -> None:
    """ValueError naming the first array whose shape or values do not fit the others."""
    for says, wrong in _complaints(orders, teachers):
        if wrong:
            raise ValueError(says)


def _complaints(orders: Orders, teachers: Teachers) -> list[tuple[str, bool]]:
    count, (courses, people), half_days = orders.count, teachers.qualified.shape, teachers.free.shape[-1]
    weeks = -(-half_days // teachers.half_days_a_week)
    shapes = {
        "course": (orders.course.shape, (count,)), "place": (orders.place.shape, (count,)),
        "wishes": (orders.wishes.shape[:1], (count,)), "held": (orders.held.shape, (count, 2)),
        "beyond": (orders.beyond.shape[1:], (2,)), "free": (teachers.free.shape, (people, half_days)),
        "distance": (teachers.distance.shape[1:], (people,)), "reach": (teachers.reach.shape, (people,)),
        "week_cap": (teachers.week_cap.shape, (people, weeks)), "term_cap": (teachers.term_cap.shape, (people,)),
        "dislike": (teachers.dislike.shape, (people, half_days)), "carried": (teachers.carried.shape, (people,)),
    }  # fmt: skip
    found = [(f"{name} has shape {is_}, not {should}", is_ != should) for name, (is_, should) in shapes.items()]
    if any(wrong for _, wrong in found):
        return found
    ranges = [
        ("weight", orders.weight, 0, None), ("course", orders.course, 0, courses),
        ("place", orders.place, 0, len(teachers.distance)), ("wishes", orders.wishes, -1, half_days),
        ("held teacher", orders.held[:, 0], -1, people), ("held half-day", orders.held[:, 1], -1, half_days),
        ("beyond order", orders.beyond[:, 0], 0, count), ("beyond teacher", orders.beyond[:, 1], 0, people),
        ("distance", teachers.distance, 0, None), ("week_cap", teachers.week_cap, 0, None),
        ("term_cap", teachers.term_cap, 0, None), ("dislike", teachers.dislike, 0, None),
        ("carried", teachers.carried, 0, None),
    ]  # fmt: skip
    found += [(f"{name} is not in {low} … {'' if top is None else top - 1}", _outside(values, low, top))
              for name, values, low, top in ranges]  # fmt: skip
    return [*found, ("an order wishes one half-day twice", _wished_twice(orders.wishes))]


def _outside(values: Ints, low: int, top: int | None) -> bool:
    return bool(values.size) and (int(values.min()) < low or (top is not None and int(values.max()) >= top))


def _wished_twice(wishes: Ints) -> bool:
    in_order = np.sort(wishes, axis=1)
    return bool(((in_order[:, 1:] == in_order[:, :-1]) & (in_order[:, 1:] >= 0)).any())

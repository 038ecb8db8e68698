"""What could still be reached in a best plan: from where a free half-day, and from an order which obstacles. 可达性。

Both follow residual arcs without looking at costs: a free half-day leads to its week, a taken one to the order that has
it (which could go elsewhere), a week with room to its teacher, and a week or teacher to what they give now (in exchange).
"""

from dataclasses import dataclass

import numpy as np

from towngown.kit.matching.facts import Bools, Ints
from towngown.kit.matching.instance import Instance
from towngown.kit.matching.plan import Plan


@dataclass(frozen=True)
class Open:
    """From where room for one more can be reached. teachers [T]; half_days [T, H]: the teacher is not absent
    (whether or not it is a slot of the round), and one more visit there finds room"""

    teachers: Bools
    half_days: Bools


@dataclass(frozen=True)
class Region:
    """What an unserved order can reach, by number: served orders, slots, weeks, teachers. None of it leads to room."""

    orders: Ints
    slots: Ints
    weeks: Ints
    teachers: Ints

    def full_weeks(self, instance: Instance, plan: Plan) -> Ints:
        """The weeks among them that give all they may."""
        return self.weeks[_used(instance, plan)[self.weeks] >= instance.week_cap[self.weeks]]

    def weeks_of_full_teachers(self, instance: Instance) -> Ints:
        """The weeks among them of teachers among them, whose weeks have room but whose term has none."""
        return self.weeks[np.isin(instance.week_teacher[self.weeks], self.teachers)]


def _used(instance: Instance, plan: Plan) -> Ints:
    return np.bincount(instance.week_of[instance.slot[plan.arc[plan.arc >= 0]]], minlength=len(instance.week_cap))


def _occupant(instance: Instance, plan: Plan) -> Ints:
    """[S] the order that has the slot, or −1."""
    found, served = np.full(len(instance.teacher), -1), np.flatnonzero(plan.arc >= 0)
    found[instance.slot[plan.arc[served]]] = served
    return found


def open_nodes(instance: Instance, plan: Plan) -> Open:
    """Widen what is open from the sink backwards until nothing changes."""
    used, occupant = _used(instance, plan), _occupant(instance, plan)
    taken = np.flatnonzero(occupant >= 0)
    load = np.bincount(instance.teacher[taken], minlength=instance.teachers.count)
    teachers, room = load < instance.teachers.term_cap, used < instance.week_cap
    weeks, slots = np.zeros(len(used), np.bool_), np.zeros(len(occupant), np.bool_)
    before = -1
    while before != (before := int(teachers.sum() + weeks.sum() + slots.sum())):
        weeks |= room & teachers[instance.week_teacher]
        weeks[instance.week_of[taken[slots[taken]]]] = True
        slots |= (occupant < 0) & weeks[instance.week_of]
        goes = np.zeros(instance.orders.count + 1, np.bool_)
        goes[instance.tail[slots[instance.slot]]] = True
        slots |= goes[occupant] & (occupant >= 0)
        teachers[instance.week_teacher[weeks & (used > 0)]] = True
    return Open(teachers, _half_days(instance, used, teachers, weeks, slots))


def _half_days(instance: Instance, used: Ints, teachers: Bools, weeks: Bools, slots: Bools) -> Bools:
    """[T, H]: of slots as found; a half-day that is no slot is free, so its week decides, or if none, the teacher."""
    of_week = teachers[:, None] & (instance.teachers.week_cap > 0)
    of_week[instance.week_teacher, instance.week_number] = weeks
    found = np.repeat(of_week, instance.teachers.half_days_a_week, axis=1)[:, : instance.teachers.free.shape[1]]
    found[instance.teacher, instance.half_day] = slots
    return found & instance.teachers.free


class Regions:
    """The regions of the unserved orders of one plan; what they share is laid out once."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        """For a plan that is best for the round."""
        from towngown.kit.matching.widen import widen

        orders, teachers, weeks = instance.orders.count, instance.teachers.count, len(instance.week_cap)
        used, self._widen = _used(instance, plan), widen
        self._cuts = np.cumsum([orders, len(instance.teacher), weeks])
        self._lines = (
            np.searchsorted(instance.tail, np.arange(orders + 1)), instance.slot, _occupant(instance, plan),
            instance.week_of, np.searchsorted(instance.week_of, np.arange(weeks + 1)), used, used < instance.week_cap,
            instance.week_teacher, np.searchsorted(instance.week_teacher, np.arange(teachers + 1)),
        )  # fmt: skip
        self._nodes = instance.nodes

    def of(self, order: int) -> Region:
        """Widen what the order reaches until nothing changes."""
        met = self._widen(self._lines, self._nodes, order)
        met[order] = False
        orders, slots, weeks, teachers = np.split(met, self._cuts)
        return Region(*(np.flatnonzero(found) for found in (orders, slots, weeks, teachers)))

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


Held = tuple[Ints, Ints]
"""How much of each week [N] is given, and the order that has each slot [S] or −1."""


def holders(instance: Instance, plan: Plan) -> Held:
    """What a plan holds."""
    return _used(instance, plan), _occupant(instance, plan)


def open_nodes(instance: Instance, plan: Plan) -> Open:
    """Widen what is open from the sink backwards until nothing changes."""
    used, occupant = holders(instance, plan)
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


def region_of(instance: Instance, plan: Plan, order: int, held: Held | None = None) -> Region:
    """Widen what the order reaches until nothing changes; what is held is worked out unless given."""
    used, occupant = held or holders(instance, plan)
    orders, slots = np.zeros(instance.orders.count, np.bool_), np.zeros(len(occupant), np.bool_)
    weeks, teachers = np.zeros(len(used), np.bool_), np.zeros(instance.teachers.count, np.bool_)
    orders[order], room, taken, before = True, used < instance.week_cap, occupant >= 0, -1
    while before != (before := int(orders.sum() + slots.sum() + weeks.sum() + teachers.sum())):
        slots[instance.slot[orders[instance.tail]]] = True
        slots |= taken & weeks[instance.week_of]
        orders[occupant[slots & taken]] = True
        weeks[instance.week_of[slots & ~taken]] = True
        weeks |= teachers[instance.week_teacher] & (used > 0)
        teachers[instance.week_teacher[weeks & room]] = True
    orders[order] = False
    return Region(*(np.flatnonzero(found) for found in (orders, slots, weeks, teachers)))

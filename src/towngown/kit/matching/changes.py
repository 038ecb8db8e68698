"""What can change in a round, and the round after the change. 变更。"""

from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from towngown.kit.matching.facts import Bools, Orders, Teachers
from towngown.kit.matching.instance import Instance, build
from towngown.kit.matching.plan import Plan, visits

Array = TypeVar("Array", bound=npt.NDArray[Any])


@dataclass(frozen=True)
class Absent:
    """The teacher cannot come on these half-days."""

    teacher: int
    half_days: tuple[int, ...]


@dataclass(frozen=True)
class Withdrawn:
    """The order is no longer wanted; it keeps its number."""

    order: int


@dataclass(frozen=True)
class Added:
    """One order more; its number is the next."""

    weight: int
    course: int
    place: int
    wishes: tuple[int, ...]


@dataclass(frozen=True)
class Wish:
    """The order would take this half-day, too, as its last wish."""

    order: int
    half_day: int


@dataclass(frozen=True)
class Caps:
    """The teacher gives so many half-days more in this week, and so many more in the round."""

    teacher: int
    week: int
    in_week: int = 1
    in_term: int = 0


@dataclass(frozen=True)
class Beyond:
    """The teacher goes to this order although it is `more` units of distance beyond the reach."""

    order: int
    teacher: int
    more: int


@dataclass(frozen=True)
class Joined:
    """So many new teachers of this course, each free on this one half-day and going to this one place, which is theirs."""

    course: int
    place: int
    half_day: int
    count: int = 1


Change: TypeAlias = Absent | Withdrawn | Added | Wish | Caps | Beyond | Joined


def apply_change(instance: Instance, change: Change) -> Instance:
    """The round after the change."""
    orders, teachers = _changed(instance.orders, instance.teachers, change)
    return _capped(instance, teachers) if isinstance(change, Caps) else rebuilt(instance, orders, teachers)


def _capped(instance: Instance, teachers: Teachers) -> Instance:
    """The round with other caps only: no arc comes or goes; anew is only what somebody's load outgrows, the steps."""
    room = np.minimum(teachers.term_cap, np.bincount(instance.teacher, minlength=teachers.count))
    if instance.given_step is None and int((teachers.carried + room).max(initial=0)) >= len(instance.step):
        return rebuilt(instance, instance.orders, teachers)
    week_cap = teachers.week_cap[instance.week_teacher, instance.week_number]
    return replace(instance, teachers=teachers, week_cap=week_cap, room=room)


def rebuilt(instance: Instance, orders: Orders, teachers: Teachers) -> Instance:
    """The round with other orders and teachers. Levels, and so the meaning of prices, stay as they are whenever that is
    still exact.
    """
    new = build(orders, teachers, instance.given_step, instance.room_to_keep)
    return replace(new, bounds=instance.bounds, levels=instance.levels) if instance.bounds.cover(new.bounds) else new


def accept(instance: Instance, plan: Plan, accepted: Bools) -> Instance:
    """The round in which these orders [O] hold what the plan gave them, so that moving one has its price.

    The plan stays best, by the same prices: only arcs it does not use become dearer. ValueError when the round was built
    without room to keep so many.
    """
    held = np.where((accepted & (plan.arc >= 0))[:, None], visits(instance, plan), -1)
    drops = (held[:, 0] >= 0).astype(np.int64)
    if drops.sum() > instance.bounds.keep:
        raise ValueError("the round was built without room to keep what is accepted; build it with room_to_keep")
    moves = drops[instance.tail]
    moves[plan.arc[drops > 0]] = 0
    return replace(instance, orders=replace(instance.orders, held=held), moves=moves, drops=drops)


def _changed(orders: Orders, teachers: Teachers, change: Change) -> tuple[Orders, Teachers]:
    match change:
        case Absent(teacher, half_days):
            return orders, replace(teachers, free=_with(teachers.free, (teacher, list(half_days)), False))
        case Withdrawn(order):
            return replace(orders, weight=_with(orders.weight, order, 0)), teachers
        case Added():
            return _one_more(orders, change), teachers
        case Wish(order, half_day):
            wishes = np.pad(orders.wishes, ((0, 0), (0, 1)), constant_values=-1)
            wishes[order, -1] = half_day
            return replace(orders, wishes=wishes), teachers
        case Caps(teacher, week, in_week, in_term):
            weekly = _with(teachers.week_cap, (teacher, week), teachers.week_cap[teacher, week] + in_week)
            return orders, replace(
                teachers,
                week_cap=weekly,
                term_cap=_with(teachers.term_cap, teacher, teachers.term_cap[teacher] + in_term),
            )
        case Beyond(order, teacher):
            return replace(orders, beyond=np.append(orders.beyond, [[order, teacher]], axis=0)), teachers
        case _:
            return orders, _joined(teachers, change)


def _with(array: Array, at: Any, value: Any) -> Array:
    """A copy in which this place holds this value."""
    changed = array.copy()
    changed[at] = value
    return changed


def _one_more(orders: Orders, new: Added) -> Orders:
    width = max(orders.wishes.shape[1], len(new.wishes))
    wishes = np.full((orders.count + 1, width), -1, np.int64)
    wishes[:-1, : orders.wishes.shape[1]] = orders.wishes
    wishes[-1, : len(new.wishes)] = new.wishes
    return Orders(
        np.append(orders.weight, new.weight), np.append(orders.course, new.course), np.append(orders.place, new.place),
        wishes, np.append(orders.held, [[-1, -1]], axis=0), orders.beyond,
    )  # fmt: skip


def _joined(teachers: Teachers, new: Joined) -> Teachers:
    """The new ones last: at home in the place, everywhere else is out of their reach of 0."""
    courses, places, half_days = len(teachers.qualified), len(teachers.distance), teachers.free.shape[1]

    def columns(array: Array, column: npt.NDArray[Any]) -> Array:
        return np.hstack([array, np.repeat(column[:, None], new.count, axis=1)])  # type: ignore[return-value]  # as above

    def rows(array: Array, row: npt.NDArray[Any] | int) -> Array:
        more = np.broadcast_to(np.asarray(row, array.dtype), (new.count, *array.shape[1:]))
        return np.concatenate([array, more])  # type: ignore[return-value]  # numpy does not carry the variable through

    return replace(
        teachers,
        qualified=columns(teachers.qualified, np.arange(courses) == new.course),
        distance=columns(teachers.distance, (np.arange(places) != new.place).astype(np.int64)),
        free=rows(teachers.free, np.arange(half_days) == new.half_day),
        week_cap=rows(teachers.week_cap, 1),
        term_cap=rows(teachers.term_cap, 1),
        dislike=rows(teachers.dislike, 0),
        reach=rows(teachers.reach, 0),
        carried=rows(teachers.carried, 0),
    )

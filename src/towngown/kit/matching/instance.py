"""The arcs of a round, and their cost in parts: what the solvers, the certificate and the explanations share. 派单网络。"""

from dataclasses import dataclass

import numpy as np

from towngown.kit.matching.facts import Bools, Ints, Orders, Teachers, check
from towngown.kit.matching.levels import Bounds, Levels, levels

ORDERS_AT_ONCE = 20_000  # so that orders × teachers is never a large matrix


@dataclass(frozen=True)
class Instance:
    """A round made ready. A arcs, S slots (a teacher's half-day that some arc leads to), N weeks of teachers with slots.

    orders, teachers      what it was made from
    tail, slot      [A]   arc → order (ascending) and slot
    wish, near      [A]   wish rank + dislike; distance
    moves           [A]   1 where the order was accepted and this arc is not what was accepted
    drops           [O]   1 where the order was accepted and could be kept: leaving it unserved counts as moving it, too
    teacher, half_day [S] of a slot; slots ascend by teacher, then half-day
    week_of         [S]   which of the N weeks a slot is in; weeks ascend by teacher, then week
    week_teacher    [N]   whose week it is
    week_cap        [N]   half-days in it, at most
    room            [T]   half-days in the round, at most; never more than the teacher has slots
    step            [M]   cost of one more half-day for somebody who already gives 0, 1, 2 …; not falling; the last repeats
    given_step, room_to_keep  as `build` was given them
    bounds, levels        how far one change can reach, and so what one unit of each aim costs
    """

    orders: Orders
    teachers: Teachers
    tail: Ints
    slot: Ints
    wish: Ints
    near: Ints
    moves: Ints
    drops: Ints
    teacher: Ints
    half_day: Ints
    week_of: Ints
    week_teacher: Ints
    week_cap: Ints
    room: Ints
    step: Ints
    bounds: Bounds
    levels: Levels
    given_step: Ints | None = None
    room_to_keep: bool = True

    @property
    def nodes(self) -> int:
        """How many nodes the network has."""
        return self.orders.count + len(self.teacher) + len(self.week_cap) + self.teachers.count + 1

    @property
    def week_number(self) -> Ints:
        """[N] which week of the round each week of a teacher is."""
        number = np.zeros(len(self.week_cap), np.int64)
        number[self.week_of] = self.half_day // self.teachers.half_days_a_week
        return number

    @property
    def cost(self) -> Ints:
        """[A] what an arc costs."""
        return self.levels.wish * self.wish + self.levels.near * self.near + self.levels.keep * self.moves

    @property
    def unserved(self) -> Ints:
        """[O] what leaving an order unserved costs."""
        return self.levels.serve * self.orders.weight + self.levels.keep * self.drops


def build(orders: Orders, teachers: Teachers, step: Ints | None = None, room_to_keep: bool = True) -> Instance:
    """Make a round ready: every (order, teacher, half-day) that is possible becomes an arc.

    step [M] is what one more half-day costs who already gives 0, 1, 2 … in the term; without it 0, 1, 2 …, which evens
    the load. `room_to_keep` leaves room in the objective for holding every order later, so that a published round can
    be re-planned from its own prices; without it, only for the orders held now. Errors: ValueError where arrays do not
    fit, NoRoom where the objective does not fit into 64 bits.
    """
    check(orders, teachers)
    tail, who, rank = _possible(orders, teachers)
    when = orders.wishes[tail, rank]
    slot, teacher, half_day = _slots(who, when, teachers.free.shape)
    week_of, week_teacher, week_cap = _weeks(teacher, half_day, teachers)
    room = np.minimum(teachers.term_cap, np.bincount(teacher, minlength=teachers.count))
    given, most = step, int((teachers.carried + room).max(initial=0))
    step = np.arange(most + 1) if step is None else step
    if len(step) == 0 or (np.diff(step) < 0).any() or step[0] < 0:
        raise ValueError("the steps of the load must start at 0 or more and never fall")
    kept = (orders.held[tail, 0] == who) & (orders.held[tail, 1] == when)
    drops = np.zeros(orders.count, np.int64)
    drops[tail[kept]] = 1
    moves = drops[tail] * ~kept
    wish = rank + teachers.dislike[who, when]
    near = teachers.distance[orders.place[tail], who]
    keep = orders.count if room_to_keep else int(drops.sum())
    bounds = Bounds(
        int(orders.weight.max(initial=1)), keep, _dearest(tail, wish, orders.count), _dearest(tail, near, orders.count),
        int(step[-1]),
    ).roomy()  # fmt: skip
    return Instance(
        orders, teachers, tail, slot, wish, near, moves, drops, teacher, half_day, week_of, week_teacher, week_cap,
        room, np.asarray(step, np.int64), bounds, levels(bounds), given,
        room_to_keep,
    )  # fmt: skip


def possible_teachers(orders: Orders, teachers: Teachers, first: int, last: int) -> Bools:
    """[last − first, T] who is qualified and within reach, for the wanted orders first … last − 1."""
    near = teachers.distance[orders.place[first:last]] <= teachers.reach
    asked = orders.beyond[(orders.beyond[:, 0] >= first) & (orders.beyond[:, 0] < last)]
    near[asked[:, 0] - first, asked[:, 1]] = True
    wanted = orders.weight[first:last, None] > 0
    return wanted & near & teachers.qualified[orders.course[first:last]]


def _possible(orders: Orders, teachers: Teachers) -> tuple[Ints, Ints, Ints]:
    """Order, teacher and rank of the wish of every arc, ascending by order, then teacher."""
    found = [(np.zeros(0, np.int64),) * 3]
    for first in range(0, orders.count, ORDERS_AT_ONCE):
        last = min(first + ORDERS_AT_ONCE, orders.count)
        order, who = np.nonzero(possible_teachers(orders, teachers, first, last))
        wished = orders.wishes[first + order]
        pair, rank = np.nonzero(teachers.free[who[:, None], wished] & (wished >= 0))
        found.append((first + order[pair], who[pair], rank))
    tail, who, rank = (np.concatenate(part) for part in zip(*found, strict=True))
    return tail, who, rank


def _slots(who: Ints, when: Ints, shape: tuple[int, ...]) -> tuple[Ints, Ints, Ints]:
    """Slot of every arc; teacher and half-day of every slot."""
    used = np.zeros(shape, np.bool_)
    used[who, when] = True
    number = np.cumsum(used).reshape(shape) - 1
    teacher, half_day = np.nonzero(used)
    return number[who, when], teacher, half_day


def _weeks(teacher: Ints, half_day: Ints, teachers: Teachers) -> tuple[Ints, Ints, Ints]:
    """Week of every slot; teacher and cap of every week that has slots."""
    week = half_day // teachers.half_days_a_week
    number, whose, which = _slots(teacher, week, teachers.week_cap.shape)
    return number, whose, teachers.week_cap[whose, which]


def _dearest(tail: Ints, part: Ints, count: int) -> int:
    """The sum over the orders of the largest part on their arcs."""
    largest = np.zeros(count, np.int64)
    np.maximum.at(largest, tail, part)
    return int(largest.sum())

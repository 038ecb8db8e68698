"""Why an order is left unserved, and the smallest change of each kind that would serve it. 未派原因与最小变动。

Codes and numbers only; sentences are made where people read them. Two facts carry the proofs:
  an arc that only this order gains and from which a free half-day can be reached raises the largest number of orders that
  can be served, and any plan with that number must use it: so the order is served in every best plan (`Wish`, `Beyond`);
  where others compete (`Caps`, `Joined`), the changed round is re-planned with this order asking last: if its price is
  then below the cost of leaving it unserved, it is served in every best plan, by complementary slackness.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from towngown.kit.matching.changes import Beyond, Caps, Change, Joined, Wish, apply_change
from towngown.kit.matching.facts import Bools, Ints
from towngown.kit.matching.instance import Instance
from towngown.kit.matching.plan import Plan
from towngown.kit.matching.reach import Region, Regions, open_nodes
from towngown.kit.matching.resume import resume

MOST_MORE = 3  # so many more half-days or teachers are tried, and so many teachers asked to give them
MOST_ASKED = 6


class Cause(StrEnum):
    """What binds, the first that applies."""

    WITHDRAWN = "withdrawn"
    NOBODY_QUALIFIED = "nobody_qualified"
    NOBODY_WITHIN_REACH = "nobody_within_reach"
    NOBODY_FREE = "nobody_free"
    WEEK_CAP = "week_cap"
    TERM_CAP = "term_cap"
    OUTWEIGHED = "outweighed"


@dataclass(frozen=True)
class Remedy:
    """A change after which the order is served in every best plan; who would come then and when, if that is known."""

    change: Change
    teacher: int = -1
    half_day: int = -1


@dataclass(frozen=True)
class Explanation:
    """Why the order is unserved.

    cause                          what binds
    qualified, in_reach, free      teachers who may teach it; of those within reach; of those free on a wished half-day
    heavier, equal                 served orders that stand in its way and weigh more, or as much
    remedies                       at most one of each kind, the least demanding kind first
    """

    order: int
    cause: Cause
    qualified: int
    in_reach: int
    free: int
    heavier: int
    equal: int
    remedies: tuple[Remedy, ...]


class Explainer:
    """Explains the unserved orders of one plan; what they share is worked out once."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        """For a plan that is best for the round."""
        self._instance, self._plan = instance, plan
        self._open, self._regions = open_nodes(instance, plan), Regions(instance, plan)

    def explain(self, order: int, search: bool = True) -> Explanation:
        """Why this order is unserved; without `search` only with remedies that need no re-planning, which is much quicker.

        ValueError if it is served.
        """
        if self._plan.arc[order] >= 0:
            raise ValueError(f"order {order} is served")
        instance, wished = self._instance, self._wished(order)
        qualified = instance.teachers.qualified[instance.orders.course[order]]
        in_reach = qualified & self._near(order)
        free = in_reach & instance.teachers.free[:, wished].any(axis=1)
        region = self._regions.of(order)
        rivals = instance.orders.weight[region.orders]
        cause = self._cause(order, qualified, in_reach, free, region)
        weight = instance.orders.weight[order]
        return Explanation(
            order, cause, int(qualified.sum()), int(in_reach.sum()), int(free.sum()), int((rivals > weight).sum()),
            int((rivals == weight).sum()),
            () if cause == Cause.WITHDRAWN else tuple(self._remedies(order, region, search)),
        )  # fmt: skip

    def _wished(self, order: int) -> Ints:
        wishes: Ints = self._instance.orders.wishes[order]
        return wishes[wishes >= 0]

    def _near(self, order: int) -> Bools:
        """[T] who is within reach, or goes to this order beyond it."""
        orders, teachers = self._instance.orders, self._instance.teachers
        near: Bools = teachers.distance[orders.place[order]] <= teachers.reach
        near[orders.beyond[orders.beyond[:, 0] == order, 1]] = True
        return near

    def _cause(self, order: int, qualified: Bools, in_reach: Bools, free: Bools, region: Region) -> Cause:
        full = region.full_weeks(self._instance, self._plan)
        first = [
            (Cause.WITHDRAWN, self._instance.orders.weight[order] == 0),
            (Cause.NOBODY_QUALIFIED, not qualified.any()),
            (Cause.NOBODY_WITHIN_REACH, not in_reach.any()),
            (Cause.NOBODY_FREE, not free.any()),
            (Cause.WEEK_CAP, self._open.teachers[self._instance.week_teacher[full]].any()),
            (Cause.TERM_CAP, len(full) or len(region.teachers)),
        ]
        return next((cause for cause, applies in first if applies), Cause.OUTWEIGHED)

    def _remedies(self, order: int, region: Region, search: bool) -> Iterator[Remedy]:
        yield from self._other_half_day(order)
        yield from self._beyond(order)
        if search:
            yield from self._caps(order, region)
            yield from self._joined(order)

    def _other_half_day(self, order: int) -> Iterator[Remedy]:
        """The nearest half-day to the first wish on which somebody could come, and the nearest such teacher."""
        instance, wished = self._instance, self._wished(order)
        possible = self._near(order) & instance.teachers.qualified[instance.orders.course[order]]
        could = self._open.half_days & possible[:, None]
        could[:, wished] = False
        teacher, half_day = np.nonzero(could)
        if len(teacher):
            away = np.abs(half_day - (wished[0] if len(wished) else 0))
            best = np.lexsort((teacher, self._distance(order)[teacher], half_day, away))[0]
            yield Remedy(Wish(order, int(half_day[best])), int(teacher[best]), int(half_day[best]))

    def _distance(self, order: int) -> Ints:
        away: Ints = self._instance.teachers.distance[self._instance.orders.place[order]]
        return away

    def _beyond(self, order: int) -> Iterator[Remedy]:
        """The teacher who would have to go least beyond the reach, on the best wish possible."""
        instance, wished = self._instance, self._wished(order)
        far = ~self._near(order) & instance.teachers.qualified[instance.orders.course[order]]
        teacher, rank = np.nonzero(self._open.half_days[:, wished] & far[:, None])
        if len(teacher):
            more = (self._distance(order) - instance.teachers.reach)[teacher]
            best = np.lexsort((teacher, rank, more))[0]
            who = int(teacher[best])
            yield Remedy(Beyond(order, who, int(more[best])), who, int(wished[rank[best]]))

    def _caps(self, order: int, region: Region) -> Iterator[Remedy]:
        """Fewest half-days more from one teacher in one week; first those who would come to this order themselves.

        Where all of them together would not do, none is tried alone: others wait as well, and would be served instead.
        """
        asked = self._who_could_give_more(order, region)
        if not self._all_would_do(order, asked):
            return
        for more in range(1, MOST_MORE + 1):
            for teacher, week, in_week, in_term in asked:
                found = self._served_after(order, Caps(teacher, week, more * in_week, more * in_term))
                if found:
                    yield found
                    return

    def _all_would_do(self, order: int, asked: list[tuple[int, int, int, int]]) -> bool:
        """Whether the order is served when everybody asked gives as much more as may be asked."""
        new = self._instance
        for teacher, week, in_week, in_term in asked:
            new = apply_change(new, Caps(teacher, week, MOST_MORE * in_week, MOST_MORE * in_term))
        return bool(asked) and self._served_in(new, order) is not None

    def _who_could_give_more(self, order: int, region: Region) -> list[tuple[int, int, int, int]]:
        instance = self._instance
        own = instance.week_of[instance.slot[instance.tail == order]]
        number, full, found = instance.week_number, region.full_weeks(instance, self._plan), []
        for week in [*full, *region.weeks_of_full_teachers(instance)]:
            teacher = int(instance.week_teacher[week])
            in_term = int(not self._open.teachers[teacher])
            rank = (in_term, week not in own, self._distance(order)[teacher], week)
            found.append((rank, (teacher, int(number[week]), int(week in full), in_term)))
        return [ask for _, ask in sorted(found)[:MOST_ASKED]]

    def _joined(self, order: int) -> Iterator[Remedy]:
        """Fewest new teachers of the course at the place, on the best wish possible."""
        course, place = int(self._instance.orders.course[order]), int(self._instance.orders.place[order])
        for count in range(1, MOST_MORE + 1):
            for half_day in self._wished(order).tolist():
                found = self._served_after(order, Joined(course, place, half_day, count))
                if found:
                    yield found
                    return

    def _served_after(self, order: int, change: Change) -> Remedy | None:
        """The remedy, if the order is served in every best plan of the round so changed."""
        new = apply_change(self._instance, change)
        slot = self._served_in(new, order)
        return None if slot is None else Remedy(change, int(new.teacher[slot]), int(new.half_day[slot]))

    def _served_in(self, new: Instance, order: int) -> int | None:
        """The slot that this order has in a changed round, if it is served in every best plan of it."""
        plan = resume(self._instance, self._plan, new, last=order)
        served = plan.arc[order] >= 0 and plan.price[order] < new.unserved[order]
        return int(new.slot[plan.arc[order]]) if served else None


def explain(instance: Instance, plan: Plan, order: int) -> Explanation:
    """Why one order is unserved; for many of one plan, `Explainer` is quicker."""
    return Explainer(instance, plan).explain(order)

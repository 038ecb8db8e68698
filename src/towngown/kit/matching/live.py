"""A plan kept ready for changes: what a teacher's illness or a withdrawn order touches is all that is touched. 即时续算。"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from towngown.kit.matching.changes import Absent, Change, Withdrawn, apply_change
from towngown.kit.matching.facts import Ints
from towngown.kit.matching.flat import ABSENT, Flow, Narrow, search_room
from towngown.kit.matching.instance import Instance
from towngown.kit.matching.network import network
from towngown.kit.matching.plan import Plan, as_flow, parts
from towngown.kit.matching.resume import carried_over, prices_over
from towngown.kit.matching.solvers import back, graph

Saved: TypeAlias = tuple[Flow, tuple[Change, ...]]


@dataclass(frozen=True)
class Moved:
    """Orders, by number: whose visit fell away, and all whose visit is another now (or none), those included."""

    displaced: Narrow
    moved: Ints


class Live:
    """The best plan of a round through changes, each answered by the best plan of the round so changed."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        """From a plan and the round it is best for."""
        from towngown.kit.matching import duals, inward

        self._instance, self._changes = instance, list[Change]()
        self._slots_of = np.searchsorted(instance.teacher, np.arange(instance.teachers.count + 1))
        self._half_day = instance.half_day
        self._graph = graph(network(instance))
        self._back = back(self._graph, instance.tail)
        self._flow = as_flow(instance, plan.arc, plan.price.copy())
        self._loops = inward
        duals.look_around(self._graph, self._flow)
        self._search = search_room(instance.nodes, len(instance.tail))

    @property
    def arc(self) -> Ints:
        """[O] the arc of the round that each order takes now, or −1."""
        return np.maximum(self._flow.arc_of, -1).astype(np.int64)

    def change(self, change: Absent | Withdrawn) -> Moved:
        """Take the change in."""
        self._changes.append(change)
        if isinstance(change, Withdrawn):
            return self._withdrawn(change.order)
        return self._absent(change.teacher, change.half_days)

    def result(self) -> tuple[Instance, Plan]:
        """The round after all changes, and its plan with the prices that prove it best."""
        new = self._instance
        for change in self._changes:
            new = apply_change(new, change)
        now = Plan(self.arc, self._flow.price, parts(self._instance, self.arc), "live")
        arc = np.maximum(carried_over(self._instance, now, new), -1)
        return new, Plan(arc, prices_over(self._instance, now, new), parts(new, arc), "live")

    def save(self) -> Saved:
        """A copy of the state, for `restore`."""
        return Flow._make(array.copy() for array in self._flow), tuple(self._changes)

    def restore(self, saved: Saved) -> None:
        """Forget all changes since `save`; what was saved stays good for another time."""
        self._flow, self._changes = Flow._make(array.copy() for array in saved[0]), list(saved[1])

    def _absent(self, teacher: int, half_days: tuple[int, ...]) -> Moved:
        first, away = self._slots_of[teacher], np.zeros(self._instance.teachers.free.shape[1], np.bool_)
        away[list(half_days)] = True
        slots = first + np.flatnonzero(away[self._half_day[first : self._slots_of[teacher + 1]]])
        before = self._flow.arc_of.copy()
        lost = self._loops.fall_away(self._graph, self._back, self._flow, self._search, slots)
        return Moved(lost, np.flatnonzero(before != self._flow.arc_of))

    def _withdrawn(self, order: int) -> Moved:
        flow, before = self._flow, self._flow.arc_of.copy()
        lost = np.array([order] if before[order] >= 0 else [], np.int32)
        flow.arc_of[order] = ABSENT
        self._loops.pull(
            self._graph, self._back, flow, self._search, self._graph.slot[before[lost]] + np.int32(len(before))
        )
        before[order] = before[order] if len(lost) else ABSENT
        return Moved(lost, np.flatnonzero(before != flow.arc_of))

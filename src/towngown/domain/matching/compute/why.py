"""Why a unit was left: the first constraint that nothing gets past. 派不到的原因。"""

from typing import Any

import numpy as np

from towngown.domain.matching.compute.solving import Left, Solved, rows_left
from towngown.kit.matching import visits


def left_of(solved: Solved) -> list[Left]:
    """Every unit that nobody comes to, with its cause."""
    given, orders = solved.facts, solved.facts.orders
    state = _State(solved)
    found = []
    for row in rows_left(solved):
        unit = given.units[row]
        cause, numbers = state.cause(row)
        found.append(Left(unit.order, unit.unit, unit.place, int(orders.weight[row]), cause, numbers, {}))
    return found


class _State:
    """What a plan uses up."""

    def __init__(self, solved: Solved) -> None:
        self.orders, self.supply = solved.facts.orders, solved.facts.supply
        found = visits(solved.instance, solved.plan)
        found = found[found[:, 0] >= 0]
        self.taken = np.zeros(self.supply.free.shape, np.bool_)
        self.taken[found[:, 0], found[:, 1]] = True
        weeks = self.supply.week_cap.shape[1]
        by_week = self.taken.reshape(self.supply.count, weeks, self.supply.half_days_a_week).sum(axis=2)
        self.week_full = by_week >= self.supply.week_cap
        self.term_full = self.taken.sum(axis=1) >= self.supply.term_cap

    def cause(self, row: int) -> tuple[str, dict[str, Any]]:
        """The cause of the unit in this row, and the numbers of its sentence."""
        wishes = self.orders.wishes[row][self.orders.wishes[row] >= 0]
        if not len(wishes):
            return "no_half_day", {}
        able = self.supply.qualified[self.orders.course[row]]
        if not able.any():
            return "nobody_qualified", {}
        near = able & (self.supply.distance[self.orders.place[row]] <= self.supply.reach)
        if not near.any():
            return "out_of_reach", {"able": int(able.sum())}
        return self._used_up(np.flatnonzero(near), wishes)

    def _used_up(self, near: Any, wishes: Any) -> tuple[str, dict[str, Any]]:
        """What stands in the way of those who are able and near, in the wished half-days."""
        numbers = {"near": len(near), "half_days": len(wishes)}
        at_hand = self.supply.free[np.ix_(near, wishes)] & ~self.taken[np.ix_(near, wishes)]
        if not at_hand.any():
            return "all_busy", numbers
        in_week = at_hand & ~self.week_full[np.ix_(near, wishes // self.supply.half_days_a_week)]
        if not in_week.any():
            return "week_cap", numbers
        return ("term_cap" if self.term_full[near][in_week.any(axis=1)].all() else "displaced"), numbers

"""Place a few orders anew, exactly, under constraints that no network can hold; the rest of a plan stands still. 局部精确求解。

Importing this module imports OR-Tools: only `repair` does, when there is something to repair.
"""

from collections.abc import Iterator

import numpy as np
from ortools.sat.python import cp_model

from towngown.kit.matching.facts import Bools, Ints
from towngown.kit.matching.instance import Instance
from towngown.kit.matching.levels import Bounds, Levels, levels

PATIENCE = 30.0  # of CP-SAT's own deterministic seconds, so that a slow machine finds the same plan


class _Local:
    """The model: one Boolean for every link that one of the orders could take."""

    def __init__(self, instance: Instance, fixed: Ints, around: Ints) -> None:
        self.instance, self.fixed, self.around = instance, fixed, around
        self.standing = np.full(len(instance.teacher), -1)
        served = np.flatnonzero(fixed >= 0)
        self.standing[instance.slot[fixed[served]]] = served
        able = np.isin(instance.tail, around) & (self.standing[instance.slot] < 0)
        self.links = np.flatnonzero(able)
        self.model = cp_model.CpModel()
        self.take = [self.model.new_bool_var("") for _ in self.links]

    def groups(self, owner: Ints) -> Iterator[tuple[int, list[cp_model.IntVar]]]:
        """The Booleans by what `owner` [A] says of their links, ascending."""
        for one in np.unique(owner[self.links]):
            yield int(one), [self.take[at] for at in np.flatnonzero(owner[self.links] == one)]

    def caps(self) -> None:
        """One visit an order, one a half-day, and what the rest of the plan leaves of the caps."""
        instance, gone = self.instance, self.instance.slot[self.fixed[self.fixed >= 0]]
        used = np.bincount(instance.week_of[gone], minlength=len(instance.week_cap))
        given = np.bincount(instance.teacher[gone], minlength=instance.teachers.count)
        for owner in (instance.tail, instance.slot):
            for _, takes in self.groups(owner):
                self.model.add_at_most_one(takes)
        for owner, room in ((instance.week_of, instance.week_cap - used), (instance.teacher, instance.room - given)):
            for one, takes in self.groups(owner[instance.slot]):
                self.model.add(sum(takes) <= int(room[one]))

    def travel(self, pairs: tuple[Ints, Ints], too_far: Bools) -> None:
        """No two places too far from each other on slots that follow each other."""
        at_slot = dict(self.groups(self.instance.slot))
        for first, second in zip(*(side.tolist() for side in pairs), strict=True):
            if first in at_slot or second in at_slot:
                for place, takes in self._goes(first):
                    for other, others in self._goes(second):
                        if too_far[place, other]:
                            self.model.add(sum(takes) + sum(others) <= 1)

    def _goes(self, slot: int) -> Iterator[tuple[int, list[cp_model.IntVar | int]]]:
        """The places the slot's teacher may go to then, and what decides it: Booleans, or 1 where it stands."""
        if self.standing[slot] >= 0:
            yield int(self.instance.orders.place[self.standing[slot]]), [1]
        mine = np.flatnonzero(self.instance.slot[self.links] == slot)
        places = self.instance.orders.place[self.instance.tail[self.links[mine]]]
        for place in np.unique(places):
            yield int(place), [self.take[at] for at in mine[places == place]]

    def worth(self, weights: Levels) -> None:
        """The objective of the round for these orders, in levels of their own."""
        instance, links = self.instance, self.links
        cost = weights.wish * instance.wish + weights.near * instance.near + weights.keep * instance.moves
        left = weights.serve * instance.orders.weight + weights.keep * instance.drops
        terms = [
            int(cost[link] - left[instance.tail[link]]) * take for link, take in zip(links, self.take, strict=True)
        ]
        gone = instance.slot[self.fixed[self.fixed >= 0]]
        given = np.bincount(instance.teacher[gone], minlength=instance.teachers.count) + instance.teachers.carried
        for teacher, takes in self.groups(instance.teacher[instance.slot]):
            steps = [self.model.new_bool_var("") for _ in takes]
            self.model.add(sum(steps) == sum(takes))
            at = np.minimum(given[teacher] + np.arange(len(steps)), len(instance.step) - 1)
            terms += [weights.even * int(price) * step for price, step in zip(instance.step[at], steps, strict=True)]
        self.model.minimize(sum(terms))


def place_anew(instance: Instance, arc: Ints, around: Ints, pairs: tuple[Ints, Ints], too_far: Bools) -> Ints:
    """The plan [O] in which the orders `around` are placed as well as the others and travel allow.

    pairs    the slots that follow each other on a day, earlier and later
    too_far  [P, P] between which places nobody goes on one day
    """
    fixed = arc.copy()
    fixed[around] = -1
    local = _Local(instance, fixed, around)
    local.caps()
    local.travel(pairs, too_far)
    local.worth(_levels(instance, local.links, around))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = PATIENCE
    if solver.solve(local.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return fixed  # nothing found in time: what stands is still a plan
    for link, take in zip(local.links, local.take, strict=True):
        if solver.boolean_value(take):
            fixed[instance.tail[link]] = link
    return fixed


def _levels(instance: Instance, links: Ints, around: Ints) -> Levels:
    """Levels for whole sums over these orders: fewer orders than in the round, so more room for each."""
    count = len(around)
    return levels(
        Bounds(
            int(instance.orders.weight[around].sum()), count, count * int(instance.wish[links].max(initial=0)),
            count * int(instance.near[links].max(initial=0)), count * int(instance.step[-1]),
        )
    )  # fmt: skip

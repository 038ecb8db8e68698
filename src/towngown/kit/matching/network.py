"""The network as every min-cost-flow solver takes it: tail, head, capacity, cost. 最小费用流网络。

Nodes, numbered on from layer to layer: O orders, S slots, N weeks, T teachers, one sink.
Arcs, in this order: A from order to slot, O from order to sink (left unserved), S from slot to week, N from week to
teacher, then from teacher to sink one for every step of the load, equal steps joined. Every order sends one unit.
"""

from dataclasses import dataclass

import numpy as np

from towngown.kit.matching.facts import Ints
from towngown.kit.matching.instance import Instance


@dataclass(frozen=True)
class Network:
    """Sizes of the layers, and four arrays over all arcs."""

    orders: int
    slots: int
    weeks: int
    teachers: int
    links: int
    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints

    @property
    def rungs(self) -> int:
        """How many of the arcs, the last, lead from teachers to the sink."""
        return len(self.tail) - self.links - self.orders - self.slots - self.weeks

    @property
    def sink(self) -> int:
        """The number of the last node; all nodes are one more."""
        return self.orders + self.slots + self.weeks + self.teachers


def network(instance: Instance) -> Network:
    """The arcs of a round as one network."""
    orders, slots = instance.orders.count, len(instance.teacher)
    weeks, teachers, links = len(instance.week_cap), instance.teachers.count, len(instance.tail)
    first_week, first_teacher = orders + slots, orders + slots + weeks
    sink = first_teacher + teachers
    who, cost, width = rungs(instance)
    parts = [
        (instance.tail, orders + instance.slot, np.ones(links, np.int64), instance.cost),
        (np.arange(orders), np.full(orders, sink), np.ones(orders, np.int64), instance.unserved),
        (orders + np.arange(slots), first_week + instance.week_of, np.ones(slots, np.int64), np.zeros(slots, np.int64)),
        (first_week + np.arange(weeks), first_teacher + instance.week_teacher, instance.week_cap, np.zeros(weeks, np.int64)),
        (first_teacher + who, np.full(len(who), sink), width, cost),
    ]  # fmt: skip
    tail, head, capacity, price = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Network(orders, slots, weeks, teachers, links, tail, head, capacity, price)


def steps(instance: Instance) -> tuple[Ints, Ints]:
    """Teacher and cost of every single half-day of load, ascending by teacher, then cost."""
    who = np.repeat(np.arange(instance.teachers.count), instance.room)
    given = np.arange(len(who)) - np.repeat(np.cumsum(instance.room) - instance.room, instance.room)
    at = np.minimum(instance.teachers.carried[who] + given, len(instance.step) - 1)
    return who, instance.levels.even * instance.step[at]


def rungs(instance: Instance) -> tuple[Ints, Ints, Ints]:
    """Teacher, cost and number of the steps, those of one teacher and one cost joined."""
    who, cost = steps(instance)
    starts = np.flatnonzero(np.r_[True, (np.diff(who) != 0) | (np.diff(cost) != 0)][: len(who)])
    return who[starts], cost[starts], np.diff(np.append(starts, len(who)))

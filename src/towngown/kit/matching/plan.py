"""Solve a round: who goes where, what it is worth, and the prices that prove it. 求解。"""

from dataclasses import dataclass

import numpy as np

from towngown.kit.matching.facts import Ints
from towngown.kit.matching.flat import UNKNOWN, UNSERVED, Flow
from towngown.kit.matching.instance import Instance
from towngown.kit.matching.network import Network, network
from towngown.kit.matching.solvers import back, best_choice, graph


@dataclass(frozen=True)
class Parts:
    """The objective, level by level, highest first; smaller is better in each.

    unserved   sum of the weights of the orders left unserved
    moved      accepted orders that could have been kept as accepted and were not
    wish       sum of the ranks of the wishes given and of the teachers' dislikes
    near       sum of the distances
    even       sum of the steps of the load
    """

    unserved: int
    moved: int
    wish: int
    near: int
    even: int


@dataclass(frozen=True)
class Plan:
    """What a round decided.

    arc      [O]  arc of the instance, or −1 where the order is left unserved
    price    [O + S + N + T + 1]  duals in the cost of the instance, numbered as in network.py; the sink's is 0
    parts         the objective
    solver        which solver found it
    """

    arc: Ints
    price: Ints
    parts: Parts
    solver: str

    @property
    def served(self) -> int:
        """How many orders are served."""
        return int((self.arc >= 0).sum())


def solve(instance: Instance) -> Plan:
    """The best plan; the same instance gives the same plan, ties falling to the earlier order."""
    net = network(instance)
    found = best_choice(net)
    price = priced(instance, net, found.arc) if found.price is None else found.price
    return Plan(found.arc, price, parts(instance, found.arc), found.solver)


def priced(instance: Instance, net: Network, arc: Ints) -> Ints:
    """[nodes] the prices of a best choice of arcs, whoever found it."""
    from towngown.kit.matching.duals import set_prices

    lines, flow = graph(net), as_flow(instance, arc, np.zeros(net.sink + 1, np.int64))
    set_prices(lines, back(lines, instance.tail), flow)
    return flow.price


def as_flow(instance: Instance, arc: Ints, price: Ints) -> Flow:
    """The arrays of the compiled search for this choice of arcs."""
    served = np.flatnonzero(arc >= 0)
    slot = instance.slot[arc[served]]
    occupant = np.full(len(instance.teacher), UNSERVED, np.int32)
    occupant[slot] = served
    return Flow(
        arc.astype(np.int32), occupant, np.bincount(instance.week_of[slot], minlength=len(instance.week_cap)),
        np.bincount(instance.teacher[slot], minlength=instance.teachers.count), price,
        np.full(len(arc), UNKNOWN), np.zeros(1, np.int64),
    )  # fmt: skip


def visits(instance: Instance, plan: Plan) -> Ints:
    """[O, 2] teacher and half-day of every order, or −1, −1."""
    found = np.full((len(plan.arc), 2), -1, np.int64)
    kept = plan.arc >= 0
    slot = instance.slot[plan.arc[kept]]
    found[kept] = np.stack([instance.teacher[slot], instance.half_day[slot]], 1)
    return found


def parts(instance: Instance, arc: Ints) -> Parts:
    """The objective of a choice of arcs."""
    orders, teachers = instance.orders, instance.teachers
    kept, left = arc[arc >= 0], arc < 0
    load = np.bincount(instance.teacher[instance.slot[kept]], minlength=teachers.count)
    return Parts(
        unserved=int(orders.weight[left].sum()),
        moved=int(instance.moves[kept].sum() + instance.drops[left].sum()),
        wish=int(instance.wish[kept].sum()),
        near=int(instance.near[kept].sum()),
        even=int(_load_cost(instance, load).sum()),
    )


def _load_cost(instance: Instance, load: Ints) -> Ints:
    """[T] what so many half-days cost each teacher at the level `even`."""
    longest = int((instance.teachers.carried + load).max(initial=0))
    at = np.minimum(np.arange(longest), len(instance.step) - 1)
    paid = np.concatenate([[0], np.cumsum(instance.step[at])])
    cost: Ints = paid[instance.teachers.carried + load] - paid[instance.teachers.carried]
    return cost


def total(instance: Instance, parts: Parts) -> int:
    """The objective as one number, exact (it may exceed 64 bits)."""
    levels = instance.levels
    return (
        levels.serve * parts.unserved + levels.keep * parts.moved + levels.wish * parts.wish
        + levels.near * parts.near + levels.even * parts.even
    )  # fmt: skip

"""Check a plan without trusting who made it: feasible, and no better one exists. 最优性证书。

Weak duality: whatever the prices, every plan costs at least Σ over arcs of min(0, reduced cost · capacity) + Σ prices of the
orders. A feasible flow that reaches this bound is best. So: count the flow anew from who goes where, check capacities,
then demand that no arc with room has a negative reduced cost and none that is used a positive one. Nothing of the solvers
is used but the numbering of the network.
"""

import numpy as np

from towngown.kit.matching.facts import Ints
from towngown.kit.matching.instance import Instance
from towngown.kit.matching.network import Network, network
from towngown.kit.matching.plan import Plan, parts, total


class NotProven(Exception):
    """The plan is not feasible, or its prices do not prove it best; the message says at what."""


def certify(instance: Instance, plan: Plan) -> None:
    """NotProven unless the plan serves no order twice, breaks no cap, counts its objective right and cannot be beaten."""
    net, arc = network(instance), plan.arc
    kept = np.flatnonzero(arc >= 0)
    if len(arc) != net.orders or (arc >= net.links).any() or (instance.tail[arc[kept]] != kept).any():
        raise NotProven("an order takes an arc that is not its own")
    used = _used(instance, net, arc)
    if (used > net.capacity).any():
        raise NotProven("a half-day is given twice, or a cap is broken")
    paid = sum(int(cost) * int(units) for cost, units in zip(net.cost[used > 0], used[used > 0], strict=True))
    if plan.parts != parts(instance, arc) or paid != total(instance, plan.parts):
        raise NotProven("the objective is not what is said")
    if len(plan.price) != net.sink + 1 or plan.price[net.sink] != 0:
        raise NotProven("the prices do not fit the network")
    reduced = net.cost + plan.price[net.head] - plan.price[net.tail]
    if (reduced[used < net.capacity] < 0).any() or (reduced[used > 0] > 0).any():
        raise NotProven("the prices do not prove that no plan is better")


def _used(instance: Instance, net: Network, arc: Ints) -> Ints:
    """The flow on every arc."""
    chosen = arc[arc >= 0]
    slot = instance.slot[chosen]
    load = np.bincount(instance.teacher[slot], minlength=net.teachers)
    rest, rungs = load.copy(), []
    first = net.links + net.orders + net.slots + net.weeks
    for node, width in zip(net.tail[first:].tolist(), net.capacity[first:].tolist(), strict=True):
        teacher = node - (net.sink - net.teachers)
        rungs.append(min(width, int(rest[teacher])))
        rest[teacher] -= rungs[-1]
    if rest.any():
        raise NotProven("a teacher gives more than the round allows")
    return np.concatenate([
        np.bincount(chosen, minlength=net.links), arc < 0, np.bincount(slot, minlength=net.slots),
        np.bincount(instance.week_of[slot], minlength=net.weeks), np.array(rungs, np.int64),
    ])  # fmt: skip

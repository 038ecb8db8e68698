"""From the arrays of a network to the flow on each of its arcs. 求解器。

numba and OR-Tools are heavy to import, so they are imported by the first round that needs them, never at start-up.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from towngown.kit.matching.facts import Ints
from towngown.kit.matching.flat import ABSENT, UNKNOWN, UNSERVED, Back, Flow, Graph, search_room
from towngown.kit.matching.network import Network

HUGE = 1_000_000  # links from which another solver is worth its memory, when half-days are scarce
SCARCE = 0.9  # orders for each half-day that can be given


@dataclass(frozen=True)
class Solved:
    """arc [O]: which link each order takes, or −1; by which solver; price [nodes], if it gives prices."""

    arc: Ints
    solver: str
    price: Ints | None = None


def best_choice(net: Network) -> Solved:
    """Who goes where, by the solver that suits the network.

    Augmenting paths are short while half-days are free. Where they run out, each order searches most of the network,
    and cost scaling wins on very large ones, if its costs, which it multiplies by the number of nodes, fit 64 bits.
    """
    if net.links >= HUGE and net.orders > SCARCE * net.capacity[-net.rungs :].sum():
        return cost_scaling(net) or layered(net)
    return layered(net)


def starts(owner: npt.NDArray[Any], count: int) -> Ints:
    """[count + 1] where each owner's entries start, in entries that ascend by owner."""
    return np.searchsorted(owner, np.arange(count + 1)).astype(np.int64)


def graph(net: Network) -> Graph:
    """The network as the compiled search reads it."""
    links, orders, slots, weeks = net.links, net.orders, net.slots, net.weeks
    cuts = np.cumsum([links, orders, slots, weeks])
    week_of = (net.head[cuts[1] : cuts[2]] - orders - slots).astype(np.int32)
    teacher_of = (net.head[cuts[2] : cuts[3]] - orders - slots - weeks).astype(np.int32)
    rung, width = net.tail[cuts[3] :] - orders - slots - weeks, net.capacity[cuts[3] :]
    return Graph(
        first=starts(net.tail[:links], orders),
        slot=(net.head[:links] - orders).astype(np.int32),
        cost=net.cost[:links],
        unserved=net.cost[links : cuts[1]],
        week_of=week_of,
        slots_from=starts(week_of, weeks).astype(np.int32),
        teacher_of=teacher_of,
        weeks_from=starts(teacher_of, net.teachers).astype(np.int32),
        cap=net.capacity[cuts[2] : cuts[3]],
        steps_from=starts(np.repeat(rung, width), net.teachers),
        step=np.repeat(net.cost[cuts[3] :], width),
    )


def back(lines: Graph, owner: npt.NDArray[Any]) -> Back:
    """The links seen from their slots; `owner` [A] is the order of each."""
    from towngown.kit.matching.duals import by_slot

    return Back(*by_slot(lines.slot, len(lines.week_of)), owner.astype(np.int32))


def nothing_sent(net: Network) -> Flow:
    """The flow in which no order sends anything, and all prices are 0."""
    return Flow(
        np.full(net.orders, ABSENT, np.int32), np.full(net.slots, UNSERVED, np.int32), np.zeros(net.weeks, np.int64),
        np.zeros(net.teachers, np.int64), np.zeros(net.sink + 1, np.int64), np.full(net.orders, UNKNOWN),
        np.zeros(1, np.int64),
    )  # fmt: skip


def layered(net: Network) -> Solved:
    """Our own: one shortest augmenting path an order."""
    from towngown.kit.matching.outward import push

    lines, flow = graph(net), nothing_sent(net)
    push(lines, flow, search_room(net.sink + 1, net.links), np.arange(net.orders, dtype=np.int32))
    return Solved(flow.arc_of.astype(np.int64), "layered", flow.price)


def cost_scaling(net: Network) -> Solved | None:
    """OR-Tools' push and relabel; None if the costs are beyond its range."""
    from ortools.graph.python import min_cost_flow

    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        net.tail.astype(np.int32), net.head.astype(np.int32), net.capacity, net.cost
    )
    supply = np.zeros(net.sink + 1, np.int64)
    supply[: net.orders], supply[net.sink] = 1, -net.orders
    solver.set_nodes_supplies(np.arange(net.sink + 1, dtype=np.int32), supply)
    if solver.solve() != solver.OPTIMAL:
        return None
    taken = np.flatnonzero(solver.flows(np.arange(net.links)))
    arc = np.full(net.orders, UNSERVED, np.int64)
    arc[net.tail[taken]] = taken
    return Solved(arc, "cost_scaling")


def on_arcs(net: Network, arc: Ints) -> Ints:
    """The flow on every arc that follows from who goes where."""
    flow = np.zeros(len(net.tail), np.int64)
    kept = arc[arc >= 0]
    flow[kept] = 1
    flow[net.links + np.flatnonzero(arc < 0)] = 1
    slots, weeks = net.links + net.orders, net.links + net.orders + net.slots
    rungs = weeks + net.weeks
    flow[slots + net.head[kept] - net.orders] = 1
    used = np.bincount(net.head[slots + net.head[kept] - net.orders] - net.orders - net.slots, minlength=net.weeks)
    flow[weeks:rungs] = used
    teacher = net.head[weeks:rungs] - net.orders - net.slots - net.weeks
    load = np.bincount(teacher, weights=used, minlength=net.teachers).astype(np.int64)
    owner, width = net.tail[rungs:] - net.orders - net.slots - net.weeks, net.capacity[rungs:]
    before = np.cumsum(width) - width
    before -= before[starts(owner, net.teachers)[owner]] if len(owner) else 0
    flow[rungs:] = np.clip(load[owner] - before, 0, width)
    return flow

"""What is worked out once for a plan: its links by slot, its other ways, its prices if somebody else found it. 对偶价格。

Importing this module imports numba: only solvers import it, inside functions.
"""

import numpy as np

from towngown.kit.compiled import compiled
from towngown.kit.matching.facts import Ints
from towngown.kit.matching.flat import FAR, Back, Flow, Graph, Narrow

BEYOND = 1 << 60  # dearer than every way; what has no way to the sink costs about this


@compiled
def _cheaper(price: Ints, node: int, cost: int, ring: Narrow, waits: Narrow, ends: Ints) -> None:
    """A way of this cost from the node: if it is cheaper than any before, the node's neighbours must be looked at."""
    if cost < price[node]:
        price[node] = cost
        if not waits[node]:
            waits[node] = 1
            ring[ends[1]] = node
            ends[1] = (ends[1] + 1) % ring.shape[0]


@compiled
def _before_slot(graph: Graph, back: Back, flow: Flow, slot: int, ring: Narrow, waits: Narrow, ends: Ints) -> None:
    orders = graph.unserved.shape[0]
    price, here = flow.price, flow.price[orders + slot]
    for at in range(back.from_[slot], back.from_[slot + 1]):
        arc = back.arc[at]
        if flow.arc_of[back.owner[arc]] != arc:
            _cheaper(price, back.owner[arc], here + graph.cost[arc], ring, waits, ends)
    if flow.order_of[slot] >= 0:
        _cheaper(price, orders + graph.week_of.shape[0] + graph.week_of[slot], here, ring, waits, ends)


@compiled
def _before_week(graph: Graph, flow: Flow, week: int, ring: Narrow, waits: Narrow, ends: Ints) -> None:
    orders = graph.unserved.shape[0]
    weeks_at = orders + graph.week_of.shape[0]
    price, here = flow.price, flow.price[weeks_at + week]
    for slot in range(graph.slots_from[week], graph.slots_from[week + 1]):
        if flow.order_of[slot] < 0:
            _cheaper(price, orders + slot, here, ring, waits, ends)
    if flow.used[week] > 0:
        _cheaper(price, weeks_at + graph.cap.shape[0] + graph.teacher_of[week], here, ring, waits, ends)


@compiled
def _to_the_sink(graph: Graph, flow: Flow) -> None:
    """First labels: what leads straight to the sink."""
    orders, teachers = graph.unserved.shape[0], graph.weeks_from.shape[0] - 1
    teachers_at = orders + graph.week_of.shape[0] + graph.cap.shape[0]
    flow.price[:-1] = BEYOND
    for order in range(orders):
        if flow.arc_of[order] >= 0:
            flow.price[order] = graph.unserved[order]
    for teacher in range(teachers):
        step = graph.steps_from[teacher] + flow.load[teacher]
        if step < graph.steps_from[teacher + 1]:
            flow.price[teachers_at + teacher] = graph.step[step]


@compiled
def set_prices(graph: Graph, back: Back, flow: Flow) -> None:
    """Give the best flow its prices, in `flow.price`. For a flow that is not best it would not end."""
    orders, slots, weeks = graph.unserved.shape[0], graph.week_of.shape[0], graph.cap.shape[0]
    nodes, price = flow.price.shape[0] - 1, flow.price
    _to_the_sink(graph, flow)
    ring = np.arange(nodes, -1, -1).astype(np.int32)
    waits, ends = np.ones(nodes + 1, np.int32), np.array([1, 0])
    while ends[0] != ends[1]:
        node = ring[ends[0]]
        ends[0] = (ends[0] + 1) % ring.shape[0]
        waits[node] = 0
        if node < orders:
            arc = flow.arc_of[node]
            if arc >= 0:
                _cheaper(price, orders + graph.slot[arc], price[node] - graph.cost[arc], ring, waits, ends)
        elif node < orders + slots:
            _before_slot(graph, back, flow, node - orders, ring, waits, ends)
        elif node < orders + slots + weeks:
            _before_week(graph, flow, node - orders - slots, ring, waits, ends)
        else:
            teacher = node - orders - slots - weeks
            for week in range(graph.weeks_from[teacher], graph.weeks_from[teacher + 1]):
                if flow.used[week] < graph.cap[week]:
                    _cheaper(price, orders + slots + week, price[node], ring, waits, ends)


@compiled
def by_slot(slot: Narrow, slots: int) -> tuple[Ints, Narrow]:
    """Where each slot's arcs start, and the arcs, ascending by slot, then by number: a counting sort."""
    from_ = np.zeros(slots + 2, np.int64)
    for one in slot:
        from_[one + 2] += 1
    for at in range(2, slots + 2):
        from_[at] += from_[at - 1]
    arc = np.empty(slot.shape[0], np.int32)
    for at in range(slot.shape[0]):
        arc[from_[slot[at] + 1]] = at
        from_[slot[at] + 1] += 1
    return from_[: slots + 1], arc


@compiled
def look_around(graph: Graph, flow: Flow) -> None:
    """Fill in `other` for every order, so that the first searches need not."""
    orders = graph.unserved.shape[0]
    for order in range(orders):
        least = FAR
        for arc in range(graph.first[order], graph.first[order + 1]):
            if arc != flow.arc_of[order]:
                least = min(least, graph.cost[arc] + flow.price[orders + graph.slot[arc]])
        flow.other[order] = least + flow.fallen[0]

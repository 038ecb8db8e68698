"""The same search against the arcs: a unit from the sink to a node that lost one. 逐层增广（向内）。

Importing this module imports numba: only solvers import it, inside functions.
"""

import numpy as np

from towngown.kit.compiled import compiled, inlined
from towngown.kit.matching.facts import Ints
from towngown.kit.matching.flat import ABSENT, MUCH, UNKNOWN, UNSERVED, Back, Flow, Graph, Narrow, Search
from towngown.kit.matching.nearest import meet, start, take
from towngown.kit.matching.outward import push


@inlined
def _into_order(graph: Graph, flow: Flow, search: Search, order: int, far: int) -> None:
    orders, sink, taken = graph.unserved.shape[0], flow.price.shape[0] - 1, flow.arc_of[order]
    base = far + flow.price[order]
    if taken >= 0:
        node = orders + graph.slot[taken]
        meet(search, node, order, base - graph.cost[taken] - flow.price[node], UNSERVED)
    else:
        meet(search, sink, order, base - graph.unserved[order], UNSERVED)


@inlined
def _into_slot(graph: Graph, back: Back, flow: Flow, search: Search, node: int, far: int) -> None:
    orders, slots = graph.unserved.shape[0], graph.week_of.shape[0]
    slot, base = node - orders, far + flow.price[node]
    for at in range(back.from_[slot], back.from_[slot + 1]):
        arc = back.arc[at]
        order = back.owner[arc]
        if flow.arc_of[order] != arc and flow.arc_of[order] != ABSENT:
            meet(search, order, node, base + graph.cost[arc] - flow.price[order], arc)
    if flow.order_of[slot] != UNSERVED:
        week = orders + slots + graph.week_of[slot]
        meet(search, week, node, base - flow.price[week], UNSERVED)


@inlined
def _into_week(graph: Graph, flow: Flow, search: Search, node: int, far: int) -> None:
    orders, slots, weeks = graph.unserved.shape[0], graph.week_of.shape[0], graph.cap.shape[0]
    week, base = node - orders - slots, far + flow.price[node]
    if flow.used[week] > 0:
        teacher = orders + slots + weeks + graph.teacher_of[week]
        meet(search, teacher, node, base - flow.price[teacher], UNSERVED)
    for slot in range(graph.slots_from[week], graph.slots_from[week + 1]):
        if flow.order_of[slot] == UNSERVED:
            meet(search, orders + slot, node, base - flow.price[orders + slot], UNSERVED)


@inlined
def _into_teacher(graph: Graph, flow: Flow, search: Search, node: int, far: int) -> None:
    """Against the arcs a teacher is reached from a week that gives something, so there is a half-day to take back."""
    sink, before = flow.price.shape[0] - 1, graph.unserved.shape[0] + graph.week_of.shape[0]
    teacher, base = node - before - graph.cap.shape[0], far + flow.price[node]
    step = graph.steps_from[teacher] + flow.load[teacher] - 1
    meet(search, sink, node, base - graph.step[step], UNSERVED)
    for week in range(graph.weeks_from[teacher], graph.weeks_from[teacher + 1]):
        if flow.used[week] < graph.cap[week]:
            meet(search, before + week, node, base - flow.price[before + week], UNSERVED)


@inlined
def _way_in(graph: Graph, back: Back, flow: Flow, search: Search) -> int:
    """As _way_out, against the arcs: settle nodes until the sink is the nearest that can send a unit here."""
    orders = graph.unserved.shape[0]
    weeks_at = orders + graph.week_of.shape[0]
    teachers_at, sink, count = weeks_at + graph.cap.shape[0], flow.price.shape[0] - 1, 0
    while True:
        far, node = take(search)
        if node == sink:
            return count
        if search.settled[node] == search.clock[0] or far > search.length[node]:
            continue
        search.settled[node] = search.clock[0]
        search.order[count] = node
        count += 1
        if node < orders:
            _into_order(graph, flow, search, node, far)
        elif node < weeks_at:
            _into_slot(graph, back, flow, search, node, far)
        elif node < teachers_at:
            _into_week(graph, flow, search, node, far)
        else:
            _into_teacher(graph, flow, search, node, far)


@inlined
def _lower(flow: Flow, search: Search, count: int) -> None:
    """What was settled before the sink becomes cheaper, so that the way found is tight and no arc turns negative."""
    end = search.length[-1]
    for at in range(count):
        node = search.order[at]
        if search.length[node] < end:
            flow.price[node] -= end - search.length[node]
    flow.fallen[0] += end
    if flow.fallen[0] > MUCH:
        flow.other[:] = UNKNOWN
        flow.fallen[0] = 0


@inlined
def _fetch(graph: Graph, flow: Flow, search: Search) -> None:
    """One unit from the sink along the way found, told from its beginning."""
    orders = graph.unserved.shape[0]
    weeks_at = orders + graph.week_of.shape[0]
    teachers_at, sink = weeks_at + graph.cap.shape[0], flow.price.shape[0] - 1
    before, node = sink, search.before[sink]
    while node >= 0:
        after = search.before[node]
        if node >= teachers_at:
            if before == sink:
                flow.load[node - teachers_at] -= 1
            else:
                flow.used[before - weeks_at] += 1
        elif node >= weeks_at:
            if before >= teachers_at:
                flow.used[node - weeks_at] -= 1
        elif node >= orders:
            if before < orders:
                flow.arc_of[before] = search.via[before]
                flow.other[before] = UNKNOWN
                flow.order_of[node - orders] = before
            else:
                flow.order_of[node - orders] = UNSERVED
        before, node = node, after


@compiled
def pull(graph: Graph, back: Back, flow: Flow, search: Search, todo: Narrow) -> int:
    """Fetch a unit for each of these slots or weeks, which pass one on but no longer receive it; how many were settled.

    Such a slot still holds its unit (`order_of` is any order that is ABSENT), such a week still counts it as used.
    """
    total = 0
    for node in todo:
        start(search, node)
        count = _way_in(graph, back, flow, search)
        _lower(flow, search, count)
        _fetch(graph, flow, search)
        total += count
    return total


@compiled
def fall_away(graph: Graph, back: Back, flow: Flow, search: Search, slots: Ints) -> Narrow:
    """These slots can no longer be given: the orders that had them ask anew. Those orders, ascending."""
    lost, weeks, count = np.empty(slots.shape[0], np.int32), np.empty(slots.shape[0], np.int32), 0
    first_week = graph.unserved.shape[0] + graph.week_of.shape[0]
    for slot in slots:
        order = flow.order_of[slot]
        flow.order_of[slot] = ABSENT
        if order >= 0:
            flow.arc_of[order] = ABSENT
            lost[count], weeks[count] = order, first_week + graph.week_of[slot]
            count += 1
    pull(graph, back, flow, search, weeks[:count])
    displaced = np.sort(lost[:count])
    push(graph, flow, search, displaced)
    return displaced

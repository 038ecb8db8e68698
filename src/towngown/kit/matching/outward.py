"""Shortest augmenting paths over flat arrays, compiled: exact, and able to go on from any optimal plan. 逐层增广（向外）。

Invariant, before and after every call: every residual arc u → v has cost(u, v) + price[v] − price[u] ≥ 0, with the sink's
price 0. A price is what one more unit at that node costs; these are the duals. `push` sends the unit of an order to the
sink, `pull` (inward.py) fetches a unit from the sink to a node that lost one. Each searches the nearest way by reduced length
(Dijkstra), stops at its end, and moves the prices of what it settled, so the invariant holds again. Ties fall to the
earlier order and to the earlier arc, always in the same way.

Importing this module imports numba: only solvers import it, inside functions.
"""

from towngown.kit.compiled import compiled, inlined
from towngown.kit.matching.flat import ABSENT, FAR, UNKNOWN, UNSERVED, Flow, Graph, Narrow, Search
from towngown.kit.matching.nearest import meet, start, take


@inlined
def _way_straight(graph: Graph, flow: Flow, slot: int) -> int:
    """What the straight way from a free slot to the sink costs; FAR if its week or its teacher has no room."""
    week = graph.week_of[slot]
    step = graph.steps_from[graph.teacher_of[week]] + flow.load[graph.teacher_of[week]]
    if flow.used[week] < graph.cap[week] and step < graph.steps_from[graph.teacher_of[week] + 1]:
        return int(graph.step[step])
    return FAR


@inlined
def _from_order(graph: Graph, flow: Flow, search: Search, order: int, far: int) -> None:
    """Nothing is looked at when all other arcs are known to lead too far; a straight way out bounds the search at once."""
    orders, sink = graph.unserved.shape[0], flow.price.shape[0] - 1
    base, taken, least = far - flow.price[order], flow.arc_of[order], FAR
    meet(search, sink, order, base + graph.unserved[order], UNSERVED)
    if base + flow.other[order] - flow.fallen[0] >= search.length[-1]:
        return
    for arc in range(graph.first[order], graph.first[order + 1]):
        slot = graph.slot[arc]
        if arc != taken and flow.order_of[slot] != ABSENT:
            node = orders + slot
            way = graph.cost[arc] + flow.price[node]
            least = min(least, way)
            if base + way < search.length[-1]:
                if flow.order_of[slot] == UNSERVED:
                    out = base + graph.cost[arc] + _way_straight(graph, flow, slot)
                    search.length[-1] = min(search.length[-1], out + 1)
                meet(search, node, order, base + way, arc)
    flow.other[order] = least + flow.fallen[0]


@inlined
def _from_slot(graph: Graph, flow: Flow, search: Search, node: int, far: int) -> None:
    orders, slots = graph.unserved.shape[0], graph.week_of.shape[0]
    slot = node - orders
    order = flow.order_of[slot]
    if order >= 0:
        away = far - graph.cost[flow.arc_of[order]] + flow.price[order] - flow.price[node]
        meet(search, order, node, away, UNSERVED)
    else:
        week = orders + slots + graph.week_of[slot]
        meet(search, week, node, far + flow.price[week] - flow.price[node], UNSERVED)


@inlined
def _from_week(graph: Graph, flow: Flow, search: Search, node: int, far: int) -> None:
    orders, slots, weeks = graph.unserved.shape[0], graph.week_of.shape[0], graph.cap.shape[0]
    week, base = node - orders - slots, far - flow.price[node]
    if flow.used[week] < graph.cap[week]:
        teacher = orders + slots + weeks + graph.teacher_of[week]
        meet(search, teacher, node, base + flow.price[teacher], UNSERVED)
    if flow.used[week] > 0:
        for slot in range(graph.slots_from[week], graph.slots_from[week + 1]):
            if flow.order_of[slot] >= 0:
                meet(search, orders + slot, node, base + flow.price[orders + slot], UNSERVED)


@inlined
def _from_teacher(graph: Graph, flow: Flow, search: Search, node: int, far: int) -> None:
    sink, before = flow.price.shape[0] - 1, graph.unserved.shape[0] + graph.week_of.shape[0]
    teacher, base = node - before - graph.cap.shape[0], far - flow.price[node]
    step = graph.steps_from[teacher] + flow.load[teacher]
    if step < graph.steps_from[teacher + 1]:
        meet(search, sink, node, base + graph.step[step], UNSERVED)
    for week in range(graph.weeks_from[teacher], graph.weeks_from[teacher + 1]):
        if flow.used[week] > 0:
            meet(search, before + week, node, base + flow.price[before + week], UNSERVED)


@inlined
def _way_out(graph: Graph, flow: Flow, search: Search) -> int:
    """Settle nodes until the sink is the nearest; how many were settled."""
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
            _from_order(graph, flow, search, node, far)
        elif node < weeks_at:
            _from_slot(graph, flow, search, node, far)
        elif node < teachers_at:
            _from_week(graph, flow, search, node, far)
        else:
            _from_teacher(graph, flow, search, node, far)


@inlined
def _raise(flow: Flow, search: Search, count: int) -> None:
    """What was settled before the sink becomes dearer, so that the way found is tight and no arc turns negative."""
    end = search.length[-1]
    for at in range(count):
        node = search.order[at]
        if search.length[node] < end:
            flow.price[node] += end - search.length[node]


@inlined
def _send(graph: Graph, flow: Flow, search: Search) -> None:
    """One unit along the way found, told from its end: who goes to which slot, what a week and a teacher give."""
    orders = graph.unserved.shape[0]
    weeks_at = orders + graph.week_of.shape[0]
    teachers_at, after = weeks_at + graph.cap.shape[0], flow.price.shape[0] - 1
    node = search.before[after]
    while node >= 0:
        before = search.before[node]
        if node >= teachers_at:
            if after < teachers_at:
                flow.used[after - weeks_at] -= 1
            else:
                flow.load[node - teachers_at] += 1
        elif node >= weeks_at:
            if after >= teachers_at:
                flow.used[node - weeks_at] += 1
        elif node >= orders:
            if after < orders and before >= weeks_at:
                flow.order_of[node - orders] = UNSERVED
        elif after < weeks_at:
            flow.arc_of[node] = search.via[after]
            flow.order_of[after - orders] = node
            flow.other[node] = UNKNOWN
        else:
            flow.arc_of[node] = UNSERVED
            flow.other[node] = UNKNOWN
        node, after = before, node


@inlined
def _offer(graph: Graph, flow: Flow, order: int) -> None:
    """The price of an order that sends nothing yet: the cheapest it could have, so that none of its arcs is negative."""
    orders, least = graph.unserved.shape[0], graph.unserved[order]
    for arc in range(graph.first[order], graph.first[order + 1]):
        slot = graph.slot[arc]
        if flow.order_of[slot] != ABSENT:
            least = min(least, graph.cost[arc] + flow.price[orders + slot])
    flow.price[order], flow.other[order] = least, UNKNOWN


@compiled
def push(graph: Graph, flow: Flow, search: Search, todo: Narrow) -> int:
    """Send the unit of each of these orders, which send nothing yet, in this order; how many nodes were settled."""
    total = 0
    for order in todo:
        _offer(graph, flow, order)
        start(search, order)
        count = _way_out(graph, flow, search)
        _raise(flow, search, count)
        _send(graph, flow, search)
        total += count
    return total

"""Shortest augmenting paths over flat arrays, compiled: exact, and able to go on from any optimal plan. 逐层增广。

Invariant, before and after every call: every residual arc u → v has cost(u, v) + price[v] − price[u] ≥ 0, with the sink's
price 0. A price is what one more unit at that node costs; these are the duals. `push` sends the unit of an order to the
sink, `pull` fetches a unit from the sink to a node that lost one. Each searches the nearest way by reduced length
(Dijkstra), stops at its end, and moves the prices of what it settled, so the invariant holds again. Ties fall to the
earlier order and to the earlier arc, always in the same way.

All compiled code is in this one file, for numba's cache on disk looks at no other file's age.
Importing this module imports numba: only solvers import it, inside functions.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba
import numpy as np

from towngown.kit.matching.facts import Ints
from towngown.kit.matching.flat import ABSENT, FAR, UNSERVED, Back, Flow, Graph, Heap, Narrow, Search

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """numba's njit with its cache on disk, typed; the Python original stays reachable as `.py_func`."""
    made: Callable[P, R] = numba.njit(cache=True)(function)
    return made


@compiled
def _heap(room: int) -> Heap:
    return Heap(np.empty(room, np.int64), np.empty(room, np.int32), np.zeros(1, np.int64))


@compiled
def _grown(heap: Heap, more: int) -> Heap:
    """The heap itself when it has room for so many more, else one twice as large with the same content."""
    size = heap.size[0]
    if size + more <= heap.key.shape[0]:
        return heap
    wider = _heap(2 * heap.key.shape[0] + more)
    wider.key[:size], wider.node[:size], wider.size[0] = heap.key[:size], heap.node[:size], size
    return wider


@compiled
def _put(heap: Heap, key: int, node: int) -> None:
    at = heap.size[0]
    heap.size[0] = at + 1
    while at > 0:
        above = (at - 1) >> 1
        if heap.key[above] <= key:
            break
        heap.key[at], heap.node[at] = heap.key[above], heap.node[above]
        at = above
    heap.key[at], heap.node[at] = key, node


@compiled
def _take(heap: Heap) -> tuple[int, int]:
    """The smallest key and its node, taken off."""
    first = heap.key[0], heap.node[0]
    size = heap.size[0] - 1
    heap.size[0] = size
    key, node, at = heap.key[size], heap.node[size], 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and heap.key[below + 1] < heap.key[below]:
            below += 1
        if heap.key[below] >= key:
            break
        heap.key[at], heap.node[at] = heap.key[below], heap.node[below]
        at = below
    heap.key[at], heap.node[at] = key, node
    return first


@compiled
def _meet(search: Search, heap: Heap, node: int, before: int, length: int, via: int) -> None:
    """A way of this length to the node, by this arc: remembered if it is the shortest so far and not past the end's."""
    clock = search.clock[0]
    if length < search.length[-1] and (search.met[node] != clock or length < search.length[node]):
        search.met[node], search.length[node] = clock, length
        search.before[node], search.via[node] = before, via
        _put(heap, length, node)


@compiled
def _from_order(graph: Graph, flow: Flow, search: Search, heap: Heap, order: int, far: int) -> None:
    orders, sink = graph.unserved.shape[0], flow.price.shape[0] - 1
    base, taken = far - flow.price[order], flow.arc_of[order]
    for arc in range(graph.first[order], graph.first[order + 1]):
        slot = graph.slot[arc]
        if arc != taken and flow.order_of[slot] != ABSENT:
            node = orders + slot
            _meet(search, heap, node, order, base + graph.cost[arc] + flow.price[node], arc)
    _meet(search, heap, sink, order, base + graph.unserved[order], UNSERVED)


@compiled
def _from_slot(graph: Graph, flow: Flow, search: Search, heap: Heap, node: int, far: int) -> None:
    orders, slots = graph.unserved.shape[0], graph.week_of.shape[0]
    slot = node - orders
    order = flow.order_of[slot]
    if order >= 0:
        away = far - graph.cost[flow.arc_of[order]] + flow.price[order] - flow.price[node]
        _meet(search, heap, order, node, away, UNSERVED)
    else:
        week = orders + slots + graph.week_of[slot]
        _meet(search, heap, week, node, far + flow.price[week] - flow.price[node], UNSERVED)


@compiled
def _from_week(graph: Graph, flow: Flow, search: Search, heap: Heap, node: int, far: int) -> None:
    orders, slots, weeks = graph.unserved.shape[0], graph.week_of.shape[0], graph.cap.shape[0]
    week, base = node - orders - slots, far - flow.price[node]
    if flow.used[week] < graph.cap[week]:
        teacher = orders + slots + weeks + graph.teacher_of[week]
        _meet(search, heap, teacher, node, base + flow.price[teacher], UNSERVED)
    if flow.used[week] > 0:
        for slot in range(graph.slots_from[week], graph.slots_from[week + 1]):
            if flow.order_of[slot] >= 0:
                _meet(search, heap, orders + slot, node, base + flow.price[orders + slot], UNSERVED)


@compiled
def _from_teacher(graph: Graph, flow: Flow, search: Search, heap: Heap, node: int, far: int) -> None:
    sink, before = flow.price.shape[0] - 1, graph.unserved.shape[0] + graph.week_of.shape[0]
    teacher, base = node - before - graph.cap.shape[0], far - flow.price[node]
    step = graph.steps_from[teacher] + flow.load[teacher]
    if step < graph.steps_from[teacher + 1]:
        _meet(search, heap, sink, node, base + graph.step[step], UNSERVED)
    for week in range(graph.weeks_from[teacher], graph.weeks_from[teacher + 1]):
        if flow.used[week] > 0:
            _meet(search, heap, before + week, node, base + flow.price[before + week], UNSERVED)


@compiled
def _start(search: Search, heap: Heap, node: int) -> None:
    """A new search, begun at this node; the way to the end, the last node, is not known yet."""
    search.clock[0] += 1
    heap.size[0] = 0
    search.length[-1] = FAR
    _meet(search, heap, node, UNSERVED, 0, UNSERVED)


@compiled
def _way_out(graph: Graph, flow: Flow, search: Search, heap: Heap) -> tuple[Heap, int]:
    """Settle nodes until the sink is the nearest; the heap (perhaps a larger one) and how many were settled."""
    orders = graph.unserved.shape[0]
    weeks_at = orders + graph.week_of.shape[0]
    teachers_at, sink, count = weeks_at + graph.cap.shape[0], flow.price.shape[0] - 1, 0
    while True:
        far, node = _take(heap)
        if node == sink:
            return heap, count
        if search.settled[node] == search.clock[0] or far > search.length[node]:
            continue
        search.settled[node] = search.clock[0]
        search.order[count] = node
        count += 1
        if node < orders:
            heap = _grown(heap, graph.first[node + 1] - graph.first[node] + 1)
            _from_order(graph, flow, search, heap, node, far)
        elif node < weeks_at:
            heap = _grown(heap, 1)
            _from_slot(graph, flow, search, heap, node, far)
        elif node < teachers_at:
            heap = _grown(heap, 1 + graph.slots_from[node - weeks_at + 1] - graph.slots_from[node - weeks_at])
            _from_week(graph, flow, search, heap, node, far)
        else:
            heap = _grown(heap, 1 + graph.weeks_from[node - teachers_at + 1] - graph.weeks_from[node - teachers_at])
            _from_teacher(graph, flow, search, heap, node, far)


@compiled
def _raise(flow: Flow, search: Search, count: int) -> None:
    """What was settled before the sink becomes dearer, so that the way found is tight and no arc turns negative."""
    end = search.length[-1]
    for at in range(count):
        node = search.order[at]
        if search.length[node] < end:
            flow.price[node] += end - search.length[node]


@compiled
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
        else:
            flow.arc_of[node] = UNSERVED
        node, after = before, node


@compiled
def _offer(graph: Graph, flow: Flow, order: int) -> None:
    """The price of an order that sends nothing yet: the cheapest it could have, so that none of its arcs is negative."""
    orders, least = graph.unserved.shape[0], graph.unserved[order]
    for arc in range(graph.first[order], graph.first[order + 1]):
        slot = graph.slot[arc]
        if flow.order_of[slot] != ABSENT:
            least = min(least, graph.cost[arc] + flow.price[orders + slot])
    flow.price[order] = least


@compiled
def push(graph: Graph, flow: Flow, search: Search, todo: Narrow) -> int:
    """Send the unit of each of these orders, which send nothing yet, in this order; how many nodes were settled."""
    heap, total = _heap(flow.price.shape[0] + 16), 0
    for order in todo:
        _offer(graph, flow, order)
        _start(search, heap, order)
        heap, count = _way_out(graph, flow, search, heap)
        _raise(flow, search, count)
        _send(graph, flow, search)
        total += count
    return total


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
def _into_order(graph: Graph, flow: Flow, search: Search, heap: Heap, order: int, far: int) -> None:
    orders, sink, taken = graph.unserved.shape[0], flow.price.shape[0] - 1, flow.arc_of[order]
    base = far + flow.price[order]
    if taken >= 0:
        node = orders + graph.slot[taken]
        _meet(search, heap, node, order, base - graph.cost[taken] - flow.price[node], UNSERVED)
    else:
        _meet(search, heap, sink, order, base - graph.unserved[order], UNSERVED)


@compiled
def _into_slot(graph: Graph, back: Back, flow: Flow, search: Search, heap: Heap, node: int, far: int) -> None:
    orders, slots = graph.unserved.shape[0], graph.week_of.shape[0]
    slot, base = node - orders, far + flow.price[node]
    for at in range(back.from_[slot], back.from_[slot + 1]):
        arc = back.arc[at]
        order = back.owner[arc]
        if flow.arc_of[order] != arc and flow.arc_of[order] != ABSENT:
            _meet(search, heap, order, node, base + graph.cost[arc] - flow.price[order], arc)
    if flow.order_of[slot] != UNSERVED:
        week = orders + slots + graph.week_of[slot]
        _meet(search, heap, week, node, base - flow.price[week], UNSERVED)


@compiled
def _into_week(graph: Graph, flow: Flow, search: Search, heap: Heap, node: int, far: int) -> None:
    orders, slots, weeks = graph.unserved.shape[0], graph.week_of.shape[0], graph.cap.shape[0]
    week, base = node - orders - slots, far + flow.price[node]
    if flow.used[week] > 0:
        teacher = orders + slots + weeks + graph.teacher_of[week]
        _meet(search, heap, teacher, node, base - flow.price[teacher], UNSERVED)
    for slot in range(graph.slots_from[week], graph.slots_from[week + 1]):
        if flow.order_of[slot] == UNSERVED:
            _meet(search, heap, orders + slot, node, base - flow.price[orders + slot], UNSERVED)


@compiled
def _into_teacher(graph: Graph, flow: Flow, search: Search, heap: Heap, node: int, far: int) -> None:
    sink, before = flow.price.shape[0] - 1, graph.unserved.shape[0] + graph.week_of.shape[0]
    teacher, base = node - before - graph.cap.shape[0], far + flow.price[node]
    if flow.load[teacher] > 0:
        step = graph.steps_from[teacher] + flow.load[teacher] - 1
        _meet(search, heap, sink, node, base - graph.step[step], UNSERVED)
    for week in range(graph.weeks_from[teacher], graph.weeks_from[teacher + 1]):
        if flow.used[week] < graph.cap[week]:
            _meet(search, heap, before + week, node, base - flow.price[before + week], UNSERVED)


@compiled
def _way_in(graph: Graph, back: Back, flow: Flow, search: Search, heap: Heap) -> tuple[Heap, int]:
    """As _way_out, against the arcs: settle nodes until the sink is the nearest that can send a unit here."""
    orders = graph.unserved.shape[0]
    weeks_at = orders + graph.week_of.shape[0]
    teachers_at, sink, count = weeks_at + graph.cap.shape[0], flow.price.shape[0] - 1, 0
    while True:
        far, node = _take(heap)
        if node == sink:
            return heap, count
        if search.settled[node] == search.clock[0] or far > search.length[node]:
            continue
        search.settled[node] = search.clock[0]
        search.order[count] = node
        count += 1
        if node < orders:
            heap = _grown(heap, 1)
            _into_order(graph, flow, search, heap, node, far)
        elif node < weeks_at:
            heap = _grown(heap, 1 + back.from_[node - orders + 1] - back.from_[node - orders])
            _into_slot(graph, back, flow, search, heap, node, far)
        elif node < teachers_at:
            heap = _grown(heap, 1 + graph.slots_from[node - weeks_at + 1] - graph.slots_from[node - weeks_at])
            _into_week(graph, flow, search, heap, node, far)
        else:
            heap = _grown(heap, 1 + graph.weeks_from[node - teachers_at + 1] - graph.weeks_from[node - teachers_at])
            _into_teacher(graph, flow, search, heap, node, far)


@compiled
def _lower(flow: Flow, search: Search, count: int) -> None:
    """What was settled before the sink becomes cheaper, so that the way found is tight and no arc turns negative."""
    end = search.length[-1]
    for at in range(count):
        node = search.order[at]
        if search.length[node] < end:
            flow.price[node] -= end - search.length[node]


@compiled
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
                flow.order_of[node - orders] = before
            else:
                flow.order_of[node - orders] = UNSERVED
        before, node = node, after


@compiled
def pull(graph: Graph, back: Back, flow: Flow, search: Search, todo: Narrow) -> int:
    """Fetch a unit for each of these slots or weeks, which pass one on but no longer receive it; how many were settled.

    Such a slot still holds its unit (`order_of` is any order that is ABSENT), such a week still counts it as used.
    """
    heap, total = _heap(flow.price.shape[0] + 16), 0
    for node in todo:
        _start(search, heap, node)
        heap, count = _way_in(graph, back, flow, search, heap)
        _lower(flow, search, count)
        _fetch(graph, flow, search)
        total += count
    return total

"""What waits in a search, nearest first: the heap, and how a node is met. 搜索堆。

Importing this module imports numba: only solvers import it, inside functions.
"""

from towngown.kit.compiled import inlined
from towngown.kit.matching.flat import FAR, UNSERVED, Search


@inlined
def put(search: Search, key: int, node: int) -> None:
    at = search.size[0]
    search.size[0] = at + 1
    while at > 0:
        above = (at - 1) >> 1
        if search.key[above] <= key:
            break
        search.key[at], search.node[at] = search.key[above], search.node[above]
        at = above
    search.key[at], search.node[at] = key, node


@inlined
def take(search: Search) -> tuple[int, int]:
    """The smallest key and its node, taken off."""
    first = search.key[0], search.node[0]
    size = search.size[0] - 1
    search.size[0] = size
    key, node, at = search.key[size], search.node[size], 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and search.key[below + 1] < search.key[below]:
            below += 1
        if search.key[below] >= key:
            break
        search.key[at], search.node[at] = search.key[below], search.node[below]
        at = below
    search.key[at], search.node[at] = key, node
    return first


@inlined
def meet(search: Search, node: int, before: int, length: int, via: int) -> None:
    """A way of this length to the node, by this arc: remembered if it is the shortest so far and not past the end's."""
    clock = search.clock[0]
    if length < search.length[-1] and (search.met[node] != clock or length < search.length[node]):
        search.met[node], search.length[node] = clock, length
        search.before[node], search.via[node] = before, via
        put(search, length, node)


@inlined
def start(search: Search, node: int) -> None:
    """A new search, begun at this node; the way to the end, the last node, is not known yet."""
    search.clock[0] += 1
    search.size[0] = 0
    search.length[-1] = FAR
    meet(search, node, UNSERVED, 0, UNSERVED)

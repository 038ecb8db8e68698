"""What the compiled search works on: flat arrays in named tuples. 扁平数组。"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from towngown.kit.matching.facts import Ints

Narrow = npt.NDArray[np.int32]

UNSERVED, ABSENT = -1, -2
FAR = 1 << 62
UNKNOWN, MUCH = -FAR, 1 << 58


class Graph(NamedTuple):
    """What does not change in a search. Slots and weeks ascend by who owns them, so ranges replace lists.

    first [O+1], slot [A], cost [A]: arcs by order · unserved [O] · week_of [S], slots_from [N+1] · teacher_of [N],
    weeks_from [T+1], cap [N] · steps_from [T+1], step [ΣR]: cost of each half-day of load
    """

    first: Ints
    slot: Narrow
    cost: Ints
    unserved: Ints
    week_of: Narrow
    slots_from: Narrow
    teacher_of: Narrow
    weeks_from: Narrow
    cap: Ints
    steps_from: Ints
    step: Ints


class Back(NamedTuple):
    """The links seen from their slots: from_ [S+1], arc [A] by slot, then by order · owner [A]: order of an arc"""

    from_: Ints
    arc: Narrow
    owner: Narrow


class Flow(NamedTuple):
    """The plan so far. arc_of [O]: arc, UNSERVED, or ABSENT (sends nothing) · order_of [S]: order, UNSERVED (free) or
    ABSENT (the teacher cannot come) · used [N], load [T]: half-days · price [nodes] · other [O]: no other arc of the
    order leads to the sink for less than this minus fallen [1], by how much prices may have fallen in all; or UNKNOWN"""

    arc_of: Narrow
    order_of: Narrow
    used: Ints
    load: Ints
    price: Ints
    other: Ints
    fallen: Ints


class Search(NamedTuple):
    """Room to work in. By node: length of the way, node before it, arc taken, number of the search that met it and of
    the one that settled it (so nothing is ever cleared) · order: the settled ones · clock [1]: number of this search ·
    key, node, size: a heap of
    what waits, nearest first"""

    length: Ints
    before: Narrow
    via: Narrow
    met: Ints
    settled: Ints
    order: Narrow
    clock: Ints
    key: Ints
    node: Narrow
    size: Ints


def search_room(nodes: int, links: int) -> Search:
    """A Search for so many nodes and links, no search made yet. A node waits at most once for each arc that leads to it;
    so much room is taken, but the machine gives memory only where it is used."""
    wide, narrow = [np.zeros(nodes, np.int64) for _ in range(3)], [np.zeros(nodes, np.int32) for _ in range(3)]
    waiting = links + 3 * nodes
    return Search(
        wide[0], narrow[0], narrow[1], wide[1], wide[2], narrow[2], np.zeros(1, np.int64), np.empty(waiting, np.int64),
        np.empty(waiting, np.int32), np.zeros(1, np.int64),
    )  # fmt: skip

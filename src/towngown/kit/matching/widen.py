"""What an unserved order reaches in a plan, node by node; each arc is looked at once. 可达域的遍历。

Importing this module imports numba: it is imported inside functions only.
"""

import numpy as np

from towngown.kit.compiled import compiled
from towngown.kit.matching.facts import Bools, Ints

Lines = tuple[Ints, Ints, Ints, Ints, Ints, Ints, Bools, Ints, Ints]
"""first [O+1] arc of each order, slot [A], occupant [S] or -1, week_of [S], first slot of each week [N+1],
used [N], room [N] left, teacher of each week [N], first week of each teacher [T+1]"""


@compiled
def widen(lines: Lines, nodes: int, order: int) -> Bools:
    """[nodes] what is met from this order: orders, then slots, weeks, teachers; the rules are those of reach.py."""
    first, slot, occupant, week_of, first_slot, used, room, week_teacher, first_week = lines
    slots, weeks, teachers = len(first) - 1, len(first) - 1 + len(occupant), len(first) - 1 + len(occupant) + len(used)
    met, waiting = np.zeros(nodes, np.bool_), np.empty(nodes, np.int64)
    met[order], waiting[0], size = True, order, 1
    while size:
        size -= 1
        node = waiting[size]
        if node < slots:
            low, high = first[node], first[node + 1]
        elif node < weeks:
            low, high = 0, 1
        elif node < teachers:
            low, high = first_slot[node - weeks], first_slot[node - weeks + 1] + 1
        else:
            low, high = first_week[node - teachers], first_week[node - teachers + 1]
        for at in range(low, high):
            to = -1
            if node < slots:
                to = slots + slot[at]
            elif node < weeks:
                holder = occupant[node - slots]
                to = holder if holder >= 0 else weeks + week_of[node - slots]
            elif node < teachers:
                if at == high - 1:
                    to = teachers + week_teacher[node - weeks] if room[node - weeks] else -1
                elif occupant[at] >= 0:
                    to = slots + at
            elif used[at] > 0:
                to = weeks + at
            if to >= 0 and not met[to]:
                met[to], waiting[size] = True, to
                size += 1
    return met

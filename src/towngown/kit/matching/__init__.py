"""Dispatch: which teacher comes to which order on which half-day; exact, explained, quick to repair. 派单：精确、可解释、可续算。

A round is `Orders` and `Teachers`, plain arrays (facts.py). `build` makes it an `Instance`: an arc for every possible
(order, teacher, half-day), where the teacher is qualified, within reach and free, and the order wishes the half-day.
The caps nest (half-day in week in term), so the round is a min-cost flow and `solve` finds the best plan exactly:
serve as much weight as possible ≻ keep what was accepted ≻ wishes ≻ distance ≻ even load, each aim strictly before the
next, in one 64-bit cost that is proven not to overflow (levels.py). Who was passed over before weighs more (`weight`).
`explain` says what binds for an order left unserved, and the smallest changes that would serve it, each proven.
`accept` holds what was accepted; `replan` and `Live` go on from a plan when something changes (`Change`).
A `Plan` holds the choice of every order, the objective by level, and the price of every node. With these prices
`certify` proves, in a page that trusts no solver, that no better plan exists. `repair` mends a plan
around what no network can say, travel within a day, and tells the gap to the bound. The work is done by compiled loops
(layered.py), which are imported by the first round, never at start-up.
"""

from towngown.kit.matching.certify import NotProven, certify
from towngown.kit.matching.changes import (
    Absent,
    Added,
    Beyond,
    Caps,
    Change,
    Joined,
    Wish,
    Withdrawn,
    accept,
    apply_change,
)
from towngown.kit.matching.explain import Cause, Explainer, Explanation, Remedy, explain
from towngown.kit.matching.facts import Orders, Teachers, nobody, weight
from towngown.kit.matching.instance import Instance, build
from towngown.kit.matching.levels import Bounds, Levels, NoRoom, levels
from towngown.kit.matching.live import Live, Moved
from towngown.kit.matching.plan import Parts, Plan, solve, total, visits
from towngown.kit.matching.resume import replan
from towngown.kit.matching.travel import Repaired, Travel, clashes, repair

__all__ = [
    "Absent", "Added", "Beyond", "Bounds", "Caps", "Cause", "Change", "Explainer", "Explanation", "Instance", "Joined", "Levels", "Live", "Moved", "NoRoom",
    "NotProven", "Orders", "Parts", "Plan", "Remedy", "Repaired", "Teachers", "Travel", "Wish", "Withdrawn", "accept", "apply_change", "build",
    "certify", "clashes", "explain", "levels", "nobody", "repair", "replan", "solve", "total", "visits", "weight",
]  # fmt: skip

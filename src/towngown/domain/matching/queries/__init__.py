"""Every read of this chapter."""

from towngown.domain.matching.queries.board import Board, Coverage, Crowd, Narrow, board, coverage, crowds
from towngown.domain.matching.queries.gaps import Gap, Waits, gap, released_since, waits
from towngown.domain.matching.queries.moving import (
    Standing,
    caps_and_days,
    metres_between,
    metres_to,
    standing_of_order,
)
from towngown.domain.matching.queries.pairings import pairings, unpaired
from towngown.domain.matching.queries.reading import asked, missed_by_place
from towngown.domain.matching.queries.replanning import (
    kept,
    now,
    out_of_place,
    published_from,
    read_too_early,
    standing_visits,
    unserved_units,
    visits_ahead,
    visits_held_still,
)
from towngown.domain.matching.queries.rounds import (
    dispatch,
    dispatches,
    for_other_days,
    of_order,
    persons_asked,
    published,
    round_,
    rounds,
    scenario,
    scenarios,
    visit_by_id,
)
from towngown.domain.matching.queries.standing import cannot_come, loads, taken
from towngown.domain.matching.queries.unserved import (
    Narrowed,
    any_without_change,
    left_out,
    orders_left_out,
    sharing,
    without_change,
)

__all__ = [
    "Board", "Coverage", "Crowd", "Gap", "Narrow", "Narrowed", "Standing", "Waits", "any_without_change", "asked", "board", "cannot_come", "caps_and_days", "coverage", "crowds", "dispatch",
    "dispatches", "for_other_days", "gap", "kept", "left_out", "loads", "metres_between", "metres_to", "missed_by_place", "now", "of_order",
    "orders_left_out",
    "out_of_place", "pairings", "persons_asked", "published", "published_from", "read_too_early", "released_since", "round_", "rounds", "scenario",
    "scenarios", "sharing", "standing_of_order", "standing_visits", "taken", "unpaired", "unserved_units",
    "visit_by_id", "visits_ahead", "visits_held_still", "waits", "without_change",
]  # fmt: skip

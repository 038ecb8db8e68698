"""Every write of this chapter, one function per verb."""

from towngown.domain.matching.actions.dispatches import (
    accept_dispatch,
    decline_dispatch,
    drop_dispatch,
    free_dispatch,
    move_dispatch,
    publish_dispatch,
)
from towngown.domain.matching.actions.export import export_left_out
from towngown.domain.matching.actions.looking import follow_change, look_closer, note_changes
from towngown.domain.matching.actions.pairings import end_pairing, make_pairing, match_pairs
from towngown.domain.matching.actions.replanning import lift_dispatch, replan_scenario
from towngown.domain.matching.actions.rounds import (
    close_round,
    describe_round,
    open_round,
    publish_round,
    reopen_round,
)
from towngown.domain.matching.actions.scenarios import (
    add_scenario,
    fail_scenario,
    finish_scenario,
    publish_scenario,
    retry_scenario,
)

__all__ = [
    "accept_dispatch", "add_scenario", "close_round", "decline_dispatch", "describe_round", "drop_dispatch", "end_pairing",
    "export_left_out",
    "fail_scenario", "finish_scenario", "follow_change", "free_dispatch", "lift_dispatch", "look_closer", "make_pairing",
    "match_pairs", "move_dispatch", "note_changes", "open_round", "publish_dispatch", "publish_round", "publish_scenario",
    "reopen_round", "replan_scenario", "retry_scenario",
]  # fmt: skip

"""What can be said of a round without asking the database."""

from towngown.domain.matching.compute.calendar import A_WEEK, Span, monday_of, not_over, sunday_of, term_of
from towngown.domain.matching.compute.caps import Caps, too_many
from towngown.domain.matching.compute.facts import NOWHERE, Asked, Busy, Facts, facts
from towngown.domain.matching.compute.figures import figures, proof_of, share
from towngown.domain.matching.compute.gaps import ahead, first_round
from towngown.domain.matching.compute.packing import Kept, days_of, pack, unpack
from towngown.domain.matching.compute.pairs import Somebody, pairs
from towngown.domain.matching.compute.replanning import (
    Difference,
    Now,
    Stands,
    difference,
    replanned,
    solved_again,
    totals,
)
from towngown.domain.matching.compute.settings import Settings, read_settings
from towngown.domain.matching.compute.solving import Left, Solved, Visit, visits_of, work_out
from towngown.domain.matching.compute.units import Key, Unit, missed_rounds, units
from towngown.domain.matching.compute.why import left_of, left_of_rows, searched

__all__ = [
    "A_WEEK", "NOWHERE", "Asked", "Busy", "Caps", "Difference", "Facts", "Kept", "Key", "Left", "Now", "Settings",
    "Solved", "Somebody", "Span", "Stands", "Unit", "Visit", "ahead", "days_of", "difference", "facts", "figures", "first_round", "left_of",
    "left_of_rows", "missed_rounds", "monday_of", "not_over", "pack", "pairs", "proof_of", "read_settings", "replanned",
    "searched", "share", "solved_again", "sunday_of", "term_of", "too_many", "totals", "units", "unpack", "visits_of", "work_out",
]  # fmt: skip

"""What can be said of a round without asking the database."""

from towngown.domain.matching.compute.calendar import A_WEEK, Span, monday_of, term_of
from towngown.domain.matching.compute.facts import NOWHERE, Asked, Busy, Facts, facts
from towngown.domain.matching.compute.figures import TOWN, figures, proof_of, share
from towngown.domain.matching.compute.packing import Kept, pack, unpack
from towngown.domain.matching.compute.settings import Settings, read_settings
from towngown.domain.matching.compute.solving import Left, Solved, Visit, visits_of, work_out
from towngown.domain.matching.compute.units import Key, Unit, missed_rounds, units
from towngown.domain.matching.compute.why import left_of

__all__ = [
    "A_WEEK", "NOWHERE", "TOWN", "Asked", "Busy", "Facts", "Kept", "Key", "Left", "Settings", "Solved", "Span", "Unit", "Visit",
    "facts", "figures", "left_of", "missed_rounds", "monday_of", "pack", "proof_of", "read_settings", "share",
    "term_of", "units", "unpack", "visits_of", "work_out",
]  # fmt: skip

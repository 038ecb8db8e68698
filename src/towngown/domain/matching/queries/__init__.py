"""Every read of this chapter."""

from towngown.domain.matching.queries.moving import Standing, caps_and_days, metres_between, standing_of_order
from towngown.domain.matching.queries.reading import asked, missed_by_place
from towngown.domain.matching.queries.rounds import (
    dispatch,
    dispatches,
    of_order,
    published,
    round_,
    rounds,
    scenario,
    scenarios,
    taken_elsewhere,
    weeks_of,
)
from towngown.domain.matching.queries.standing import loads, taken

__all__ = [
    "loads", "taken",
    "Standing", "asked", "caps_and_days", "metres_between", "standing_of_order", "dispatch", "dispatches", "missed_by_place", "of_order", "published", "round_", "rounds", "scenario", "scenarios",
    "taken_elsewhere", "weeks_of",
]  # fmt: skip

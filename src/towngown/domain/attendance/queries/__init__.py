"""Every read of this chapter: sessions, walls and phones, numbers and opinions, calendars."""

from towngown.domain.attendance.queries.calendars import busy_in, feed_by_token, feeds, in_feed
from towngown.domain.attendance.queries.numbers import (
    Followed,
    accounts_of,
    favour_of,
    followed,
    numbers_of,
    words_about,
)
from towngown.domain.attendance.queries.sessions import (
    Listed,
    Narrowing,
    activities_taught,
    at_place,
    at_station,
    dispatched_to,
    held_of_orders,
    in_order,
    listed,
    of_activity,
    of_order,
    of_teacher,
    of_unit,
    planned_of_activity,
    planned_of_order,
    session,
    sessions,
    to_be_held,
    with_planned_sessions,
)
from towngown.domain.attendance.queries.walls import (
    given_by,
    learner_of,
    next_on,
    on_wall,
    sessions_of_wall,
    signed_in,
    token_hash,
    wall_by_code,
    wall_code,
    wall_of_place,
    wall_of_station,
    walls,
)

__all__ = [
    "Followed", "Listed", "Narrowing", "accounts_of", "activities_taught", "at_place", "at_station", "busy_in", "dispatched_to",
    "favour_of", "feed_by_token", "feeds", "followed", "given_by", "held_of_orders", "in_feed", "in_order", "learner_of", "listed", "next_on", "numbers_of",
    "of_activity", "of_order", "of_teacher", "of_unit", "on_wall", "planned_of_activity",
    "planned_of_order", "session", "sessions", "sessions_of_wall",
    "signed_in", "to_be_held", "token_hash", "wall_by_code", "wall_code", "wall_of_place", "wall_of_station", "walls",
    "with_planned_sessions", "words_about",
]  # fmt: skip

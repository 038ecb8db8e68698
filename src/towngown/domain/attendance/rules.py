"""Who runs a session, who prints codes, who opens calendars. Signing in and rating need no account, only the code."""

from typing import Any

import rules

from towngown.domain.evidence.rules import speaking_seat, speaks
from towngown.domain.matching.words import STANDING
from towngown.domain.orders.rules import CAMPUS, SPEAKING, keeps_teachers, on_campus
from towngown.domain.partnerships.rules import anyone, is_system, takes_part
from towngown.kit.actors import Actor


@rules.predicate
def hosts(by: Actor, thing: Any) -> bool:
    """Speaks for the place: a working seat of another side than the university's that reaches it."""
    seats = (seat for seat in by.seats_in(thing.wall) if seat.side != CAMPUS and seat.role in SPEAKING)
    return any(seat.reaches(thing.place_code) for seat in seats)


@rules.predicate
def gives_it(by: Actor, session: Any) -> bool:
    """Is the teacher of this session."""
    return session.teacher_id is not None and by.person_id is not None and by.person_id == session.teacher.person_id


@rules.predicate
def still_dispatched(by: Actor, session: Any) -> bool:
    """Hangs on no dispatch, or on one that still holds."""
    return session.dispatch_id is None or session.dispatch.state in STANDING


@rules.predicate
def in_use(by: Actor, code: Any) -> bool:
    """Was not withdrawn."""
    return code.withdrawn_at is None


@rules.predicate
def opened_it(by: Actor, feed: Any) -> bool:
    """The calendar address is this actor's own."""
    return bool(feed.actor_id == by.id)


runs = speaks & (hosts | gives_it | on_campus)
calls_off = hosts | on_campus
prints = hosts | on_campus

__all__ = ["CAMPUS", "SPEAKING", "anyone", "is_system", "keeps_teachers", "speaking_seat", "speaks", "takes_part"]

"""Who may do what inside a partnership. Predicates take the actor and a thing with a wall (its partnership's id)."""

from typing import Any

import rules

from towngown.foundation.journal.rules import anyone as anyone
from towngown.foundation.journal.rules import is_keeper as is_keeper
from towngown.foundation.journal.rules import is_system as is_system
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor


@rules.predicate
def may_sign(by: Actor, thing: Any) -> bool:
    """Holds the office or coordinator role in one of the partnership's parties."""
    return by.seat_with(thing.wall, *SIGNING) is not None


@rules.predicate
def takes_part(by: Actor, thing: Any) -> bool:
    """Holds any working seat in the partnership (not an auditor, a juror or a student)."""
    return by.seat_with(thing.wall, "office", "coordinator", "window", "worker", "expert") is not None


@rules.predicate
def reaches_place(by: Actor, thing: Any) -> bool:
    """One of the actor's working seats reaches the place of the thing."""
    place = getattr(thing, "place_code", "")
    seats = [seat for seat in by.seats_in(thing.wall) if seat.role != "auditor"]
    return any(seat.reaches(place) for seat in seats)

"""Who may manage people."""

import rules

from towngown.kit.actors import Actor


@rules.predicate
def is_keeper(by: Actor, thing: object = None) -> bool:
    """Keeps this instance."""
    return by.keeper


@rules.predicate
def is_self(by: Actor, person: object) -> bool:
    """Is this very person."""
    return by.person_id is not None and by.person_id == getattr(person, "pk", None)


@rules.predicate
def is_office_of(by: Actor, organisation: object) -> bool:
    """Holds the office role in this organisation or above it."""
    above = set(getattr(organisation, "ancestors", []))
    return any(seat.role == "office" and seat.organisation_id in above for seat in by.seats)

"""Who may manage people."""

from typing import Any

import rules

from towngown.foundation.journal.rules import anyone as anyone
from towngown.foundation.journal.rules import is_keeper as is_keeper
from towngown.foundation.journal.rules import is_system as is_system
from towngown.foundation.people.words import SIGNING
from towngown.kit import clock
from towngown.kit.actors import Actor


def covers(by: Actor, organisation: Any, place_code: str) -> bool:
    """Whether an office of the actor stands at or above the organisation and reaches the place."""
    above = set(getattr(organisation, "ancestors", []))
    seats = [seat for seat in by.seats if seat.role == "office" and seat.organisation_id in above]
    return any(seat.reaches(place_code) for seat in seats)


@rules.predicate
def is_self(by: Actor, person: object) -> bool:
    """Is this very person."""
    return by.person_id is not None and by.person_id == getattr(person, "pk", None)


@rules.predicate
def is_office_of(by: Actor, organisation: object) -> bool:
    """Holds the office role in this organisation or above it."""
    above = set(getattr(organisation, "ancestors", []))
    return any(seat.role == "office" and seat.organisation_id in above for seat in by.seats)


@rules.predicate
def holds_office(by: Actor, thing: object = None) -> bool:
    """Holds the office or coordinator role anywhere."""
    return any(seat.role in SIGNING for seat in by.seats)


@rules.predicate
def is_office_over(by: Actor, person: Any) -> bool:
    """Every role the person holds now lies within the actor's offices, and the person is no keeper.

    One role out of reach is enough to say no: else anybody could be taken over by being given a role.
    """
    if not any(seat.role == "office" for seat in by.seats):
        return False
    held = person.held(clock.today())
    within = bool(held) and all(covers(by, row.organisation, row.place_code) for row in held)
    return within and not (person.user is not None and person.user.is_staff)


@rules.predicate
def shares_contact(by: Actor, person: Any) -> bool:
    """The person agreed to be reached, and works in an organisation of the actor's."""
    if not person.contact_consent or not by.organisation_ids:
        return False
    return any(row.organisation_id in by.organisation_ids for row in person.held(clock.today()))


@rules.predicate
def is_there(by: Actor, person: Any) -> bool:
    """Was not erased."""
    return person is not None and person.erased_at is None


@rules.predicate
def has_login(by: Actor, person: Any) -> bool:
    """Has a log-in that works."""
    return person.user is not None and person.user.is_active


@rules.predicate
def is_shut_out(by: Actor, person: Any) -> bool:
    """Has a log-in that was disabled."""
    return person.user is not None and not person.user.is_active

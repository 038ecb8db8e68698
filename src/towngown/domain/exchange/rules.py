"""Who may raise, join, answer and take back."""

from typing import Any

import rules

from towngown.domain.exchange.models import PlusOne
from towngown.domain.exchange.words import SPEAKING
from towngown.domain.partnerships.rules import may_sign
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor, Seat


def speaking_seat(by: Actor, wall: int) -> Seat | None:
    """The seat through which this actor speaks for a place or a party in the partnership, or none."""
    return by.seat_with(wall, *SPEAKING)


@rules.predicate
def speaks(by: Actor, thing: Any) -> bool:
    """Speaks for a place or a party of the partnership."""
    return speaking_seat(by, thing.wall) is not None


@rules.predicate
def shared(by: Actor, thing: Any) -> bool:
    """The thing is not kept to one party."""
    return bool(thing.audience != "party")


@rules.predicate
def on_another_side(by: Actor, thing: Any) -> bool:
    """Signs for a side other than the asking one; where no asking party is recorded, any side may answer."""
    asking = thing.party.side if thing.party_id else None
    return any(seat.side != asking for seat in by.seats_in(thing.wall) if seat.role in SIGNING)


@rules.predicate
def signs_for_asker(by: Actor, thing: Any) -> bool:
    """Signs for the party that asks."""
    return any(seat.party_id == thing.party_id for seat in by.seats_in(thing.wall) if seat.role in SIGNING)


@rules.predicate
def asked(by: Actor, need: Any) -> bool:
    """Raised it, or speaks for the organisation that did."""
    if by.person_id is not None and by.person_id == need.raised_by_id:
        return True
    return any(seat.organisation_id == need.organisation_id for seat in by.seats_in(need.wall) if seat.role in SPEAKING)


@rules.predicate
def has_joined(by: Actor, need: Any) -> bool:
    """The organisation this actor speaks for already asks for the same."""
    seat = speaking_seat(by, need.wall)
    return seat is not None and PlusOne.objects.filter(need_id=need.pk, organisation_id=seat.organisation_id).exists()


answers = shared & on_another_side
owns = asked | signs_for_asker
may_share = owns & ~shared
may_join = speaks & shared & ~asked & ~has_joined
may_leave = speaks & has_joined
may_answer_intention = may_sign & shared


@rules.predicate
def owns_intention(by: Actor, intention: Any) -> bool:
    """Speaks for the party whose intention it is."""
    return any(seat.party_id == intention.party_id for seat in by.seats_in(intention.wall) if seat.role in SPEAKING)

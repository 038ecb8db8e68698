"""Who may draft, sign and settle: drafting is for the partnership's offices, all else for the agreement's own parties."""

from typing import Any

import rules

from towngown.domain.partnerships.rules import is_keeper, is_system, may_sign
from towngown.foundation.journal.queries import story_of
from towngown.foundation.people.words import SIGNING
from towngown.kit import clock
from towngown.kit.actors import Actor, Seat

may_record = is_system | is_keeper


def agreement_of(thing: Any) -> Any:
    """The agreement that a promise or a paper is about; an agreement is about itself."""
    if thing.kind == "agreement":
        return thing
    return thing.promise.agreement if thing.kind == "waiver" else thing.agreement


def signing_seats(by: Actor, agreement: Any) -> list[Seat]:
    """The seats through which this actor signs for a party to this agreement."""
    seats = [seat for seat in by.seats_in(agreement.partnership_id) if seat.role in SIGNING]
    if not seats:
        return []
    parties = {party.pk for party in agreement.parties.all()}
    return [seat for seat in seats if seat.party_id in parties]


@rules.predicate
def is_party_to(by: Actor, thing: Any) -> bool:
    """Signs for a party to the agreement that the thing is, belongs to or is about."""
    return bool(signing_seats(by, agreement_of(thing)))


@rules.predicate
def proposed_it(by: Actor, paper: Any) -> bool:
    """Signs for the side that proposed the paper: its signature was the first."""
    first = paper.signatures.order_by("pk").first()
    return first is not None and first.side in {seat.side for seat in signing_seats(by, agreement_of(paper))}


@rules.predicate
def in_force(by: Actor, promise: Any) -> bool:
    """The promise stands, in an agreement that is in force."""
    return promise.last_day is None and promise.agreement.state == "in_force"


@rules.predicate
def settles(by: Actor, agreement: Any) -> bool:
    """Years of an agreement that came into force can be closed, also after its end."""
    return agreement.state in ("in_force", "ended", "terminated")


@rules.predicate
def signed_here(by: Actor, agreement: Any) -> bool:
    """Not merely reported: what reports say of an agreement is not ended here."""
    return not agreement.as_reported


@rules.predicate
def is_over(by: Actor, agreement: Any) -> bool:
    """The last day of its term has come, or it never had one: it may be ended as due."""
    return agreement.term_last is None or agreement.term_last <= clock.today()


@rules.predicate
def has_years_to_close(by: Actor, agreement: Any) -> bool:
    """A year is over in which something was due, and nobody has closed it yet."""
    return bool(agreement.years_to_close(clock.today()))


@rules.predicate
def ended_it_today(by: Actor, agreement: Any) -> bool:
    """Ended the agreement by hand, and that today."""
    last = story_of(agreement).filter(verb="agreement.end").first()
    return last is not None and last.actor_id == by.id and last.at >= clock.midnight(clock.today())


may_act = may_sign & is_party_to
may_keep_time = is_system | may_act
may_lead = may_act & signed_here
may_end = may_keep_time & signed_here
may_undo_end = may_lead & ended_it_today
may_change_promise = may_act & in_force
may_settle = may_act & settles
may_withdraw = may_act & proposed_it

"""Who may speak, show and ask about a claim."""

from typing import Any

import rules

from towngown.domain.partnerships.rules import is_keeper, is_system, takes_part
from towngown.kit.actors import Actor, Seat

WORKING = ("office", "coordinator", "window", "worker", "expert")

records = is_system | is_keeper
opens = takes_part | records


def speaking_seat(by: Actor, claim: Any) -> Seat | None:
    """The seat through which this actor speaks about something at the claim's place, or none."""
    seats = (seat for seat in by.seats_in(claim.wall) if seat.role in WORKING)
    return next((seat for seat in seats if seat.reaches(claim.place_code)), None)


@rules.predicate
def speaks(by: Actor, claim: Any) -> bool:
    """Holds a working seat that reaches the place of the claim."""
    return speaking_seat(by, claim) is not None


@rules.predicate
def speaks_about_its_claim(by: Actor, thing: Any) -> bool:
    """The same, for something that hangs on a claim."""
    return speaking_seat(by, thing.claim) is not None


@rules.predicate
def gave_it(by: Actor, account: Any) -> bool:
    """Speaks for the side that gave this account, and it was given by name."""
    seat = speaking_seat(by, account.claim)
    return seat is not None and seat.side == account.side and account.means in ("named", "link")


@rules.predicate
def shown_by_own_side(by: Actor, item: Any) -> bool:
    """Speaks for the side that showed this; what a report shows is of no side."""
    seat = speaking_seat(by, item.claim)
    return seat is not None and item.side in ("", seat.side)


@rules.predicate
def stands(by: Actor, thing: Any) -> bool:
    """Not withdrawn yet."""
    return thing.withdrawn_at is None


@rules.predicate
def is_open(by: Actor, link: Any) -> bool:
    """Neither used nor withdrawn."""
    return link.used_at is None and link.withdrawn_at is None


@rules.predicate
def holds_link(by: Actor, link: Any) -> bool:
    """Came by a one-time link to this very claim."""
    return by.kind == "link" and by.claim_id == link.claim_id

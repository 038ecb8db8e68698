"""Who may plan, hold, confirm and settle activities and what meetings leave."""

from typing import Any

import rules

from towngown.domain.evidence.compute import spoken
from towngown.domain.evidence.rules import records, speaking_seat, speaks
from towngown.domain.partnerships.rules import anyone, takes_part
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor


@rules.predicate
def own_side_silent(by: Actor, activity: Any) -> bool:
    """The actor's side has not said anything itself yet."""
    seat = speaking_seat(by, activity)
    return seat is not None and not spoken(activity.claim.support, seat.side)


@rules.predicate
def is_disputed(by: Actor, activity: Any) -> bool:
    """One side says it was not so."""
    return bool(activity.state == "disputed")


@rules.predicate
def own_side_spoke(by: Actor, activity: Any) -> bool:
    """The actor's side has said something itself."""
    seat = speaking_seat(by, activity)
    return seat is not None and spoken(activity.claim.support, seat.side)


@rules.predicate
def not_over(by: Actor, activity: Any) -> bool:
    """Neither cancelled nor withdrawn."""
    return activity.state not in ("cancelled", "withdrawn")


@rules.predicate
def is_planned(by: Actor, activity: Any) -> bool:
    """Planned and not yet held."""
    return bool(activity.state == "planned")


@rules.predicate
def holds_its_link(by: Actor, activity: Any) -> bool:
    """Came by a one-time link to the claim of this activity."""
    return by.kind == "link" and by.claim_id == activity.claim_id


@rules.predicate
def speaks_about_its_activity(by: Actor, thing: Any) -> bool:
    """Speaks at the place of the activity that this task or decision comes from."""
    return speaking_seat(by, thing.activity) is not None


@rules.predicate
def owns_it(by: Actor, task: Any) -> bool:
    """The task is this person's, or their party's, for which they sign."""
    own = task.owner_id is not None and task.owner_id == by.person_id
    return own or any(seat.party_id == task.owner_party_id and seat.role in SIGNING for seat in by.seats)


@rules.predicate
def opened_it(by: Actor, feed: Any) -> bool:
    """The calendar address is this actor's own."""
    return bool(feed.actor_id == by.id)


@rules.predicate
def has_seat(by: Actor, thing: Any = None) -> bool:
    """Holds a seat in some partnership."""
    return bool(by.seats)


__all__ = ["anyone", "records", "speaks", "takes_part"]

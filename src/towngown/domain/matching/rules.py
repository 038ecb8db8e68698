"""Who opens rounds, works out and publishes scenarios, and who answers for a dispatch."""

from typing import Any

import rules

from towngown.domain.orders.rules import on_campus
from towngown.domain.partnerships.rules import is_system
from towngown.kit.actors import Actor


@rules.predicate
def is_its_teacher(by: Actor, dispatch: Any) -> bool:
    """Is the teacher it was dispatched to."""
    return by.person_id is not None and by.person_id == dispatch.teacher.person_id


@rules.predicate
def is_published(by: Actor, dispatch: Any) -> bool:
    """Its scenario was published."""
    return bool(dispatch.state != "drafted")


@rules.predicate
def pairs_up(by: Actor, pairing: Any) -> bool:
    """Is one of the two."""
    return by.person_id is not None and by.person_id in (pairing.expert.person_id, pairing.teacher.person_id)


dispatches = on_campus | is_system
answers = is_its_teacher | on_campus
ends_pairing = on_campus | pairs_up

__all__ = ["is_system"]

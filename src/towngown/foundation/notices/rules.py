"""Who may tell, and who may read."""

import rules

from towngown.foundation.journal.rules import is_system as is_system
from towngown.kit.actors import Actor


@rules.predicate
def is_own(by: Actor, notice: object) -> bool:
    """It was told to this very person."""
    return by.person_id is not None and getattr(notice, "person_id", None) == by.person_id


@rules.predicate
def is_somebody(by: Actor, thing: object = None) -> bool:
    """A log-in with a person behind it."""
    return by.person_id is not None

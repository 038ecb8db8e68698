"""Who may tell, and who may read."""

import rules

from towngown.kit.actors import Actor


@rules.predicate
def is_system(by: Actor, thing: object = None) -> bool:
    """The clock, in whose name reactions tell."""
    return by.sees_all


@rules.predicate
def is_own(by: Actor, notice: object) -> bool:
    """It was told to this very person."""
    return by.person_id is not None and getattr(notice, "person_id", None) == by.person_id


@rules.predicate
def is_somebody(by: Actor, thing: object = None) -> bool:
    """A log-in with a person behind it."""
    return by.person_id is not None

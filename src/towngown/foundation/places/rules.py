"""Who may load places."""

import rules

from towngown.kit.actors import Actor


@rules.predicate
def is_keeper(by: Actor, thing: object = None) -> bool:
    """Keeps this instance, or imports for it."""
    return by.keeper

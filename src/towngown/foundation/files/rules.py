"""Who may hand in a file."""

import rules

from towngown.kit.actors import Actor


@rules.predicate
def is_known(by: Actor, thing: object = None) -> bool:
    """A log-in, the holder of a one-time link, or the system; not a mere visitor."""
    return by.kind != "visitor"

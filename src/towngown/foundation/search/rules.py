"""Who may rebuild the index."""

import rules

from towngown.kit.actors import Actor


@rules.predicate
def is_keeper(by: Actor, thing: object = None) -> bool:
    """Keeps this instance, or is its clock."""
    return by.keeper or by.sees_all

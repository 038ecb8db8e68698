"""Who may complain (everybody) and who answers."""

import rules

from towngown.kit.actors import Actor


@rules.predicate
def anyone(by: Actor, thing: object = None) -> bool:
    """Everybody, a visitor too."""
    return True


@rules.predicate
def is_keeper(by: Actor, thing: object = None) -> bool:
    """Keeps this instance."""
    return by.keeper

"""The predicates that rules of every chapter are composed of."""

import rules

from towngown.kit.actors import Actor


@rules.predicate
def anyone(by: Actor, thing: object = None) -> bool:
    """Everybody, a visitor too."""
    return True


@rules.predicate
def is_keeper(by: Actor, thing: object = None) -> bool:
    """Keeps this instance, or imports for it."""
    return by.keeper


@rules.predicate
def is_system(by: Actor, thing: object = None) -> bool:
    """The clock, in whose name reactions and workers act, or the importer."""
    return by.kind in ("clock", "import")

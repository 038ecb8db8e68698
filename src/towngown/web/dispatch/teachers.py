"""Who may be chosen as a teacher: for a visit those who can give it, elsewhere everybody on the list."""

from collections.abc import Iterable
from typing import Any

from towngown.domain.orders import queries as orders
from towngown.kit.actors import Actor


def near(by: Actor, on: Any) -> Iterable[Any]:
    """By name."""
    wall = getattr(on, "wall", None)
    found = orders.teachers(by).filter(partnership_id=wall) if wall else orders.teachers(by)
    return found.filter(ref__in=orders.who_can_give(on.order)) if getattr(on, "kind", "") == "dispatch" else found

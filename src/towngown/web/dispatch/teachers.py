"""Who may be chosen as a teacher: for a visit those who can give it, elsewhere everybody on the list."""

from collections.abc import Iterable
from typing import Any

from towngown.domain.orders import queries as orders
from towngown.kit.actors import Actor


def near(by: Actor, on: Any) -> Iterable[Any]:
    """By name."""
    wall = getattr(on, "wall", None)
    found = orders.teachers(by).filter(partnership_id=wall) if wall else orders.teachers(by)
    if getattr(on, "kind", "") != "dispatch":
        return found
    able = (
        found.filter(active=True, teaches__offer=on.order.offer_id)
        if on.order.offer_id
        else found.filter(active=True, teaches__offer__category=on.order.category_id)
    )
    return able.distinct()

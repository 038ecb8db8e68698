"""What forms offer for courses, shelves and orders."""

from collections.abc import Iterable
from typing import Any

from towngown.domain.orders import queries
from towngown.kit.actors import Actor
from towngown.web.shared.choosers import choose


def _wall(on: Any) -> int | None:
    return getattr(on, "wall", None)


def offers(by: Actor, on: Any) -> Iterable[Any]:
    """For an order what is on the menu, and what it is for already; for a teacher everything."""
    found = queries.offers(by, drafts=getattr(on, "kind", "") != "order").filter(partnership_id=_wall(on))
    current = getattr(on, "offer", None)
    rows = list(found)
    return rows if current is None or current in rows else [current, *rows]


def categories(by: Actor, on: Any) -> Iterable[Any]:
    """The shelves of the partnership; for an order those on the menu."""
    found = queries.categories(by).filter(partnership_id=_wall(on))
    return found.filter(state="offered") if getattr(on, "kind", "") == "order" else found


def orders(by: Actor, on: Any) -> Iterable[Any]:
    """What an order could come along to."""
    offer = getattr(on, "offer", None)
    near = queries.near_orders(by, offer, on.place_code) if offer is not None else []
    return [one for one, _metres in near if one.pk != on.pk]


choose("offer", offers)
choose("category", categories)
choose("order", orders)

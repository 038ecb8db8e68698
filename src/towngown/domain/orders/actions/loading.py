"""Bulk: many orders at once, as a file or a generator has them. One entry in the journal, nobody is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from towngown.domain.orders.models import Order, Wish
from towngown.domain.orders.rules import records
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.halfdays import HalfDay
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

AT_ONCE = 2_000
LOADED = ("placed", "reviewed", "released")


@dataclass(frozen=True)
class Ordered:
    """One order to load; the key makes loading it again harmless."""

    key: str
    offer: Any
    place_code: str
    placed_on: date
    wishes: tuple[HalfDay, ...] = ()
    people: Quantity | None = None
    weeks: int = 1
    urgent: bool = False
    state: str = "released"


@action(
    "orders.load", label=mark("Load orders"), told=mark("loaded orders"), may=records, on="partnership", offered=False
)
def load(
    *, by: Actor, partnership: "Partnership", rows: Iterable[Ordered], party: Any, organisation: Any
) -> "Partnership":
    """Bring in those whose keys are new, on behalf of a party's organisation. Raises ValueError for another state."""
    given = list(rows)
    if unknown := {row.state for row in given} - set(LOADED):
        raise ValueError(f"orders cannot be loaded as {sorted(unknown)}")
    known = set(Order.objects.filter(partnership=partnership).exclude(key="").values_list("key", flat=True))
    fresh = sorted((row for row in given if row.key not in known), key=lambda row: row.placed_on)  # lists go by entry
    for start in range(0, len(fresh), AT_ONCE):
        _load(partnership, party, organisation, fresh[start : start + AT_ONCE])
    return partnership


def _load(partnership: "Partnership", party: Any, organisation: Any, rows: list[Ordered]) -> None:
    made = Order.objects.bulk_create([_order(partnership, party, organisation, row) for row in rows])
    Wish.objects.bulk_create(
        [
            Wish(order=order, rank=rank, day=wish.day, half=wish.half)
            for order, row in zip(made, rows, strict=True)
            for rank, wish in enumerate(row.wishes)
        ]
    )


def _order(partnership: "Partnership", party: Any, organisation: Any, row: Ordered) -> Order:
    order = Order(
        partnership=partnership, key=row.key, offer=row.offer, category=row.offer.category, party=party, own_party=party,
        organisation=organisation, place_code=row.place_code, placed_on=row.placed_on, weeks=row.weeks,
        urgent=row.urgent, state=row.state,
    )  # fmt: skip
    order.quantity = row.people
    order.audience_key = order.key_of_audience()
    return order

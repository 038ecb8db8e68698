"""Reading orders: lists with filters, what waits for review and release, who is near enough to join."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from towngown.domain.orders.compute import Point, metres
from towngown.domain.orders.models import Offer, Order, OrderAnswer, Spot
from towngown.domain.orders.rules import CAMPUS, REVIEWING
from towngown.domain.orders.words import JOINABLE, NEAR_M
from towngown.domain.partnerships.facets import Facets
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.foundation.people.words import SIGNING
from towngown.foundation.search.queries import holding
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

FACETS = Facets(Order, state="state", category="category__ref")
SHOWN = ("partnership", "offer", "category", "organisation", "joined_to")
MOST_NEAR = 3


@dataclass(frozen=True)
class Narrowing:
    """What a list of orders may be narrowed by; an empty value narrows nothing."""

    text: str = ""
    state: str = ""
    place_code: str = ""
    category_ref: str = ""
    partnership_id: int | None = None


@dataclass(frozen=True)
class Listed:
    """A narrowed list, newest first; state → how many (none when the words are too frequent to count)."""

    found: GuardedQuerySet[Order]
    counts: Mapping[str, int] | None


def listed(by: Actor, narrowing: Narrowing = Narrowing()) -> Listed:
    """The list of orders as a page shows it, with its counts."""
    found, few = _narrowed(by, narrowing)
    if not narrowing.text and not narrowing.place_code:
        counts: Mapping[str, int] | None = FACETS.seen(by).by(
            "state", partnership=narrowing.partnership_id, category=narrowing.category_ref
        )
    else:
        counts = dict(found.order_by().values_list("state").annotate(Count("pk"))) if few else None
    if narrowing.state:
        found = found.filter(state=narrowing.state)
    return Listed(found.select_related(*SHOWN).order_by("-pk"), counts)


def _narrowed(by: Actor, narrowing: Narrowing) -> tuple[GuardedQuerySet[Order], bool]:
    found = Order.objects.visible_to(by)
    if narrowing.partnership_id:
        found = found.filter(partnership_id=narrowing.partnership_id)
    if narrowing.place_code:
        found = found.filter(place_code__under=narrowing.place_code)
    if narrowing.category_ref:
        found = found.filter(category__ref=narrowing.category_ref)
    return holding(by, found, narrowing.text) if narrowing.text else (found, True)


def orders(by: Actor) -> GuardedQuerySet[Order]:
    """The orders the viewer may see, newest first, with what a line of a list shows."""
    return Order.objects.visible_to(by).select_related(*SHOWN).order_by("-pk")


def order(by: Actor, ref: str) -> Order | None:
    """One order with its wishes, if the viewer may see it."""
    return orders(by).select_related("placed_by").prefetch_related("wishes", "joiners").filter(ref=ref).first()


def of_place(by: Actor, partnership: "Partnership", place_code: str) -> GuardedQuerySet[Order]:
    """The orders at or under a place."""
    return orders(by).filter(partnership=partnership, place_code__under=place_code)


def answers(order: Order) -> list[OrderAnswer]:
    """Why it was refused, newest first."""
    return list(OrderAnswer.objects.filter(order=order).order_by("-given_at", "-pk"))


def to_review(by: Actor) -> GuardedQuerySet[Order]:
    """What waits for review by this viewer, oldest first."""
    return _reached(by, REVIEWING, ("placed",))


def to_release(by: Actor) -> GuardedQuerySet[Order]:
    """What waits for release by this viewer, oldest first."""
    return _reached(by, SIGNING, ("reviewed",))


def _reached(by: Actor, roles: tuple[str, ...], states: tuple[str, ...]) -> GuardedQuerySet[Order]:
    mine = Q(pk__in=[])
    for seat in by.seats:
        if seat.role in roles and seat.side != CAMPUS:
            under = Q(place_code__under=seat.place_code) if seat.place_code else Q()
            mine |= Q(partnership_id=seat.partnership_id) & under
    return orders(by).filter(mine, state__in=states).order_by("pk")


def joined_group(order: Order) -> list[Order]:
    """The order itself and those that joined it."""
    return [order, *Order.objects.filter(joined_to=order, state="joined").order_by("pk")]


def spots_of(wall: int, codes: Iterable[str]) -> dict[str, Point]:
    """Place code → where it lies, of those that are known. One query."""
    found = Spot.objects.filter(partnership_id=wall, place_code__in=set(codes))
    return {code: (east, north) for code, east, north in found.values_list("place_code", "east_m", "north_m")}


def near_orders(by: Actor, offer: Offer, place_code: str) -> list[tuple[Order, int | None]]:
    """Orders for the same thing that a place could join, nearest first, with the metres between; at most three.

    Without spots only those of the same town are near.
    """
    open_ = orders(by).filter(offer=offer, state__in=JOINABLE, joined_to=None).exclude(place_code=place_code)
    town = list(open_.filter(place_code__under=place_code[:9]).order_by("pk")[:50])
    spots = spots_of(offer.partnership_id, {place_code, *(one.place_code for one in town)})
    apart = [(one, metres(spots.get(place_code), spots.get(one.place_code))) for one in town]
    near = [(one, far) for one, far in apart if far is None or far <= NEAR_M]
    return sorted(near, key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].pk))[:MOST_NEAR]

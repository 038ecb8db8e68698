"""Reading orders: lists with filters, what waits for review and release, who is near enough to join."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Substr

from towngown.domain.orders.compute import is_over
from towngown.domain.orders.models import Order, OrderAnswer
from towngown.domain.orders.rules import CAMPUS, REVIEWING, ordering_seats
from towngown.domain.orders.words import TAUGHT
from towngown.domain.partnerships.facets import Facets, Seen
from towngown.foundation.journal import moments
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.foundation.people.words import SIGNING
from towngown.foundation.places.words import TOWN
from towngown.foundation.search.queries import holding
from towngown.kit import clock
from towngown.kit.actors import Actor

FACETS = Facets(Order, state="state", category="category__ref", town=Substr("place_code", 1, TOWN))
SHOWN = ("partnership", "offer", "category", "organisation", "joined_to")


@dataclass(frozen=True)
class Narrowing:
    """What a list of orders may be narrowed by; an empty value narrows nothing."""

    text: str = ""
    state: str = ""
    place_code: str = ""
    category_ref: str = ""
    partnership_id: int | None = None
    over: bool = False  # only what the viewer ordered and nobody came to in its half-days


@dataclass(frozen=True)
class Listed:
    """A narrowed list, newest first; state, town and category (its ref) → how many there are of it in this list, narrowed
    by everything else; none of them when the words are too frequent to count."""

    found: GuardedQuerySet[Order]
    counts: Mapping[str, int] | None
    towns: Mapping[str, int | None]
    categories: Mapping[str, int | None]


def listed(by: Actor, narrowing: Narrowing = Narrowing()) -> Listed:
    """The list of orders as a page shows it, with its counts."""
    base, few = _base(by, narrowing)
    seen = FACETS.seen(by)
    without = {
        "state": replace(narrowing, state=""), "town": replace(narrowing, place_code=""),
        "category": replace(narrowing, category_ref=""),
    }  # fmt: skip
    counted = {name: _counts(base if few else None, seen, name, rest) for name, rest in without.items()}
    found = _narrowed(base, narrowing).select_related(*SHOWN).order_by("-pk")
    towns, shelves = (seen.by(name, partnership=narrowing.partnership_id) for name in ("town", "category"))
    return Listed(found, counted["state"], _each(towns, counted["town"]), _each(shelves, counted["category"]))


def _each(values: Iterable[str], counts: Mapping[str, int] | None) -> dict[str, int | None]:
    return {one: None if counts is None else counts.get(one, 0) for one in values}


def _counts(
    base: GuardedQuerySet[Order] | None, seen: Seen, name: str, narrowing: Narrowing
) -> Mapping[str, int] | None:
    """Value of a column → how many rows have it, of those that this narrows to; none of a list too long to count."""
    place = narrowing.place_code
    if not (narrowing.text or narrowing.over or len(place) > TOWN):
        return seen.by(
            name, partnership=narrowing.partnership_id, state=narrowing.state, category=narrowing.category_ref,
            town=place and (lambda code: code.startswith(place)),
        )  # fmt: skip
    if base is None:
        return None
    rows = _narrowed(base, narrowing).order_by().values_list(FACETS.columns[name])
    return dict(rows.annotate(Count("pk")))


def _base(by: Actor, narrowing: Narrowing) -> tuple[GuardedQuerySet[Order], bool]:
    """What no count leaves out: the viewer's orders of a partnership with these words, and whether they are few."""
    found = Order.objects.visible_to(by)
    if narrowing.partnership_id:
        found = found.filter(partnership_id=narrowing.partnership_id)
    if narrowing.over:
        found = found.filter(pk__among=[one.pk for one in time_is_over(by, clock.today())])
    return holding(found, narrowing.text) if narrowing.text else (found, True)


def _narrowed(found: GuardedQuerySet[Order], narrowing: Narrowing) -> GuardedQuerySet[Order]:
    if narrowing.place_code:
        found = found.filter(place_code__under=narrowing.place_code)
    if narrowing.category_ref:
        found = found.filter(category__ref=narrowing.category_ref)
    if narrowing.state:
        found = found.filter(state=narrowing.state)
    return found


def orders(by: Actor) -> GuardedQuerySet[Order]:
    """The orders the viewer may see, newest first, with what a line of a list shows."""
    return Order.objects.visible_to(by).select_related(*SHOWN).order_by("-pk")


def order(by: Actor, ref: str) -> Order | None:
    """One order with its wishes, if the viewer may see it."""
    return orders(by).select_related("placed_by").prefetch_related("wishes", "joiners").filter(ref=ref).first()


def answers(order: Order) -> list[OrderAnswer]:
    """Why it was refused, newest first."""
    return list(OrderAnswer.objects.filter(order=order).order_by("-given_at", "-pk"))


def any_orders(by: Actor) -> bool:
    """Whether anything was ordered that this viewer sees in a partnership of theirs."""
    walls = tuple(sorted({seat.partnership_id for seat in by.seats}))
    return bool(walls) and _any_orders(by.eyes, walls, moments.now())


@moments.kept()
def _any_orders(eyes: Actor, walls: tuple[int, ...], moment: moments.Moment) -> bool:
    return Order.objects.visible_to(eyes).filter(partnership__in=walls).exists()


def to_review(by: Actor) -> GuardedQuerySet[Order]:
    """What waits for review by this viewer, oldest first."""
    return _reached(by, REVIEWING, ("placed",))


def to_release(by: Actor) -> GuardedQuerySet[Order]:
    """What waits for release by this viewer, oldest first."""
    return _reached(by, SIGNING, ("reviewed",))


def to_decide(by: Actor) -> dict[str, tuple[int, date]]:
    """State → how many wait for this viewer in it and since when the oldest does: placed ones for review, reviewed ones
    for release. One query, none for who decides nothing."""
    reached = _mine(by, REVIEWING) & Q(state="placed") | _mine(by, SIGNING) & Q(state="reviewed")
    if not any(seat.role in REVIEWING and seat.side != CAMPUS for seat in by.seats):
        return {}
    found = Order.objects.visible_to(by).filter(reached).order_by().values_list("state")
    return {state: (number, oldest) for state, number, oldest in found.annotate(Count("pk"), Min("placed_on"))}


def to_rate(by: Actor) -> GuardedQuerySet[Order]:
    """What was delivered to this viewer and waits for a word on how it was, oldest first."""
    return orders(by).filter(_ordered_by(by), state="delivered").order_by("pk")


def time_is_over(by: Actor, today: date) -> list[Order]:
    """What this viewer ordered and nobody was found for, though its last half-day is here or over, oldest first."""
    taught = Q(offer=None) | Q(offer__offer_kind__in=TAUGHT)
    found = orders(by).filter(_ordered_by(by), taught, state="released", joined_to=None)
    rows = found.annotate(last=Max("wishes__day")).filter(last__lte=today).order_by("pk")
    return [one for one in rows if is_over([one.last], one.weeks, today)]


def _ordered_by(by: Actor) -> Q:
    """What the viewer placed, or what was ordered by the places and organisations that they speak for."""
    mine = Q(placed_by_id=by.person_id or 0)
    for wall in {seat.partnership_id for seat in by.seats}:
        for seat in ordering_seats(by, wall):
            under = Q(place_code__under=seat.place_code) if seat.place_code else Q()
            mine |= Q(partnership_id=wall, organisation_id=seat.organisation_id) & under
    return mine


def _reached(by: Actor, roles: tuple[str, ...], states: tuple[str, ...]) -> GuardedQuerySet[Order]:
    return orders(by).filter(_mine(by, roles), state__in=states).order_by("pk")


def _mine(by: Actor, roles: tuple[str, ...]) -> Q:
    """The orders within the reach of one of the viewer's seats with these roles, beside the university's."""
    mine = Q(pk__in=[])
    for seat in by.seats:
        if seat.role in roles and seat.side != CAMPUS:
            under = Q(place_code__under=seat.place_code) if seat.place_code else Q()
            mine |= Q(partnership_id=seat.partnership_id) & under
    return mine

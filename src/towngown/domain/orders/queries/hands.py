"""In whose hands an order lies, and when somebody could come."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from towngown.domain.orders.compute import free_halves
from towngown.domain.orders.models import Category, Offer, Order, Teaches
from towngown.domain.orders.queries.engine import supply
from towngown.domain.orders.queries.near import spots_of
from towngown.domain.orders.rules import CAMPUS
from towngown.domain.partnerships.queries import first_party, party_organisation_ids
from towngown.foundation.people.queries import reaching
from towngown.foundation.people.words import SIGNING
from towngown.kit.halfdays import HalfDay

if TYPE_CHECKING:
    from towngown.foundation.people.models import Membership


def hands(order: Order) -> "list[Membership]":
    """Who must act next on an order that stands alone, as memberships with person and organisation; none when it is
    the teacher, the asker or nobody."""
    if order.state == "placed":
        return reviewers(order)
    if order.state == "reviewed":
        return releasers(order)
    campus = first_party(order.partnership_id, CAMPUS) if order.state == "released" else None
    return reaching({campus.organisation_id}, SIGNING) if campus else []


def reviewers(order: Order) -> "list[Membership]":
    """The windows over the place; where there is none, the offices."""
    return _over(order, ("window",)) or _over(order, SIGNING)


def releasers(order: Order) -> "list[Membership]":
    """The offices over the place."""
    return _over(order, SIGNING)


def _over(order: Order, roles: tuple[str, ...]) -> "list[Membership]":
    parties = party_organisation_ids(order.partnership_id, beside=CAMPUS)
    return reaching(parties, roles, order.place_code)


def when_free(
    wall: int,
    place_code: str,
    days: Iterable[date],
    offer: Offer | None = None,
    category: Category | None = None,
    taken: Collection[tuple[int, HalfDay]] = (),
) -> tuple[dict[HalfDay, int], int]:
    """(half-day → how many who can give the offer, or something of the category, are free then; how many can give it
    and come this far).

    Without either, of all teachers. `taken` are half-days that teachers (by id) gave away already. Five queries.
    """
    teachers = [
        one
        for one in supply(wall)
        if (offer is None or offer.pk in one.offers) and (category is None or category.pk in one.categories)
    ]
    spots = spots_of(wall, {place_code, *(one.place_code for one in teachers)})
    near = [one for one in teachers if one.reaches(place_code, spots)]
    return free_halves(near, days, taken), len(near)


def able(offers: Iterable[Any]) -> dict[int, int]:
    """Id of an offer → how many active teachers can give it. One query."""
    found = Teaches.objects.filter(offer__in=list(offers), teacher__active=True)
    return dict(found.order_by().values_list("offer_id").annotate(Count("pk")))

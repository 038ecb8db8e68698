"""Paper order slips: four on a sheet, each with a code that opens the order page for this place and course."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from segno import make_qr

from towngown.domain.orders import queries
from towngown.domain.orders.compute import bands
from towngown.domain.orders.rules import ordering_seats
from towngown.domain.partnerships.queries import choosable
from towngown.foundation.journal.action import VERBS
from towngown.foundation.places.queries import names
from towngown.foundation.places.words import TOWN
from towngown.kit.actors import Actor
from towngown.kit.halfdays import HALVES, WEEKDAYS
from towngown.kit.problems import Problem
from towngown.web.orders import places
from towngown.web.orders.menu import the_offer
from towngown.web.shared.access import members_only

ON_A_SHEET = 4


@members_only
def slips(request: HttpRequest) -> HttpResponse:
    """A sheet of slips for a place: for one course, or with a line to write what it should be."""
    by = request.actor
    offer = the_offer(by, request.GET["offer"]) if request.GET.get("offer") else None
    partnership = offer.partnership if offer else _named(by, request.GET.get("partnership", ""))
    if partnership is None or not VERBS["order.place"].may(by, partnership):
        raise Problem("not_allowed")
    seats = ordering_seats(by, partnership.pk)
    place = places.chosen(request, seats)
    if not place:
        return places.choose(request, partnership, seats, _("For which village are the order slips?"))
    context = {
        "offer": offer, "place": " ".join(names([place[:TOWN], place]).values()), "partnership": partnership,
        "slips": range(ON_A_SHEET), "code": _code(offer, partnership, place), "halves": HALVES, "days": WEEKDAYS,
        "people": [_span(*one) for one in (bands(offer.low, offer.high) if offer else bands(None, None))],
        "courses": [] if offer else list(queries.offers(by).filter(partnership=partnership)[:12]),
        "invented": partnership.caveat,
    }  # fmt: skip
    return render(request, "orders/slip.html", context)


def _named(by: Actor, slug: str) -> Any:
    """The partnership of this slug in which the viewer orders, else the first of those, or none."""
    open_ = [one for one in choosable(by) if VERBS["order.place"].may(by, one)]
    return next((one for one in open_ if one.slug == slug), open_[0] if open_ else None)


def _span(low: int, high: int) -> str:
    return f"{low}–{high}" if low != high else str(low)


def _code(offer: Any, partnership: Any, place: str) -> str:
    """The order page of this place, prefilled, for whoever types the slip in."""
    query = {"offer": offer.ref} if offer else {"partnership": partnership.slug}
    address = settings.SITE_ADDRESS + reverse("order_new") + "?" + urlencode(query | {"place": place, "assisted": "1"})
    return mark_safe(make_qr(address, error="m").svg_inline(scale=3, border=1))  # noqa: S308 - our own address

"""The order page, for an old phone and without JavaScript: half-days, people, send. Then: what happens next."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.orders import queries
from towngown.domain.orders.compute import bands
from towngown.domain.orders.rules import ordering_seats
from towngown.domain.orders.words import TAUGHT
from towngown.domain.partnerships.queries import choosable
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import thing
from towngown.foundation.places.queries import names
from towngown.foundation.places.words import TOWN
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.web.orders import halves, places
from towngown.web.orders.menu import the_offer
from towngown.web.orders.waits import next_step
from towngown.web.shared.access import members_only
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.forms import form_for
from towngown.web.shared.wording import listed, words

COURSE = ("wishes", "quantity", "weeks", "note", "assisted")
SUBJECT = ("about", "category", *COURSE)
HELPING = ("window", "office", "coordinator")  # who types in for others


@members_only
def new(request: HttpRequest) -> HttpResponse:
    """Order a course of the menu, or something about a subject, for one's place."""
    by = request.actor
    offer = the_offer(by, request.GET["offer"]) if request.GET.get("offer") else None
    partnership = offer.partnership if offer else _partnership(request)
    if partnership is None:
        return render(request, "orders/order_where.html", {"partnerships": _open_to(by)})
    if not VERBS["order.place"].may(by, partnership):
        raise Problem("not_allowed")
    seats = ordering_seats(by, partnership.pk)
    place = places.chosen(request, seats)
    if not place:
        return places.choose(request, partnership, seats)
    return _form(request, partnership, offer, place)


def _open_to(by: Actor) -> list[Any]:
    """The partnerships in which the viewer orders; raises not_allowed when there is none."""
    found = [one for one in choosable(by) if VERBS["order.place"].may(by, one)]
    if not found:
        raise Problem("not_allowed")
    return found


def _partnership(request: HttpRequest) -> Any:
    """The partnership named in the address, the only one there is, or none."""
    found, slug = _open_to(request.actor), request.GET.get("partnership", "")
    return found[0] if len(found) == 1 else next((one for one in found if one.slug == slug), None)


def _form(request: HttpRequest, partnership: Any, offer: Any, place: str) -> HttpResponse:
    by, verb = request.actor, VERBS["order.place"]
    posted = request.POST if request.method == "POST" else None
    ranges = bands(offer.low, offer.high) if offer else bands(None, None)
    form = form_for(
        verb,
        by,
        partnership,
        posted,
        initial={"assisted": "assisted" in request.GET},
        only=COURSE if offer else SUBJECT,
    )
    if posted is not None:
        more = {"offer": offer, "place_code": place, "joining": _joining(by, posted)}
        done = attempt(request, verb, partnership, form, **more)
        if done is not None:
            return HttpResponseRedirect(reverse("order_done", args=[done.ref]))
    fields = {one.name: one for one in form.fields}
    shown = _shown(request, partnership, offer, place, fields)
    context = shown | {
        "form": form, "fields": fields, "key": key_of(request), "offer": offer, "partnership": partnership,
        "people": _people(ranges, str(fields["quantity"].value)), "near": _near(by, offer, place),
        "invented": partnership.caveat,
    }  # fmt: skip
    return render(request, "orders/order_new.html", context, status=422 if form.failed else 200)


def _joining(by: Actor, posted: QueryDict) -> Any:
    ref = posted.get("joining", "")
    return thing(by, "order", ref) if ref else None


def _shown(request: HttpRequest, partnership: Any, offer: Any, place: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Where it is for, who may change that, and the half-days to tick."""
    by = request.actor
    category = None if offer else _category(by, partnership, fields["category"].value)
    free, counted = halves.suiting(partnership.pk, place, clock.today(), offer, category)
    wished = fields["wishes"].value
    ticked = set(wished) if isinstance(wished, list) else set()
    seats = ordering_seats(by, partnership.pk)
    return {
        "halves": halves.cards(free, counted, ticked), "counted": counted, "nobody": counted and not free,
        "unmanned": not counted and offer is not None and offer.offer_kind in TAUGHT and not queries.able([offer]),
        "any": not ticked, "place": " · ".join(names([place[:TOWN], place]).values()), "place_code": place,
        "helps": any(seat.role in HELPING for seat in seats),
        "elsewhere": "" if places.fixed(seats) else _elsewhere(request),
        "shelves": [one for one in queries.categories(by, partnership) if one.state == "offered"],
    }  # fmt: skip


def _category(by: Actor, partnership: Any, ref: str) -> Any:
    return queries.categories(by, partnership).filter(ref=ref).first() if ref else None


def _elsewhere(request: HttpRequest) -> str:
    """This page without its place, so that another one can be chosen."""
    kept = {name: value for name, value in request.GET.items() if name not in ("place", "q", "within")}
    return "?" + urlencode(kept | {"place": "choose"})


def _written(band: tuple[int, int]) -> str:
    return Quantity(*band).format()


def _people(ranges: list[tuple[int, int]], chosen: str) -> list[dict[str, Any]]:
    """The head-counts to choose among; what was typed otherwise stands first, "not sure" last."""
    values = [_written(band) for band in ranges]
    labels = [f"{low}–{high}" if low != high else str(low) for low, high in ranges]
    cards = [*zip(values, labels, strict=True), ("", _("Not sure yet"))]
    if chosen not in [value for value, _label in cards]:
        cards.insert(0, (chosen, chosen))
    return [{"value": value, "label": label, "chosen": value == chosen} for value, label in cards]


def _near(by: Actor, offer: Any, place: str) -> list[dict[str, Any]]:
    """Neighbours who ordered the same, with when they would like it."""
    found = queries.near_orders(by, offer, place) if offer else []
    called = names(one.place_code for one, _far in found)
    return [
        {
            "order": one, "place": called.get(one.place_code, one.place_code), "metres": far,
            "wishes": listed(words(wish.half_day) for wish in one.wishes.all()[:2]) or _("any time"),
        }
        for one, far in found
    ]  # fmt: skip


def done(request: HttpRequest, ref: str) -> HttpResponse:
    """It is ordered: what happens next, and in whose hands it lies now."""
    by = request.actor
    order = or_not_found(queries.order(by, ref), ref)
    context = {
        "order": order, "step": next_step(by, order), "place": names([order.place_code]).get(order.place_code, ""),
        "wishes": [one.half_day for one in order.wishes.all()], "invented": order.partnership.caveat,
        "may_withdraw": VERBS["order.withdraw"].open_to(by, order),
    }  # fmt: skip
    return render(request, "orders/order_done.html", context)

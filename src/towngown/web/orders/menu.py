"""The menu: what can be ordered, shelf by shelf; the page of one offer; who can give it."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.orders import actions, queries
from towngown.domain.orders.queries import Choosing, Finding
from towngown.domain.orders.words import CATEGORY_STATES, OFFER_KINDS, OFFER_STATES, TAKES_PART_AS, TAUGHT
from towngown.domain.partnerships.queries import choosable
from towngown.foundation.journal.action import VERBS
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.web.orders import filters
from towngown.web.shared.access import members_only
from towngown.web.shared.addresses import form_href, href
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.forms import Form
from towngown.web.shared.invented import caveat_of_all, named
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import place_code
from towngown.web.shared.wording import words

MOST_SHOWN = 300
NARROWING = ("q", "kind", "category", "partnership")
TONES = {"offered": "good", "preparing": "wait", "paused": "wait", "draft": "plain", "ended": "plain"}


def menu(request: HttpRequest) -> HttpResponse:
    """What can be ordered, on shelves in batches; those to come are shown as such."""
    by, wall, choosing = request.actor, filters.partnership(request), _choosing(request)
    found = list(queries.offers(by, choosing)[: MOST_SHOWN + 1])
    shelves = list(queries.categories(by, wall))
    narrowed = any(request.GET.get(name) for name in NARROWING)
    menus = _menus(by, found[:MOST_SHOWN], shelves, narrowed)
    elsewhere = bool(menus) and all(one["outside"] for one in menus)
    context = {
        "menus": menus,
        "invented": caveat_of_all({one.partnership for one in [*shelves, *found]}),
        "more": len(found) > MOST_SHOWN,
        "count": len(found) if len(found) <= MOST_SHOWN else None,
        "q": choosing.text,
        "selects": _selects(request, choosing, wall, shelves),
        "narrowed": narrowed,
        "orders_something": not elsewhere and bool(queries.laid_for(by)),
        "ask_href": needs_instead(by),
        "slip_query": urlencode({"partnership": wall.slug}) if wall else "",
        "keeping": [one for one in _mine(by) if VERBS["offer.add"].may(by, one)],
    } | files(request, "menu_export")
    return render(request, "orders/menu.html", context)


def needs_instead(by: Actor) -> str:
    """Where somebody asks for a teacher who speaks for a place, while no menu is laid for it; else ""."""
    speaking = [one for one in _mine(by) if VERBS["order.place"].may(by, one) and VERBS["need.raise"].may(by, one)]
    return form_href("need.raise", speaking[0]) if speaking and not queries.laid_for(by) else ""


def _mine(by: Actor) -> list[Any]:
    """The partnerships in which the viewer holds a seat."""
    walls = {seat.partnership_id for seat in by.seats}
    return [one for one in choosable(by) if one.pk in walls] if walls else []


def _choosing(request: HttpRequest) -> Choosing:
    wall, kind = filters.partnership(request), filters.asked(request, "kind")
    return Choosing(
        text=filters.asked(request, "q"),
        offer_kind=kind if kind in OFFER_KINDS else "",
        category_ref=filters.asked(request, "category"),
        partnership_id=wall.pk if wall else None,
    )


def _selects(request: HttpRequest, choosing: Choosing, wall: Any, shelves: list[Any]) -> list[dict[str, Any]]:
    by = request.actor
    walls = {one.partnership_id for one in queries.categories(by)}
    kinds = [(kind, words(label)) for kind, label in OFFER_KINDS.items()]
    return filters.worth_choosing([
        filters.of_partnerships([one for one in choosable(by) if one.pk in walls], wall),
        filters.of_categories(shelves, choosing.category_ref),
        select("kind", _("What is offered"), kinds, choosing.offer_kind),
    ])  # fmt: skip


def _menus(by: Actor, offers: list[Any], shelves: list[Any], narrowed: bool) -> list[dict[str, Any]]:
    """The menu of each partnership: its shelves with their offers, what stands on none last; empty shelves only on the
    whole menu. Who holds a seat elsewhere only is told why there is nothing to order for them."""
    able, on = queries.able(offers), dict[tuple[int, int | None], list[dict[str, Any]]]()
    for one in offers:
        on.setdefault((one.partnership_id, one.category_id), []).append(_row(by, one, able))
    walls = list(dict.fromkeys([one.partnership for one in shelves] + [one.partnership for one in offers]))
    found = []
    for wall in walls:
        keys = [shelf for shelf in shelves if shelf.partnership_id == wall.pk and shelf.state != "ended"]
        laid = [_shelf(shelf, on.get((wall.pk, shelf.pk if shelf else None), [])) for shelf in [*keys, None]]
        shown = [one for one in laid if one["rows"] or (one["shelf"] and not narrowed)]
        if shown:
            outside = by.kind == "user" and not by.seats_in(wall.pk)
            found.append({"partnership": wall, "shelves": shown, "outside": outside})
    return found


def _shelf(shelf: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    state = CATEGORY_STATES[shelf.state] if shelf and shelf.state != "offered" else ""
    return {"shelf": shelf, "rows": rows, "state": state}


def _row(by: Actor, offer: Any, able: dict[int, int]) -> dict[str, Any]:
    """What a line of the menu shows of an offer."""
    shelf_open = offer.category is None or offer.category.state == "offered"
    return {
        "offer": offer,
        "kind": OFFER_KINDS[offer.offer_kind] if offer.offer_kind != "course" else "",
        "people": words(offer.quantity) if offer.low is not None or offer.high is not None else "",
        "able": able.get(offer.pk, 0) if offer.offer_kind in TAUGHT else None,
        "can_order": offer.state == "offered" and shelf_open and VERBS["order.place"].may(by, offer.partnership),
        "state": OFFER_STATES[offer.state] if offer.state != "offered" else "",
        "tone": TONES[offer.state],
    }


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed menu as a file; the journal keeps that it was taken."""
    header = (
        _("Name"), _("Category"), _("What is offered"), _("For whom"), _("Length in minutes"), _("At least"),
        _("At most"), _("How many can give it"), _("State"), _("Partnership"),
    )  # fmt: skip
    return handed_over(request, form, "menu", actions.export_menu, header, _lines(request))


def _lines(request: HttpRequest) -> Iterator[list[Any]]:
    """What the file says of each offer."""
    rows = list(queries.offers(request.actor, _choosing(request))[:TAKEN])
    able = queries.able(rows)
    for one in rows:
        yield [
            words(one), words(one.category), words(OFFER_KINDS[one.offer_kind]), one.for_whom, one.minutes, one.low,
            one.high, able.get(one.pk, 0), words(OFFER_STATES[one.state]), named(one.partnership),
        ]  # fmt: skip


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """What is it, for whom, how long, for how many; and the button to order it."""
    by, offer = request.actor, the_offer(request.actor, ref)
    keeps = VERBS["offer.set_givers"].may(by, offer)
    context = _row(by, offer, queries.able([offer])) | {
        "state": OFFER_STATES[offer.state],
        "takes_part": TAKES_PART_AS[offer.takes_part_as],
        "shelf_state": offer.category.state if offer.category else "offered",
        "givers": _givers(by, offer) if keeps and offer.offer_kind in TAUGHT else None,
        "invented": offer.partnership.caveat,
    }
    return render(request, "orders/offer.html", context)


def the_offer(by: Actor, ref: str) -> Any:
    """One offer that the viewer may see; raises not_found."""
    return or_not_found(queries.offer(by, ref), ref)


def _givers(by: Actor, offer: Any) -> list[Any]:
    return list(queries.teachers(by).filter(pk__in=queries.givers(offer)))


def shelf(request: HttpRequest, ref: str) -> HttpResponse:
    """A shelf, and what stands on it, drafts too for whoever may see them."""
    by = request.actor
    category = or_not_found(queries.categories(by).filter(ref=ref).first(), ref)
    offers = list(queries.offers(by, Choosing(category_ref=ref), drafts=True)[:MOST_SHOWN])
    able = queries.able(offers)
    context = {
        "category": category, "state": CATEGORY_STATES[category.state], "tone": TONES[category.state],
        "rows": [_row(by, one, able) for one in offers], "invented": category.partnership.caveat,
    }  # fmt: skip
    return render(request, "orders/shelf.html", context)


@members_only
def givers(request: HttpRequest, ref: str) -> HttpResponse:
    """Who can give it: the list of teachers to tick, narrowed by name, skill or town."""
    by, verb = request.actor, VERBS["offer.set_givers"]
    offer = the_offer(by, ref)
    if not verb.may(by, offer):
        raise Problem("not_allowed")
    place = place_code(filters.asked(request, "place"))
    finding = Finding(filters.asked(request, "q"), "", place, offer.partnership_id)
    shown, standing = list(queries.found_teachers(by, finding)), set(queries.givers(offer))
    form = Form([])
    if request.method == "POST":
        ticked = set(request.POST.getlist("teachers"))
        if attempt(request, verb, offer, form, teachers=_ticked(by, offer, shown, standing, ticked)) is not None:
            return HttpResponseRedirect(href(offer))
    rows = sorted(shown, key=lambda one: one.pk not in standing)
    context = {
        "offer": offer, "form": form, "key": key_of(request), "rows": [(one, one.pk in standing) for one in rows],
        "q": finding.text, "count": len(rows), "selects": [filters.of_towns(queries.homes(by, finding), finding.place_code)],
        "invented": offer.partnership.caveat,
    }  # fmt: skip
    return render(request, "orders/givers.html", context, status=422 if form.failed else 200)


def _ticked(by: Actor, offer: Any, shown: Iterable[Any], standing: set[int], ticked: set[str]) -> list[Any]:
    """Whom the list did not show stays as before; of the others those that are ticked."""
    here = {one.pk for one in shown}
    others = queries.teachers(by, offer.partnership).filter(pk__in=standing - here)
    return [*others, *(one for one in shown if one.ref in ticked)]

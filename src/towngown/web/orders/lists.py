"""The list of orders, narrowed, counted and exported; the page of one."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.attendance.queries import held_of_orders
from towngown.domain.matching.queries import standing_visits
from towngown.domain.orders import actions, queries
from towngown.domain.orders.queries import Narrowing
from towngown.domain.orders.rules import SPEAKING
from towngown.domain.orders.words import ORDER_STATES, REFUSALS
from towngown.domain.partnerships.queries import choosable
from towngown.foundation.accounts.queries import names_of
from towngown.foundation.journal.action import VERBS
from towngown.foundation.places.queries import names
from towngown.foundation.places.words import TOWN
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.web.orders import filters
from towngown.web.orders.menu import needs_instead
from towngown.web.orders.waits import next_step, steps, visits
from towngown.web.shared.access import members_only
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.invented import named
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import page_of, place_code
from towngown.web.shared.stories import knows_names
from towngown.web.shared.wording import listed as listed_words
from towngown.web.shared.wording import people, words

NARROWING = ("q", "state", "place", "category", "times", "partnership")
WISHES = 2  # so many half-days tell an order from others of its course
TONES = {
    "placed": "wait", "reviewed": "wait", "released": "wait", "joined": "info", "dispatched": "info",
    "accepted": "good", "delivered": "good", "rated": "good", "refused": "strong", "withdrawn": "plain",
}  # fmt: skip


@members_only
def index(request: HttpRequest) -> HttpResponse:
    """What was ordered, and what became of it? Newest first; a village sees its own first."""
    by = request.actor
    own = _own_place(by)
    narrowing = _narrowing(request, own)
    listed = queries.listed(by, narrowing)
    page, counts = page_of(request, listed.found.prefetch_related("wishes")), listed.counts
    number = counts.get(narrowing.state, 0) if counts and narrowing.state else sum((counts or {}).values())
    context = {
        "rows": _rows(by, page.rows), "page": page, "q": narrowing.text, "count": None if counts is None else number,
        "selects": _selects(request, narrowing, listed), "narrowed": any(request.GET.get(name) for name in NARROWING),
        "own": own, "at_own": bool(own) and narrowing.place_code == own,
        "own_name": names([own]).get(own, "") if own else "",
        "may_order": bool(queries.laid_for(by)), "ask_href": needs_instead(by),
        "may_review": bool(queries.to_decide(by)),
    } | files(request, "orders_export", place=narrowing.place_code)  # fmt: skip
    return render(request, "orders/list.html", context)


def _own_place(by: Actor) -> str:
    """The one place of somebody who speaks for nothing else, or ""."""
    places = {seat.place_code for seat in by.seats}
    return places.pop() if len(places) == 1 and all(seat.role == "worker" for seat in by.seats) else ""


def _narrowing(request: HttpRequest, own: str = "") -> Narrowing:
    """What the address asks for; where it names no place, one's own."""
    wall, state = filters.partnership(request), filters.asked(request, "state")
    place = filters.asked(request, "place") if "place" in request.GET else own
    return Narrowing(
        text=filters.asked(request, "q"),
        state=state if state in ORDER_STATES else "",
        place_code=place_code(place),
        category_ref=filters.asked(request, "category"),
        partnership_id=wall.pk if wall else None,
        over=filters.asked(request, "times") == "over",
    )


def _selects(request: HttpRequest, narrowing: Narrowing, listed: Any) -> list[dict[str, Any]]:
    by = request.actor
    towns = filters.of_towns(listed.towns, narrowing.place_code)
    if len(narrowing.place_code) > TOWN:
        called = names([narrowing.place_code]).get(narrowing.place_code, narrowing.place_code)
        towns["options"].insert(1, {"value": narrowing.place_code, "label": called, "chosen": True})
    found = [
        filters.of_states(ORDER_STATES, listed.counts, narrowing.state),
        towns,
        filters.of_categories(queries.categories(by), narrowing.category_ref, listed.categories),
    ]
    if any(seat.role in SPEAKING for seat in by.seats):
        over = [("over", _("over, and nobody came"))]
        found.append(select("times", _("Wished half-days"), over, "over" if narrowing.over else ""))
    walls = {seat.partnership_id for seat in by.seats}
    several = filters.of_partnerships([one for one in choosable(by) if one.pk in walls], filters.partnership(request))
    return [*found, *filters.worth_choosing([several])]


def _rows(by: Actor, orders: list[Any]) -> list[dict[str, Any]]:
    """What a line of the list shows of each order; of one that joined, when somebody comes to what it joined."""
    called = names(one.place_code for one in orders)
    coming: dict[int, str] = {}
    for visit in standing_visits({one.joined_to_id or one.pk for one in orders}):
        coming.setdefault(visit.order_id, words(visit.half_day))
    held = held_of_orders(by, [one.joined_to_id or one.pk for one in orders])
    return [
        {
            "order": one, "place": called.get(one.place_code, one.place_code), "label": ORDER_STATES[one.state],
            "tone": TONES[one.state], "people": people(one.quantity) if one.low or one.high else "",
            "when": coming.get(one.joined_to_id or one.pk, ""), "wished": _wished(one),
            "so_far": _so_far(one.joined_to or one, held),
        }
        for one in orders
    ]  # fmt: skip


def _so_far(order: Any, held: dict[int, int]) -> str:
    """Of an order for several weeks, how often somebody came already."""
    done = held.get(order.pk, 0)
    if order.weeks == 1 or not done:
        return ""
    return _("{done} held so far, of {n}").format(done=done, n=order.weeks)


def _wished(order: Any) -> str:
    """The half-days that suit: the first two, and how many there are when there are more."""
    wishes = [words(one.half_day) for one in order.wishes.all()]
    if len(wishes) <= WISHES:
        return listed_words(wishes)
    return _("{first} and others, {n} in all").format(first=listed_words(wishes[:WISHES]), n=len(wishes))


@members_only
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    header = (
        _("Ordered on"), _("What was ordered"), _("Category"), _("Place code"), _("Place"), _("Organisation"),
        _("At least"), _("At most"), _("For how many weeks running"), _("State"), _("Urgent"), _("Typed in from a paper slip"),
        _("Stars"), _("Partnership"),
    )  # fmt: skip
    return handed_over(request, form, "orders", actions.export_orders, header, _lines(request))


def _lines(request: HttpRequest) -> Iterator[list[Any]]:
    """What the file says of each order."""
    rows = list(queries.listed(request.actor, _narrowing(request)).found[:TAKEN])
    called = names(one.place_code for one in rows)
    for one in rows:
        yield [
            one.placed_on, words(one), words(one.category), one.place_code, called.get(one.place_code, ""),
            words(one.organisation), one.low, one.high, one.weeks, words(ORDER_STATES[one.state]), _tick(one.urgent),
            _tick(one.assisted), one.stars, named(one.partnership),
        ]  # fmt: skip


def _tick(yes: bool) -> str:
    return words("Yes") if yes else ""


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """How far is it, what became of it and why, and who must do what next."""
    by, order = request.actor, queries.order(request.actor, ref)
    if order is None:
        raise Problem("not_found", value=ref)
    joiners = list(order.joiners.all())
    called = names([order.place_code, *(one.place_code for one in joiners)])
    context = _rows(by, [order])[0] | {
        "place": called.get(order.place_code, ""),
        "steps": steps(order), "step": next_step(by, order), "visits": visits(by, order),
        "answers": _answers(by, order) if order.state == "refused" else [],
        "wishes": [one.half_day for one in order.wishes.all()],
        "joiners": [{"order": one, "place": called.get(one.place_code, ""), "label": ORDER_STATES[one.state]}
                    for one in joiners],
        "mine": VERBS["order.rate"].may(by, order), "who": str(order.placed_by or "") if knows_names(by, order.wall) else "",
        "invented": order.partnership.caveat,
    }  # fmt: skip
    return render(request, "orders/order.html", context)


def _answers(by: Actor, order: Any) -> list[dict[str, Any]]:
    """Why it was turned down, the latest first; whoever said so by name for colleagues."""
    given = queries.answers(order)
    known = names_of({one.given_by_id for one in given}) if knows_names(by, order.wall) else {}
    return [
        {"answer": one, "reason": REFUSALS[one.reason], "who": known.get(one.given_by_id, ("", ""))[1]} for one in given
    ]

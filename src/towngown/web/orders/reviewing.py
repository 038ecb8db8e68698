"""The queue of a window or a district: what waits, to be ticked and passed on or released with one button."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from towngown.domain.orders import queries
from towngown.domain.orders.words import MOST_AT_ONCE
from towngown.domain.partnerships.queries import choosable
from towngown.foundation.journal.action import VERBS, perform_once
from towngown.foundation.journal.queries import things
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem, Problems
from towngown.web.shared.access import members_only
from towngown.web.shared.do import key_of
from towngown.web.shared.wording import sentence, words

SHOWN = 50
VERB_OF = {"review": "orders.review", "release": "orders.release"}


@members_only
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for me? Oldest first; tick what is good, and one button passes all of it on."""
    by = request.actor
    if not any(VERBS["orders.review"].may(by, one) for one in _mine(by)):
        raise Problem("not_allowed")
    refused: list[str] = []
    ticked = set(request.POST.getlist("orders"))
    if request.method == "POST":
        refused = _pass_on(request, by, ticked)
        if not refused:
            return HttpResponseRedirect(reverse("orders_review"))
    today, all_ticked = clock.today(), request.GET.get("tick", "")
    context = {
        "queues": [
            _shown("review", queries.to_review(by), today, ticked, all_ticked),
            _shown("release", queries.to_release(by), today, ticked, all_ticked),
        ],
        "refused": refused, "key": key_of(request),
    }  # fmt: skip
    return render(request, "orders/review.html", context, status=422 if refused else 200)


def _mine(by: Actor) -> list[Any]:
    walls = {seat.partnership_id for seat in by.seats}
    return [one for one in choosable(by) if one.pk in walls]


def _pass_on(request: HttpRequest, by: Actor, refs: Iterable[str]) -> list[str]:
    """Do it to all that are ticked, partnership by partnership; the sentences of what was refused."""
    verb = VERB_OF.get(request.POST.get("step", ""), "")
    if not verb:
        raise Problem("not_found", value=request.POST.get("step", ""))
    orders = list(things(by, "order").filter(ref__in=list(refs)).select_related("offer").order_by("pk"))
    walls = [one for one in _mine(by) if any(order.partnership_id == one.pk for order in orders)] or _mine(by)[:1]
    try:
        for wall in walls:
            some = [order for order in orders if order.partnership_id == wall.pk]
            perform_once(f"{key_of(request)[:50]}:{wall.pk}", verb, by=by, partnership=wall, orders=some)
    except Problem as problem:
        return [sentence(problem)]
    except Problems as several:
        return [sentence(problem) for problem in several.problems]
    done = ngettext("{what}: {n} order.", "{what}: {n} orders.", len(orders))
    messages.success(request, done.format(what=words(VERBS[verb].label), n=len(orders)))
    return []


def _shown(step: str, found: Any, today: date, ticked: set[str], all_ticked: str) -> dict[str, Any]:
    """One queue: how many wait, and the first of them."""
    rows = list(found.prefetch_related("wishes")[:SHOWN])
    called = names(one.place_code for one in rows)
    return {
        "step": step, "count": found.count(), "most": min(SHOWN, MOST_AT_ONCE),
        "rows": [
            {
                "order": one, "place": called.get(one.place_code, one.place_code),
                "people": words(one.quantity) if one.low or one.high else "",
                "wishes": [words(wish.half_day) for wish in one.wishes.all()],
                "days": (today - one.placed_on).days, "ticked": one.ref in ticked or all_ticked == step,
            }
            for one in rows
        ],
    }  # fmt: skip

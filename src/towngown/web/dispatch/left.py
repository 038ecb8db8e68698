"""Who is left out, why, and what would help? Following it, looking closer, taking the list along."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from towngown.domain.matching import actions, queries
from towngown.domain.matching.words import CAUSES, FOLLOWED
from towngown.foundation.journal.action import VERBS, perform_once
from towngown.foundation.journal.queries import thing
from towngown.foundation.places.queries import names
from towngown.web.dispatch.present import help_words, names_in, place_names, scenario_at, why
from towngown.web.shared.addresses import href
from towngown.web.shared.do import key_of
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.lists import select
from towngown.web.shared.paging import page_number, place_code
from towngown.web.shared.wording import words

SIZE = 25


def left(request: HttpRequest, ref: str) -> HttpResponse:
    """The list, the weightiest first, 25 a page."""
    by = request.actor
    one = scenario_at(by, ref)
    cause, town = _narrowing(request)
    listed = queries.left_out(by, one, cause, town)
    number = page_number(request)
    rows = list(listed.found[(number - 1) * SIZE : number * SIZE + 1])
    query = {"cause": cause, "town": town}
    follows = VERBS["scenario.follow"].open_to(by, one) and one.round.state == "open"
    context = {
        "scenario": one,
        "invented": one.partnership.caveat,
        "rows": _shown(request, one, rows[:SIZE], follows),
        "count": listed.counts.get(cause, 0) if cause else sum(listed.counts.values()),
        "selects": _selects(one, listed, cause, town),
        "query": urlencode(query),
        "narrowed": bool(cause or town),
        "newer": f"?{urlencode(query | {'page': number - 1})}" if number > 1 else "",
        "older": f"?{urlencode(query | {'page': number + 1})}" if len(rows) > SIZE else "",
        "looks": _looks(by, one),
        "key": key_of(request),
    }
    return render(request, "dispatch/unserved.html", context)


def _narrowing(request: HttpRequest) -> tuple[str, str]:
    cause = request.GET.get("cause", "")
    return cause if cause in CAUSES else "", place_code(request.GET.get("town", ""))


def _looks(by: Any, one: Any) -> bool:
    """Whether a closer look may be asked for, and there is something to look for."""
    return VERBS["scenario.look"].open_to(by, one) and queries.any_without_change(one)


def _shown(request: HttpRequest, one: Any, rows: list[Any], follows: bool) -> list[dict[str, Any]]:
    by = request.actor
    known, shared = names_in(by, one.partnership_id, [row.change for row in rows]), queries.sharing(by, one)
    places = place_names(row.order.place_code for row in rows)
    return [
        {
            "order": row.order,
            "href": href(row.order),
            "unit": row.unit,
            "week": row.unit + 1 if row.order.weeks > 1 else 0,
            "place": places[row.order.place_code],
            "weight": row.weight,
            "why": why(row.cause, row.numbers),
            "help": help_words(row.change, known),
            "helps": bool(row.change),
            "shared": shared.get((row.change.get("comes"), row.change.get("day"), row.change.get("half")), 0),
            "follow": follows and row.change.get("kind") in FOLLOWED,
        }
        for row in rows
    ]


def _selects(one: Any, listed: queries.Narrowed, cause: str, town: str) -> list[dict[str, Any]]:
    causes = [
        (code, f"{words(label)} · {listed.counts[code]}") for code, label in CAUSES.items() if code in listed.counts
    ]
    towns = sorted(names(one.figures.get("towns", {})).items())
    return [select("cause", _("Why"), causes, cause), select("town", _("Town"), towns, town)]


def export(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    one = scenario_at(request.actor, ref)
    header = [_("What was ordered"), _("Place"), _("Which week"), _("Counts"), _("Why"), _("What would help")]
    taken = partial(actions.export_left_out, scenario=one)
    return handed_over(request, form, "left-out", taken, header, _lines(request, one))


def _lines(request: HttpRequest, one: Any) -> Iterator[list[Any]]:
    """What the file says of each that is left out."""
    rows = list(queries.left_out(request.actor, one, *_narrowing(request)).found[:TAKEN])
    for row in _shown(request, one, rows, follows=False):
        yield [words(row["order"]), row["place"], row["unit"] + 1, row["weight"], row["why"], row["help"]]


@require_POST
def follow(request: HttpRequest, ref: str) -> HttpResponse:
    """A new scenario that follows a suggestion; its page shows that it is worked out, then that the order is served."""
    one = scenario_at(request.actor, ref)
    order = thing(request.actor, "order", request.POST.get("order", ""))
    given = {"scenario": one, "order": order, "unit": request.POST.get("unit", "0")}
    made = perform_once(key_of(request), "scenario.follow", by=request.actor, **given)
    return HttpResponseRedirect(href(made))


@require_POST
def look(request: HttpRequest, ref: str) -> HttpResponse:
    """A job looks for what would help those for whom nothing was found quickly."""
    one = scenario_at(request.actor, ref)
    made = perform_once(key_of(request), "scenario.look", by=request.actor, scenario=one)
    return HttpResponseRedirect(reverse("unserved", args=[made.ref]))

"""One visit: who comes where and when, and what can be done about it."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.matching import queries
from towngown.domain.matching.rules import is_its_teacher
from towngown.domain.matching.words import DISPATCH_STATES
from towngown.domain.orders.compute import all_halves
from towngown.foundation.journal.action import VERBS, verbs_for
from towngown.foundation.journal.queries import if_seen
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem
from towngown.web.dispatch.present import DISPATCH_TONES, kilometres, place_names
from towngown.web.shared.addresses import form_href, href
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.forms import form_for
from towngown.web.shared.wording import words


def visit(request: HttpRequest, ref: str) -> HttpResponse:
    """Its page."""
    by = request.actor
    one = or_not_found(queries.dispatch(by, ref), ref)
    context = {
        "visit": one,
        "state": words(DISPATCH_STATES[one.state]),
        "tone": DISPATCH_TONES.get(one.state, "plain"),
        "invented": one.partnership.caveat,
        "facts": _facts(by, one),
        "actions": _actions(by, one),
    }
    return render(request, "dispatch/visit.html", context)


def _facts(by: Any, one: Any) -> list[dict[str, Any]]:
    scenario = one.scenario
    known = [
        (_("When"), words(one.half_day), "", ""),
        (_("Place"), place_names([one.place_code])[one.place_code], "", "zh-Hans"),
        (_("Who comes"), str(one.teacher), href(if_seen(by, one.teacher)), "zh-Hans"),
        (_("How far, as the crow flies"), _("{km} km").format(km=kilometres(one.metres)) if one.metres is not None else "", "", ""),
        (_("What was ordered"), words(one.order), href(one.order), ""),
        (_("Which week of it"), str(one.unit + 1) if one.order.weeks > 1 else "", "", ""),
        (_("Round"), words(scenario), href(scenario), ""),
        (_("Moved by hand"), one.reason if one.by_hand else "", "", ""),
        (_("Why not"), one.reason if one.state in ("declined", "freed") and not one.by_hand else "", "", ""),
    ]  # fmt: skip
    return [
        {"label": label, "value": value, "href": address, "lang": lang}
        for label, value, address, lang in known
        if value
    ]


def _actions(by: Any, one: Any) -> list[dict[str, Any]]:
    """A teacher accepts at one press; who answers for them says so in the form."""
    direct = is_its_teacher(by, one)
    return [
        {"label": words(verb.label), "href": reverse("do_on", args=[verb.name, one.kind, one.ref]), "method": "post", "primary": True}
        if direct and verb.name == "dispatch.accept"
        else {"label": words(verb.label), "href": form_href(verb.name, one), "primary": verb.name == "dispatch.accept"}
        for verb in verbs_for(by, one)
    ]  # fmt: skip


def move(request: HttpRequest, ref: str) -> HttpResponse:
    """The form of a change by hand: who can give it and how far they come, the half-days of the round, wished ones first."""
    by = request.actor
    one, verb = or_not_found(queries.dispatch(by, ref), ref), VERBS["dispatch.move"]
    if not verb.may(by, one):
        raise Problem("not_allowed")
    posted = request.POST if request.method == "POST" else None
    form = form_for(verb, by, one, posted, initial={"teacher": one.teacher, "when": one.when})
    if posted is not None and attempt(request, verb, one, form) is not None:
        return HttpResponseRedirect(reverse("visit", args=[ref]))
    context = {
        "visit": one,
        "invented": one.partnership.caveat,
        "form": form,
        "fields": [_field(one, shown) for shown in form.shown],
        "key": key_of(request),
    }
    return render(request, "dispatch/move.html", context, status=422 if posted is not None else 200)


def _field(one: Any, shown: dict[str, Any]) -> dict[str, Any]:
    """Half-days as one list of the round's days; teachers with the way they come."""
    if shown["name"] == "when":
        return shown | {"kind": "select", "options": _half_days(one, shown)}
    if shown["name"] == "teacher":
        far = queries.metres_to(one)
        for option in shown.get("options", ()):
            metres = far.get(option["value"])
            if metres is not None:
                option["label"] = _("{name} · {km} km").format(name=option["label"], km=kilometres(metres))
    return shown


def _half_days(one: Any, shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of the round; first what the order wishes for this week of it, as far as it lies in the round."""
    round_, chosen = one.scenario.round, shown.get("value") or []
    days = [round_.first_day + timedelta(days=at) for at in range((round_.last_day - round_.first_day).days + 1)]
    later, halves = timedelta(weeks=one.unit), all_halves(days)
    wished = [HalfDay(row.day + later, row.half) for row in one.order.wishes.all()]
    wished = [half for half in wished if half in halves]
    every = wished + [half for half in halves if half not in wished]
    return [
        {
            "value": half.format(),
            "label": _("{when} (wished)").format(when=words(half)) if half in wished else words(half),
            "chosen": half.format() in chosen if chosen else half == one.half_day,
        }
        for half in every
    ]

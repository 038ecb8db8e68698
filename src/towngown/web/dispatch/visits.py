"""One visit: who comes where and when, and what can be done about it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.matching import queries
from towngown.domain.matching.rules import is_its_teacher
from towngown.domain.matching.words import DISPATCH_STATES
from towngown.foundation.journal.action import verbs_for
from towngown.web.dispatch.present import DISPATCH_TONES, found, kilometres, place_names
from towngown.web.shared.addresses import form_href, href
from towngown.web.shared.wording import words


def visit(request: HttpRequest, ref: str) -> HttpResponse:
    """Its page."""
    by = request.actor
    one = found(queries.dispatch(by, ref), ref)
    context = {
        "visit": one,
        "state": words(DISPATCH_STATES[one.state]),
        "tone": DISPATCH_TONES.get(one.state, "plain"),
        "invented": one.partnership.caveat,
        "facts": _facts(one),
        "actions": _actions(by, one),
    }
    return render(request, "dispatch/visit.html", context)


def _facts(one: Any) -> list[dict[str, Any]]:
    scenario = one.scenario
    known = [
        (_("When"), words(one.half_day), "", ""),
        (_("Where"), place_names([one.place_code])[one.place_code], "", "zh-Hans"),
        (_("Who comes"), str(one.teacher), href(one.teacher), "zh-Hans"),
        (_("How far, as the crow flies"), _("{km} km").format(km=kilometres(one.metres)) if one.metres is not None else "", "", ""),
        (_("Order"), words(one.order), href(one.order), ""),
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
        else {"label": words(verb.label), "href": form_href(verb.name, one), "primary": at == 0}
        for at, verb in enumerate(verbs_for(by, one))
    ]  # fmt: skip

"""What is this station, who runs it, and what happens there?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.activities import queries as activities
from towngown.domain.evidence.compute import strength
from towngown.domain.stations import queries
from towngown.web.partnerships import present, recent
from towngown.web.shared.addresses import href
from towngown.web.shared.wording import words

LINES = 25


def station(request: HttpRequest, ref: str) -> HttpResponse:
    """The page of one station."""
    by = request.actor
    one = present.found(queries.station(by, ref), ref)
    held = activities.activities(by).filter(station=one)[:LINES]
    context = {
        "station": one,
        "partnership": one.partnership,
        "invented": one.partnership.caveat,
        "facts": _facts(one),
        "milestones": [
            {"date": row.last_day, "when": recent.when(row), "text": words(row), "level": strength(row.claim.support)}
            for row in queries.milestones(by, one)
        ],
        "story": [
            {"date": row.last_day, "when": recent.when(row), "text": words(row), "href": href(row), "sides": []}
            for row in held
        ],
        "actions": present.buttons(by, one),
    }
    return render(request, "partnerships/station.html", context)


def _facts(one: Any) -> list[dict[str, Any]]:
    quantity = one.quantity
    counted = quantity.low is not None or quantity.high is not None
    facts = [
        {"label": _("Partnership"), "value": words(one.partnership), "href": href(one.partnership)},
        {"label": _("Open since"), "value": words(one.when) if one.first_day else one.day_words},
        {"label": _("Run by"), "value": words(one.operator) if one.operator else ""},
        {"label": _("Director"), "value": one.director.name if one.director else ""},
        {"label": _("Holds at once"), "value": words(quantity) if counted else ""},
        {"label": _("Floors"), "value": one.floors or ""},
        {"label": _("Floor area"), "value": f"{one.area_m2} m²" if one.area_m2 else ""},
    ]
    return [fact for fact in facts if fact["value"]]

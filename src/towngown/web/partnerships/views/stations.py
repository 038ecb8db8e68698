"""What is this station, who runs it, what is on there, what came of it, and who comes again?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from towngown.domain.activities import queries as activities
from towngown.domain.attendance import queries as attendance
from towngown.domain.attendance.compute.numbers import begins
from towngown.domain.attendance.rules import prints
from towngown.domain.attendance.words import FUNNEL, SESSION_STATES
from towngown.domain.evidence.compute import strength
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.outcomes.words import OUTPUT_KINDS
from towngown.domain.stations import queries
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.web.partnerships import present, recent
from towngown.web.shared.addresses import form_href, href, list_href
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.wording import people, words

LINES = 25
SOON = 8  # sessions to come
WORKS = 50


def station(request: HttpRequest, ref: str) -> HttpResponse:
    """The page of one station."""
    by = request.actor
    one = or_not_found(queries.station(by, ref), ref)
    held = activities.activities(by).filter(station=one)[:LINES]
    context = {
        "station": one,
        "partnership": one.partnership,
        "invented": one.partnership.caveat,
        "facts": _facts(one),
        "resources": [line.strip() for line in one.resources.splitlines() if line.strip()],
        "programme": _programme(by, one),
        "sessions_href": list_href("session", station=one.ref) if attendance.at_station(by, one).exists() else "",
        "works": _works(by, one),
        "funnel": _funnel(by, one),
        "milestones": [
            {"date": row.last_day, "when": recent.when(row), "text": words(row), "level": strength(row.claim.support)}
            for row in queries.milestones(by, one)
        ],
        "story": [
            {"date": row.last_day, "when": recent.when(row), "text": words(row), "href": href(row), "sides": []}
            for row in held
        ],
        "actions": present.buttons(by, one),
        "room": _room(by, one),
    }
    return render(request, "partnerships/station.html", context)


def _facts(one: Any) -> list[dict[str, Any]]:
    quantity = one.quantity
    counted = quantity.low is not None or quantity.high is not None
    facts = [
        {"label": _("Open since"), "value": words(one.when) if one.first_day else one.day_words},
        {"label": _("Run by"), "value": words(one.operator) if one.operator else ""},
        {"label": _("Director"), "value": one.director.name if one.director else ""},
        {"label": _("Holds at once"), "value": people(quantity) if counted else ""},
        {"label": _("Floors"), "value": pgettext("floors", "{n}").format(n=one.floors) if one.floors else ""},
        {"label": _("Floor area"), "value": _("{n} m²").format(n=one.area_m2) if one.area_m2 else ""},
    ]
    return [fact for fact in facts if fact["value"]]


def _programme(by: Any, one: Any) -> list[dict[str, Any]]:
    """What is on next, earliest first."""
    coming = attendance.at_station(by, one).filter(day__gte=clock.today()).order_by("day", "half", "pk")[:SOON]
    return [
        {"date": row.day, "when": "", "text": words(row), "href": href(row), "sides": _about(row)} for row in coming
    ]


def _about(row: Any) -> list[dict[str, Any]]:
    """When it begins, and what became of it where that is known."""
    known = [f"{begins(row.day, row.half, row.start_time):%H:%M}"]
    known += [words(SESSION_STATES[row.state])] if row.state != "planned" else []
    return [{"text": one, "differs": False} for one in known]


def _works(by: Any, one: Any) -> list[dict[str, Any]]:
    """What came of it, what became of it, and where it is used."""
    rows = list(outcomes.of_station(by, one)[:WORKS])
    places = names(row.place_code for row in rows)
    return [
        {"title": words(row), "kind": words(OUTPUT_KINDS[row.output_kind]), "state": row.state_words,
         "place": places.get(row.place_code, row.place_code)}
        for row in rows
    ]  # fmt: skip


def _funnel(by: Any, one: Any) -> dict[str, Any] | None:
    """The steps with their definitions; none before anybody signed in."""
    found = attendance.followed(attendance.at_station(by, one))
    if not found.steps["learner"] and not found.unfollowed:
        return None
    steps = [{"definition": words(text), "number": found.steps[step]} for step, text in FUNNEL.items()]
    return {"steps": steps, "unfollowed": found.unfollowed}


def _room(by: Any, one: Any) -> list[dict[str, Any]]:
    """For those who run it: the code for its wall, its calendar."""
    found = []
    if prints(by, one):
        wall = attendance.wall_of_station(one)
        address = href(wall) if wall else form_href("wall.print", one, station=one.ref)
        found.append({"label": _("The code for the wall"), "href": address})
    if by.seats_in(one.partnership_id):
        address = form_href("session_feed.open", one, station=one.ref)
        found.append({"label": _("Its calendar on my phone"), "href": address})
    return found

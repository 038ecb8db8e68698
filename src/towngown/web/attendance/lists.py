"""What is on: the list of all sessions that I may see, narrowed, counted and exported."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.attendance import actions, queries
from towngown.domain.attendance.compute.numbers import begins
from towngown.domain.attendance.words import SESSION_STATES
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.partnerships.words import SIDES
from towngown.domain.stations import queries as stations
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.text import mark
from towngown.web.attendance.present import TONES, moment
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.invented import named
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import page_through, place_code, through
from towngown.web.shared.wording import words

NARROWING = ("q", "partnership", "when", "state", "place", "station")
WHEN = {"coming": mark("Today and later"), "past": mark("Over")}


def sessions(request: HttpRequest) -> HttpResponse:
    """The list, 25 rows a page: today and later as it comes, then what is over, the latest first."""
    station = _station(request)
    narrowing = _narrowing(request, station)
    listed = queries.listed(request.actor, narrowing, clock.today())
    counts = listed.counts or {}
    page = page_through(request, queries.in_order(listed.found, clock.today()))
    context = {
        "text": narrowing.text,
        "station": station,
        "selects": _selects(request, narrowing, listed.towns),
        "count": None if listed.counts is None else counts.get(narrowing.state, 0) if narrowing.state else sum(counts.values()),
        "figures": [
            {"label": words(SESSION_STATES[state]), "value": counts[state], "unit": _("sessions")} for state in SESSION_STATES if state in counts
        ],
        "rows": _shown(page.rows),
        "newer": page.newer,
        "older": page.older,
        "narrowed": any(request.GET.get(name) for name in NARROWING),
        "member": bool(request.actor.seats),
    } | files(request, "sessions_export")  # fmt: skip
    return render(request, "attendance/list.html", context)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    header = [
        _("Day"), _("Begins at"), _("Session"), _("Place"), _("Where"), _("State"), _("By the code"), _("On paper"),
        _("Counted by the host"), _("The place says"), _("The university says"), _("Partnership"),
    ]  # fmt: skip
    return handed_over(request, form, "sessions", actions.export, header, _lines(request))


def _lines(request: HttpRequest) -> Iterator[list[Any]]:
    """What the file says of each session, in the order of the list."""
    found = queries.listed(request.actor, _narrowing(request, _station(request)), clock.today()).found
    rows = through(queries.in_order(found, clock.today()), TAKEN)
    places, numbers = names(one.place_code for one in rows), queries.numbers_of(rows)
    for one in rows:
        yield _cells(one, places, numbers[one.pk])


def _narrowing(request: HttpRequest, station: Any) -> queries.Narrowing:
    slug, place = request.GET.get("partnership", ""), request.GET.get("place", "")
    when = request.GET.get("when", "")
    return queries.Narrowing(
        text=request.GET.get("q", "").strip()[:100],
        state=request.GET.get("state", ""),
        when=when if when in WHEN else "",
        place_code=place_code(place),
        partnership_id=(partnerships.wall_of(slug) or 0) if slug else None,
        station_id=(station.pk if station else 0) if request.GET.get("station") else None,
    )


def _station(request: HttpRequest) -> Any:
    """The station that the address names, if the viewer may see it."""
    ref = request.GET.get("station", "")
    return stations.station(request.actor, ref) if ref else None


def _selects(request: HttpRequest, narrowing: queries.Narrowing, towns: Mapping[str, int]) -> list[dict[str, Any]]:
    walls = [(one.slug, named(one)) for one in partnerships.choosable(request.actor)]
    states = [(state, words(label)) for state, label in SESSION_STATES.items()]
    return [
        select("partnership", _("Partnership"), walls, request.GET.get("partnership", "")),
        *_places(towns, narrowing.place_code),
        select("when", _("When"), [(when, words(label)) for when, label in WHEN.items()], narrowing.when),
        select("state", _("State"), states, narrowing.state),
    ]


def _places(towns: Mapping[str, int], chosen: str) -> list[dict[str, Any]]:
    """The filter by place: the towns that have sessions, and the village or district that the address names."""
    codes = sorted({*filter(None, towns), chosen} - {""})
    called = names(codes)
    return [select("place", _("Place"), [(code, called.get(code, code)) for code in codes], chosen)] if codes else []


def _shown(rows: list[Any]) -> list[dict[str, Any]]:
    """Rows with their numbers, read in a fixed number of queries for all of them."""
    numbers, places = queries.numbers_of(rows), names(row.place_code for row in rows)
    return [
        {
            "session": row,
            "when": moment(row),
            "state": words(SESSION_STATES[row.state]),
            "tone": TONES[row.state],
            "place": places.get(row.place_code, ""),
            "came": came(numbers[row.pk]),
        }
        for row in rows
    ]


def came(numbers: Any) -> str:
    """How many came: one number when the sides agree, each with its side when not; else how many signed in."""
    said = numbers.said or {}
    if not said:
        return _("{n} signed in").format(n=numbers.signed) if numbers.signed else ""
    counted = {side: _("{n} people").format(n=people) for side, people in said.items()}
    if not numbers.differ:
        return next(iter(counted.values()))
    return " · ".join(f"{words(SIDES[side])} {people}" for side, people in counted.items())


def _cells(one: Any, places: dict[str, str], numbers: Any) -> list[Any]:
    said = numbers.said or {}
    place = next((people for side, people in said.items() if side != "campus"), None)
    return [
        one.day, begins(one.day, one.half, one.start_time).strftime("%H:%M"), named(one),
        places.get(one.place_code, one.place_code), one.where, words(SESSION_STATES[one.state]), numbers.code,
        numbers.paper, numbers.host, place, said.get("campus"), named(one.partnership),
    ]  # fmt: skip

"""Codes for walls: mine, a new one, and the poster to print."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.attendance import queries
from towngown.domain.attendance.rules import prints
from towngown.domain.orders.rules import SPEAKING
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.stations import queries as stations
from towngown.foundation.journal.action import perform_once, verbs_for
from towngown.foundation.places.queries import names
from towngown.kit.problems import Problem
from towngown.web.attendance.present import code_drawn, title_of_wall
from towngown.web.shared.addresses import form_href
from towngown.web.shared.do import key_of
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.paging import place_code
from towngown.web.shared.wording import sentence, words

THIS_COMPUTER = ("127.0.0.1", "::1", "localhost")


def walls(request: HttpRequest) -> HttpResponse:
    """The codes in my reach with their posters, and a form for another room."""
    by = request.actor
    if not by.seats:
        raise Problem("not_allowed")
    refused = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(reverse("wall_code", args=[_made(request).ref]))
        except Problem as problem:
            refused = sentence(problem)
    rows = list(queries.walls(by)[:500])
    places = names(one.place_code for one in rows)
    rooms = _rooms(request)
    context = {
        "rows": [_row(by, one, places) for one in rows],
        "rooms": [{"value": value, "label": label, "chosen": value == _wanted(request)} for value, label in rooms],
        "refused": refused,
        "only_here": urlsplit(settings.SITE_ADDRESS).hostname in THIS_COMPUTER,
        "key": key_of(request),
    }
    return render(request, "attendance/walls.html", context, status=422 if refused else 200)


def _row(by: Any, one: Any, places: dict[str, str]) -> dict[str, Any]:
    return {
        "wall": one,
        "title": title_of_wall(one, places),
        "address": settings.SITE_ADDRESS.rstrip("/") + reverse("wall", args=[one.code]),
        "buttons": [{"label": words(verb.label), "href": form_href(verb.name, one)} for verb in verbs_for(by, one)],
    }


def _wanted(request: HttpRequest) -> str:
    """The room that the page before named."""
    given = request.POST.get("room", "")
    station, slug, place = (request.GET.get(name, "") for name in ("station", "partnership", "place"))
    return given or (f"station {station}" if station else f"place {slug} {place}")


def _rooms(request: HttpRequest) -> list[tuple[str, str]]:
    """The stations and places for which this person may make a code: (value, label)."""
    by = request.actor
    walls_ = {one.pk: one for one in partnerships.partnerships(by) if by.seats_in(one.pk)}
    rooms = [(f"station {one.ref}", words(one)) for one in stations.stations(by) if prints(by, one)]
    own = {
        (walls_[seat.partnership_id].slug, seat.place_code)
        for seat in by.seats
        if seat.place_code and seat.role in SPEAKING and seat.partnership_id in walls_
    }
    asked = (request.GET.get("partnership", ""), request.GET.get("place", ""))
    if all(asked) and asked[0] in {one.slug for one in walls_.values()} and place_code(asked[1]):
        own.add(asked)
    places = names(place for _slug, place in own)
    return rooms + [(f"place {slug} {place}", places.get(place, place)) for slug, place in sorted(own)]


def _made(request: HttpRequest) -> Any:
    """The code of the room that was chosen. Raises when it was none of those offered."""
    room = request.POST.get("room", "")
    if room not in {value for value, _label in _rooms(request)}:
        raise Problem("required", "room")
    kind, *named = room.split(" ")
    given: dict[str, Any] = {}
    if kind == "station":
        given["station"] = or_not_found(stations.station(request.actor, named[0]), named[0])
        given["partnership"] = given["station"].partnership
    else:
        given["partnership"] = or_not_found(partnerships.by_slug(request.actor, named[0]), named[0])
        given["place_code"] = named[1]
    return perform_once(key_of(request), "wall.print", by=request.actor, **given)


def poster(request: HttpRequest, ref: str) -> HttpResponse:
    """The A4 sheet for the wall: the code, its address in letters, what it does and what it does not."""
    wall = or_not_found(queries.wall_code(request.actor, ref), ref)
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("wall", args=[wall.code])
    context = {
        "wall": wall,
        "invented": wall.partnership.caveat,
        "title": title_of_wall(wall, names([wall.place_code])),
        "address": address,
        "svg": code_drawn(address),
        "back_href": reverse("walls"),
        "back_label": _("Codes for walls"),
    }
    return render(request, "attendance/poster.html", context)

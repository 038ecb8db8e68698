"""Calendar addresses of teachers, places and stations: mine, and what phones and desks read there (RFC 5545)."""

from datetime import datetime, timedelta
from typing import Any

import icalendar
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page

from towngown.domain.attendance import actions, queries
from towngown.domain.attendance.compute.numbers import begins, ends
from towngown.domain.orders import queries as orders
from towngown.domain.orders.rules import SPEAKING
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.partnerships.queries import actor_for
from towngown.domain.stations import queries as stations
from towngown.foundation.accounts.queries import user_behind
from towngown.foundation.journal.action import perform_once
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.web.shared.do import key_of
from towngown.web.shared.invented import named
from towngown.web.shared.wording import sentence, words

ZONE = "Asia/Shanghai"
STATUS = {"planned": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def feeds(request: HttpRequest) -> HttpResponse:
    """My addresses, and of whom a new one can be opened; a new one is shown once, in both languages."""
    by = request.actor
    if not by.seats:
        raise Problem("not_allowed")
    addresses: list[dict[str, str]] = []
    refused = ""
    if request.method == "POST":
        if request.POST.get("withdraw"):
            return _withdrawn(request)
        try:
            addresses = _opened(request)
        except Problem as problem:
            refused = sentence(problem)
    mine = list(queries.feeds(by))
    places = names(one.place_code for one in mine)
    context = {
        "feeds": [{"feed": one, "title": _title(one, places)} for one in mine],
        "choices": [
            {"value": value, "label": label, "chosen": value == _wanted(request)}
            for value, (label, _given) in _choices(request).items()
        ],
        "addresses": addresses,
        "refused": refused,
        "key": key_of(request),
    }
    return render(request, "attendance/calendars.html", context, status=422 if refused else 200)


def _wanted(request: HttpRequest) -> str:
    for kind in ("teacher", "station"):
        if request.GET.get(kind):
            return f"{kind} {request.GET[kind]}"
    return request.POST.get("of", "")


def _choices(request: HttpRequest) -> dict[str, tuple[str, dict[str, Any]]]:
    """Value → label and what the verb is given: me as a teacher, the places I speak for, the stations."""
    by = request.actor
    walls = {one.pk: one for one in partnerships.partnerships(by) if by.seats_in(one.pk)}
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for one in orders.teacher_of(by):
        given = {"partnership": one.partnership, "teacher": one}
        found[f"teacher {one.ref}"] = (_("My visits: {partnership}").format(partnership=named(one.partnership)), given)
    seats = [seat for seat in by.seats if seat.place_code and seat.role in SPEAKING and seat.partnership_id in walls]
    places = names(seat.place_code for seat in seats)
    for seat in seats:
        wall = walls[seat.partnership_id]
        label = f"{places.get(seat.place_code, seat.place_code)} · {named(wall)}"
        found[f"place {wall.slug} {seat.place_code}"] = (label, {"partnership": wall, "place_code": seat.place_code})
    for station in stations.stations(by):
        if station.partnership_id in walls:
            found[f"station {station.ref}"] = (named(station), {"partnership": station.partnership, "station": station})
    return found


def _opened(request: HttpRequest) -> list[dict[str, str]]:
    """The new address in both languages; none when this form was sent before. Raises for none of those offered."""
    chosen = _choices(request).get(request.POST.get("of", ""))
    if chosen is None:
        raise Problem("required", "of")
    opened = perform_once(key_of(request), "session_feed.open", by=request.actor, **chosen[1])
    if opened is None:
        return []
    found = []
    for code, label in settings.LANGUAGES:
        with override(code):
            path = reverse("session_feed", args=[opened.token])
        found.append({"language": label, "address": settings.SITE_ADDRESS.rstrip("/") + path})
    return found


def _withdrawn(request: HttpRequest) -> HttpResponse:
    for one in queries.feeds(request.actor):
        if str(one.pk) == request.POST["withdraw"]:
            actions.withdraw_feed(by=request.actor, feed=one)
    return HttpResponseRedirect(reverse("session_feeds"))


@conditional_page
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind an address, as whoever opened it may see it today. Raises not_found for an unknown one."""
    feed = queries.feed_by_token(token)
    user = user_behind(feed.actor_id) if feed else None
    if feed is None or user is None:
        raise Problem("not_found", value="…")
    today = clock.today()
    by = actor_for(user.pk, user.get_full_name(), user.language, user.is_staff, today)
    shown = queries.in_feed(by, feed, today)
    title = _title(feed, names([feed.place_code]))
    return HttpResponse(as_calendar(title, shown), content_type="text/calendar; charset=utf-8")


def _title(feed: Any, places: dict[str, str]) -> str:
    """What a calendar is called on the phone that reads it."""
    if feed.teacher_id:
        return _("My visits: {partnership}").format(partnership=named(feed.partnership))
    if feed.station_id:
        return named(feed.station)
    return f"{places.get(feed.place_code, feed.place_code)} · {named(feed.partnership)}"


def as_calendar(title: str, sessions: list[Any]) -> bytes:
    """The sessions as an iCalendar file: the same sessions give the same bytes."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Towngown//Sessions//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", title)
    made.add("x-wr-calname", title)
    made.add("x-wr-timezone", ZONE)
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    made.add_component(_zone())
    for one in sessions:
        made.add_component(_event(one))
    return bytes(made.to_ical())


def _zone() -> icalendar.Timezone:
    """China's time, which has not changed since 1991."""
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001 - a zone is described in its own time
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(one: Any) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"session-{one.ref}@towngown")
    event.add("sequence", one.changes)
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("dtstart", begins(one.day, one.half, one.start_time))
    event.add("dtend", ends(one.day, one.half, one.start_time, one.minutes))
    event.add("summary", named(one))
    if one.where:
        event.add("location", one.where)
    asked_anew = one.dispatch is not None and one.dispatch.state == "dispatched"
    event.add("status", "TENTATIVE" if one.state == "planned" and asked_anew else STATUS[one.state])
    event.add("transp", "TRANSPARENT" if one.state == "cancelled" else "OPAQUE")
    if one.reason:
        event.add("description", words(one.reason))
    event.add("url", settings.SITE_ADDRESS.rstrip("/") + reverse("session", args=[one.ref]))
    return event

"""Calendar addresses: mine, and what phones and desks read there."""

from datetime import datetime, timedelta
from typing import Any

import icalendar
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from towngown.domain.activities import actions, queries
from towngown.domain.partnerships.queries import actor_for
from towngown.foundation.accounts.queries import user_behind
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.web.shared.invented import named
from towngown.web.shared.wording import words

STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE"}
TWO_HOURS = timedelta(hours=2)  # how long an activity with a time but no end is shown


def feeds(request: HttpRequest) -> HttpResponse:
    """My calendar addresses; a new one is shown once."""
    if not request.actor.seats:
        raise Problem("not_allowed")
    address = ""
    if request.method == "POST":
        if request.POST.get("withdraw"):
            mine = [one for one in queries.feeds(request.actor) if str(one.pk) == request.POST["withdraw"]]
            for one in mine:
                actions.withdraw_feed(by=request.actor, feed=one)
            return HttpResponseRedirect(reverse("calendar"))
        opened = actions.open_feed(by=request.actor)
        address = settings.SITE_ADDRESS.rstrip("/") + reverse("calendar_feed", args=[opened.token])
    return render(request, "activities/calendar.html", {"feeds": queries.feeds(request.actor), "address": address})


def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind the address, as its owner may see it today. Raises not_found for an unknown address."""
    feed = queries.feed_by_token(token)
    user = user_behind(feed.actor_id) if feed else None
    if feed is None or user is None:
        raise Problem("not_found", value="…")
    today = clock.today()
    by = actor_for(user.pk, user.get_full_name(), user.language, user.is_staff, today)
    shown = queries.in_calendar(by, feed, today)
    return HttpResponse(as_calendar(shown), content_type="text/calendar; charset=utf-8")


def as_calendar(activities: list[Any]) -> bytes:
    """The activities as an iCalendar file (RFC 5545)."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Towngown//Activities//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", words("Activities"))
    for one in activities:
        made.add_component(_event(one))
    return made.to_ical()


def _event(one: Any) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{one.ref}@towngown")
    event.add("dtstamp", clock.now())
    event.add("summary", named(one))
    if one.start_time and one.first_day == one.last_day:  # the hour of several days is not that of one long block
        starts = datetime.combine(one.first_day, one.start_time, clock.ZONE).astimezone(clock.UTC)
        event.add("dtstart", starts)
        event.add("dtend", max(starts, datetime.combine(one.last_day, one.start_time, clock.ZONE)) + TWO_HOURS)
    else:
        event.add("dtstart", one.first_day)
        event.add("dtend", one.last_day + timedelta(days=1))
    if one.where:
        event.add("location", one.where)
    event.add("status", STATUS.get(one.state, "CONFIRMED"))
    event.add("url", settings.SITE_ADDRESS.rstrip("/") + reverse("activity", args=[one.ref]))
    return event

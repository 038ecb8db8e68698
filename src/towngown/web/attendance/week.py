"""The teacher's week on a phone: what waits for an answer, what is on this week and the next, being away."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.attendance import queries
from towngown.domain.attendance.words import SESSION_STATES
from towngown.domain.orders import queries as orders
from towngown.domain.orders.words import ABSENCES
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.halfdays import HALVES
from towngown.kit.problems import Problem
from towngown.web.attendance.present import TONES, day_of_week, hours
from towngown.web.shared.addresses import form_href, href
from towngown.web.shared.do import key_of
from towngown.web.shared.wording import words

ANSWERS = ("dispatch.accept", "dispatch.decline")
MOST = 50


def my_week(request: HttpRequest) -> HttpResponse:
    """The page of whoever is a teacher."""
    by = request.actor
    teachers = orders.teacher_of(by)
    if not teachers:
        raise Problem("not_allowed")
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    on = queries.of_teacher(by, teachers, monday, monday + timedelta(days=13))
    waiting = queries.dispatched_to(by, teachers, today)[:MOST]
    places = names(one.place_code for one in [*on, *waiting])
    weeks = [(_("This week"), on_in(on, monday)), (_("The week after"), on_in(on, monday + timedelta(days=7)))]
    context = {
        "weeks": [{"title": title, "rows": [_row(one, places) for one in rows]} for title, rows in weeks],
        "waiting": [_waiting(request, one, places) for one in waiting],
        "teachers": [_teacher(by, one, today) for one in teachers],
        "several": len(teachers) > 1,
        "invented": next((one.partnership.caveat for one in teachers if one.partnership.caveat), ""),
    }
    return render(request, "attendance/week.html", context)


def on_in(sessions: list[Any], monday: date) -> list[Any]:
    """Those of the week that begins on this Monday."""
    return [one for one in sessions if monday <= one.day < monday + timedelta(days=7)]


def _row(one: Any, places: dict[str, str]) -> dict[str, Any]:
    return {
        "session": one,
        "day": day_of_week(one.day),
        "hours": hours(one),
        "place": places.get(one.place_code, ""),
        "state": words(SESSION_STATES[one.state]) if one.state != "planned" else "",
        "tone": TONES[one.state],
    }


def _waiting(request: HttpRequest, one: Any, places: dict[str, str]) -> dict[str, Any]:
    """A visit to answer: yes at one tap, no with its form."""
    open_ = {verb.name: verb for verb in verbs_for(request.actor, one) if verb.name in ANSWERS}
    accept, decline = (open_.get(name) for name in ANSWERS)
    return {
        "dispatch": one,
        "day": day_of_week(one.day),
        "half": words(HALVES[one.half]),
        "place": places.get(one.place_code, ""),
        "accept": {"href": reverse("do_on", args=[accept.name, one.kind, one.ref]), "label": words(accept.label)}
        if accept else None,
        "decline": {"href": form_href(decline.name, one, next=reverse("my_week")), "label": words(decline.label)}
        if decline else None,
        "key": key_of(request),
    }  # fmt: skip


def _teacher(by: Any, one: Any, today: date) -> dict[str, Any]:
    """What one can say of oneself as a teacher of one partnership."""
    away = [{"first": row.first_day, "last": row.last_day, "kind": words(ABSENCES[row.absence_kind])}
            for row in orders.absences(one, today)]  # fmt: skip
    back = {"next": reverse("my_week")}
    return {
        "teacher": one,
        "away": away,
        "href": href(one),
        "buttons": [
            {"label": _("Away or ill"), "href": form_href("teacher.away", one, **back)},
            {"label": _("Days away from my calendar file"), "href": reverse("busy", args=[one.ref])},
            {"label": _("My visits in my own calendar"), "href": reverse("session_feeds") + f"?teacher={one.ref}"},
        ],
    }

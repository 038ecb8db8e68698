"""The board: who comes where in this week?"""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from towngown.domain.matching import queries
from towngown.domain.matching.queries.board import SIZE
from towngown.domain.matching.words import DISPATCH_STATES
from towngown.domain.orders import queries as orders
from towngown.foundation.journal.action import VERBS
from towngown.foundation.places.queries import names
from towngown.kit.halfdays import HALVES, WEEKDAYS
from towngown.web.dispatch.present import DISPATCH_TONES, scenario_at
from towngown.web.shared.addresses import form_href, href
from towngown.web.shared.lists import select
from towngown.web.shared.paging import page_number, place_code
from towngown.web.shared.wording import day_words, words

WORKDAYS = 5
NARROWING = ("week", "town", "category", "q")


def board(request: HttpRequest, ref: str) -> HttpResponse:
    """One week of a scenario, 25 teachers a page."""
    by = request.actor
    one = scenario_at(by, ref)
    narrow = queries.Narrow(
        town=place_code(request.GET.get("town", "")),
        category_ref=request.GET.get("category", ""),
        text=request.GET.get("q", "").strip()[:50],
    )
    number = page_number(request)
    found = queries.board(by, one, _day(request.GET.get("week", "")), narrow, number)
    towns = names(one.figures.get("towns", {}))
    shown = _days(found)
    context = {
        "scenario": one,
        "invented": one.partnership.caveat,
        "monday": found.monday,
        "days": [{"day": day, "label": words(WEEKDAYS[day.weekday()])} for day in shown],
        "rows": _rows(by, one, found, shown),
        "selects": _selects(by, one, found, towns, narrow),
        "q": narrow.text,
        "count": found.count,
        "visits": found.visits,
        "earlier": _page(request, found.monday - timedelta(days=7), found.weeks),
        "later": _page(request, found.monday + timedelta(days=7), found.weeks),
        "newer": _with(request, page=number - 1) if number > 1 else "",
        "older": _with(request, page=number + 1) if found.count > number * SIZE else "",
        "narrowed": bool(narrow.town or narrow.category_ref or narrow.text),
    }
    return render(request, "dispatch/board.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(found: queries.Board) -> list[date]:
    """The working days, and those of the weekend on which somebody comes."""
    week = [found.monday + timedelta(days=at) for at in range(7)]
    busy = {visit.day for _, visits in found.rows for visit in visits}
    return [day for day in week if day.weekday() < WORKDAYS or day in busy]


def _rows(by: Any, scenario: Any, found: queries.Board, shown: list[date]) -> list[dict[str, Any]]:
    seen = set(orders.teachers(by).filter(pk__in=[one.pk for one, _ in found.rows]).values_list("pk", flat=True))
    places = names(visit.place_code for _, visits in found.rows for visit in visits)
    crowds = {(one.place_code, one.half_day): one.visits for one in queries.crowds(by, scenario)}
    return [
        {
            "teacher": teacher,
            "href": href(teacher) if teacher.pk in seen else "",
            "count": len(visits),
            "cells": [
                {
                    "label": day_words(day),
                    "visits": [_visit(by, visit, places, crowds) for visit in visits if visit.day == day],
                }
                for day in shown
            ],
        }
        for teacher, visits in found.rows
    ]  # fmt: skip


def _visit(by: Any, visit: Any, places: dict[str, str], crowds: dict[Any, int]) -> dict[str, Any]:
    return {
        "visit": visit,
        "half": words(HALVES[visit.half]),
        "place": places.get(visit.place_code, visit.place_code),
        "at_once": crowds.get((visit.place_code, visit.half_day), 0),
        "asked": visit.state != "accepted",
        "state": words(DISPATCH_STATES[visit.state]) if visit.state != "drafted" else "",
        "tone": DISPATCH_TONES.get(visit.state, "plain"),
        "move": form_href("dispatch.move", visit) if VERBS["dispatch.move"].open_to(by, visit) else "",
    }


def _selects(
    by: Any, one: Any, found: queries.Board, towns: dict[str, str], narrow: queries.Narrow
) -> list[dict[str, Any]]:
    weeks = [
        (monday.isoformat(), _("Week of {day}").format(day=date_format(monday, _("j F"))))
        for monday in found.weeks
    ]  # fmt: skip
    shelves = [(shelf.ref, words(shelf)) for shelf in orders.categories(by, one.partnership)]
    return [
        select("week", _("Week"), weeks, found.monday.isoformat(), everything=False),
        select("town", _("Town"), sorted(towns.items()), narrow.town),
        select("category", _("Category"), shelves, narrow.category_ref),
    ]


def _page(request: HttpRequest, monday: date, weeks: Any) -> str:
    """The same board in another week, or "" outside the round."""
    if monday not in weeks:
        return ""
    return _with(request, week=monday.isoformat())


def _with(request: HttpRequest, **more: object) -> str:
    """The same board, narrowed as it is, but for this."""
    return "?" + urlencode({name: request.GET[name] for name in NARROWING if request.GET.get(name)} | more)

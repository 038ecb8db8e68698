"""The desk: what must I do today? Then what I was told, what changed, and where I take part."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format

from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.jobs import queries as jobs
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import recent
from towngown.foundation.notices import queries as told
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.web.desk.kinds import KINDS, load
from towngown.web.desk.notices import grouped
from towngown.web.shared.addresses import href
from towngown.web.shared.stories import lines
from towngown.web.shared.today import Todo, todos
from towngown.web.shared.wording import words

ENTRIES, CHANGED, TOLD = 120, 8, 12


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after logging in."""
    by, today = request.actor, clock.today()
    context = {
        "today": today,
        "items": [_item(todo) for todo in todos(by, today)],
        "groups": grouped(by, told.waiting(by, TOLD)),
        "unread": told.unread(by),
        "changed": _changed(by),
        "partnerships": partnerships.partnerships(by).filter(pk__in={seat.partnership_id for seat in by.seats}),
        "jobs": [(job, jobs.label(job)) for job in jobs.under_way(by)[:3]],
    }
    return render(request, "desk/desk.html", context)


def _item(todo: Todo) -> dict[str, Any]:
    """A todo for the today component."""
    text = f"{todo.text} · {_day(todo.due)}" if todo.due else todo.text
    return {
        "what": words(todo.thing) if todo.thing else "",
        "text": text,
        "href": todo.href,
        "button": todo.button_label,
    }


def _day(day: date) -> str:
    return date_format(day, "Y-m-d")


def _changed(by: Actor) -> list[dict[str, Any]]:
    """The last changes in the viewer's partnerships, one line per thing they may see."""
    newest: dict[tuple[str, int], Any] = {}
    for entry in recent({seat.partnership_id for seat in by.seats}, ENTRIES):
        if entry.thing_kind in KINDS and entry.verb in VERBS:
            newest.setdefault((entry.thing_kind, entry.thing_id), entry)
    things = load(by, list(newest)[: CHANGED * 2])
    shown = [(newest[one], things[one]) for one in newest if one in things][:CHANGED]
    said = lines(by, [entry for entry, _ in shown])
    return [line | {"thing": thing, "href": href(thing)} for line, (_, thing) in zip(said, shown, strict=True)]

"""The desk: what must I do today? Then what I was told, what changed, and where I take part."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.orders.queries import offers
from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.jobs import queries as jobs
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import recent
from towngown.foundation.notices import queries as told
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.web.desk.kinds import KINDS, load
from towngown.web.desk.notices import grouped
from towngown.web.shared.addresses import form_href, href, list_href
from towngown.web.shared.invented import caveat_of_all, label
from towngown.web.shared.stories import lines
from towngown.web.shared.today import Todo, title, todos
from towngown.web.shared.wording import words

ENTRIES, CHANGED, TOLD = 120, 8, 12
FEW = 3  # so many things of one sort stand on the desk each by itself


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after logging in."""
    by, today = request.actor, clock.today()
    seated = {seat.partnership_id for seat in by.seats}
    mine = [one for one in partnerships.choosable(by) if one.pk in seated]
    invented = caveat_of_all(mine)
    found = todos(by, today)
    context = {
        "today": today,
        "invented": invented,
        "items": _folded([_item(todo, today) | _label(request, todo.thing, invented) for todo in found]),
        "todo_title": title(sum(todo.number for todo in found)),
        "groups": grouped(by, told.waiting(by, TOLD)),
        "unread": told.unread(by),
        "changed": _changed(by),
        "partnerships": mine,
        "ask_href": _ask(by, mine),
        "menu_href": _menu(by, mine),
        "jobs": [(job, jobs.label(job)) for job in jobs.under_way(by)[:3]],
    }
    return render(request, "desk/desk.html", context)


def _ask(by: Actor, mine: list[Any]) -> str:
    """Where this person may ask for something, or ""."""
    asking = [one for one in mine if VERBS["need.raise"].may(by, one)]
    return form_href("need.raise", asking[0]) if asking else ""


def _menu(by: Actor, mine: list[Any]) -> str:
    """Where this person may order a course, where one is on offer to them, or ""."""
    ordering = [one for one in mine if VERBS["order.place"].may(by, one)]
    laid = bool(ordering) and offers(by).filter(partnership__in=ordering).exists()
    return list_href("offer") if laid else ""


def _label(request: HttpRequest, thing: Any, whole: str) -> dict[str, Any]:
    """What the todo says of a thing that is not real: nothing where the whole page says so."""
    return {"invented": label(request, thing) if thing is not None and not whole else ""}


def _item(todo: Todo, today: date) -> dict[str, Any]:
    """A todo for the today component; the thing is not named twice."""
    text = f"{todo.text} · {_due(todo.due, today)}" if todo.due and not todo.day_told else todo.text
    name = words(todo.thing) if todo.thing else ""
    return {
        "what": "" if name in todo.text else name,
        "text": text,
        "href": todo.href,
        "button": todo.button_label,
        "group": todo.group,
        "number": todo.number,
    }


def _folded(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is many of one sort as one line, where the first of them stood; the most urgent stays first inside."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for at, item in enumerate(items):
        groups.setdefault(item["group"] or str(at), []).append(item)
    found: list[dict[str, Any]] = []
    for several in groups.values():
        number = sum(item["number"] for item in several)
        found += several if number <= FEW else [{"text": several[0]["group"], "several": several, "number": number}]
    return found


def _due(day: date, today: date) -> str:
    """By when, and how long that is over."""
    due = _("due {day}").format(day=words(day))
    over = (today - day).days
    if over <= 0:
        return due
    late = ngettext("{n} day overdue", "{n} days overdue", over).format(n=over)
    return f"{due} · {late}"


def _changed(by: Actor) -> list[dict[str, Any]]:
    """The last changes in the viewer's partnerships, one line per thing they may see."""
    newest: dict[tuple[str, int], Any] = {}
    for entry in recent({seat.partnership_id for seat in by.seats}, ENTRIES):
        if entry.thing_kind in KINDS and entry.verb in VERBS:
            newest.setdefault((entry.thing_kind, entry.thing_id), entry)
    things = load(by, list(newest)[: CHANGED * 2])
    shown = [(newest[one], things[one]) for one in newest if one in things][:CHANGED]
    said = lines(by, [entry for entry, _thing in shown])
    return [line | {"thing": thing, "href": href(thing)} for line, (_entry, thing) in zip(said, shown, strict=True)]

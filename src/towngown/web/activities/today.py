"""What activities ask of this person today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.activities import queries
from towngown.domain.attendance.queries import activities_taught, with_planned_sessions
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import made_by
from towngown.foundation.people.words import LOCAL, SIGNING
from towngown.foundation.places.queries import names
from towngown.kit.actors import Actor
from towngown.web.shared.about import when_and_where
from towngown.web.shared.addresses import href
from towngown.web.shared.today import Todo, first_of, rest
from towngown.web.shared.wording import words

MOST = 20  # of each sort; the list has the rest
AHEAD = timedelta(days=7)  # tasks show up a week before their day


def activities(by: Actor, today: date) -> Iterator[Todo]:
    """Held ones that wait for my side's account, planned ones past their day, my tasks due within a week."""
    if not by.seats:
        return
    own = own_activities(by)
    yield from _held(by, own)
    yield from _past(by, today, own)
    yield from _tasks(by, today)


def _held(by: Actor, own: list[int]) -> Iterator[Todo]:
    held, more = first_of(queries.awaiting_own_side(by, own), MOST)
    places = names(one.place_code for one in held if not one.where)
    group = _("Held: how many came, as your side saw it?")
    for one in held:
        text = _("“{title}”, {about}, took place; how many came, as your side saw it?").format(
            title=words(one), about=when_and_where(one, places.get(one.place_code, ""))
        )
        yield Todo(
            text, _do("activity.confirm", one), words(VERBS["activity.confirm"].label), thing=one, due=one.last_day,
            day_told=True, group=group,
        )  # fmt: skip
    yield from rest(more, reverse("activities") + "?state=held", group)


def _past(by: Actor, today: date, own: list[int]) -> Iterator[Todo]:
    """Those with sessions are asked about session by session."""
    past = queries.planned_past_their_day(by, today, own).exclude(pk__in=with_planned_sessions())
    shown, more = first_of(past, MOST)
    group = _("Planned and over: did they take place?")
    for one in shown:
        text = _("“{title}” was planned for {day}: did it take place?").format(title=words(one), day=words(one.when))
        yield Todo(text, href(one), _("Look"), urgent=True, thing=one, due=one.last_day, day_told=True, group=group)
    yield from rest(more, reverse("activities") + "?state=planned", group)


def _tasks(by: Actor, today: date) -> Iterator[Todo]:
    """No list holds them, so each is told."""
    for task in queries.tasks_due(by, today + AHEAD):
        late = task.due_day is not None and task.due_day < today
        text = _("Task from “{title}”").format(title=words(task.activity))
        yield Todo(
            text, href(task), _("Look"), urgent=late, thing=task, due=task.due_day, group=_("Tasks from meetings")
        )


def own_activities(by: Actor) -> list[int]:
    """Of whoever speaks as a teacher or expert: what they planned themselves, and what they teach."""
    if not any(seat.role == "expert" for seat in by.seats):
        return []
    return [*made_by(by.id, "activity"), *activities_taught(by)]


def disputed(by: Actor, today: date) -> Iterator[Todo]:
    """One line for all that the two sides say differently, for those who sign or work there; a single one is named."""
    if not any(seat.role in (*SIGNING, *LOCAL) for seat in by.seats):
        return
    found = queries.disputed(by)
    first = list(found.order_by("pk")[:2])
    if len(first) == 1:
        one = first[0]
        about = when_and_where(one, names([one.place_code]).get(one.place_code, ""))
        text = _("“{title}”, {about}, is disputed by one side").format(title=words(one), about=about)
        yield Todo(text, href(one), _("Look"), thing=one, day_told=True)
    elif first:
        number = found.count()
        text = ngettext("{n} activity is disputed by one side", "{n} activities are disputed by one side", number)
        yield Todo(text.format(n=number), reverse("activities") + "?state=disputed", _("See them"))


def _do(verb: str, thing: Any) -> str:
    return reverse("do_on", args=[verb, thing.kind, thing.ref])

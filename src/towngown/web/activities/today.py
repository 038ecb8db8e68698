"""What activities ask of this person today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.activities import queries
from towngown.domain.attendance.queries import with_planned_sessions
from towngown.foundation.journal.action import VERBS
from towngown.kit.actors import Actor
from towngown.web.shared.addresses import href
from towngown.web.shared.today import Todo
from towngown.web.shared.wording import words

MOST = 20  # of each sort; the list has the rest
AHEAD = timedelta(days=7)  # tasks show up a week before their day


def activities(by: Actor, today: date) -> Iterator[Todo]:
    """Held ones that wait for my side's account, planned ones past their day, my tasks due within a week."""
    if not by.seats:
        return
    for one in queries.awaiting_own_side(by)[:MOST]:
        text = _("“{title}” took place; how many came, as your side saw it?").format(title=words(one))
        yield Todo(text, _do("activity.confirm", one), words(VERBS["activity.confirm"].label), thing=one)
    past = list(queries.planned_past_their_day(by, today)[: 5 * MOST])
    by_session = with_planned_sessions(one.pk for one in past)
    for one in past:
        if one.pk in by_session:
            continue
        text = _("“{title}” was planned for {day}: did it take place?").format(title=words(one), day=words(one.when))
        yield Todo(text, href(one), _("Look"), urgent=True, thing=one, due=one.last_day, day_told=True)
    for task in queries.tasks_due(by, today + AHEAD)[:MOST]:
        late = task.due_day is not None and task.due_day < today
        text = _("Task from “{title}”").format(title=words(task.activity))
        yield Todo(text, href(task), _("Look"), urgent=late, thing=task, due=task.due_day)


def _do(verb: str, thing: Any) -> str:
    return reverse("do_on", args=[verb, thing.kind, thing.ref])

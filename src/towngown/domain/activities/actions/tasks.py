"""Tasks that a meeting gives: to a party or a person, by a day."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.activities.models import Activity, Task
from towngown.domain.activities.rules import not_over, owns_it, speaks, speaks_about_its_activity
from towngown.domain.activities.words import TASK_MOVES
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Day, Text, Thing
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Party


@action("task.give", label=mark("Give a task"), told=mark("gave a task"), may=speaks & not_over, on="activity")
def give_task(
    *,
    by: Actor,
    activity: Activity,
    title: Annotated[str, Text(label=mark("What is to be done"))],
    owner_party: Annotated[Any, Thing(label=mark("Which party does it"), kind="party")],
    owner: Annotated[Any, Thing(label=mark("Who in it, if already known"), kind="person")] = None,
    due_day: Annotated[date | None, Day(label=mark("By when"))] = None,
    decision: Annotated[Any, Thing(label=mark("Follows from the decision"), kind="decision")] = None,
) -> Task:
    """A task of this meeting. Raises activities.other_partnership for a party of another partnership, and not_found for
    a decision of another meeting."""
    if owner_party.wall != activity.wall:
        raise Problem("activities.other_partnership", "owner_party")
    if decision is not None and decision.activity_id != activity.pk:
        raise Problem("not_found", "decision", value=decision)
    return Task.objects.create(
        partnership_id=activity.partnership_id, audience=activity.audience, own_party=activity.own_party,
        place_code=activity.place_code, activity=activity, decision=decision, owner_party=owner_party, owner=owner,
        due_day=due_day, title_zh=title,
    )  # fmt: skip


@action(
    "task.place", label=mark("Show the task to others"), told=mark("changed who may see the task"),
    may=speaks_about_its_activity, on="task", offered=False,
)  # fmt: skip
def place_task(*, by: Actor, task: Task, audience: str, own_party: "Party | None" = None) -> Task:
    """Let the task be seen by whom its meeting is seen by; called when the meeting's audience changes."""
    task.audience, task.own_party = audience, own_party
    task.save()
    return task


@action(
    "task.finish", label=mark("Finish this task"), told=mark("finished the task"), may=owns_it | speaks_about_its_activity,
    on="task", moves=TASK_MOVES,
)  # fmt: skip
def finish_task(*, by: Actor, task: Task) -> Task:
    """Say that the task is done, today."""
    task.done_on = clock.today()
    task.save()
    return task


@action(
    "task.drop", label=mark("Drop this task"), told=mark("dropped the task"),
    may=owns_it | speaks_about_its_activity, on="task", moves=TASK_MOVES,
)  # fmt: skip
def drop_task(*, by: Actor, task: Task) -> Task:
    """Say that nobody needs it any more."""
    task.save()
    return task


@action(
    "task.reopen", label=mark("Open it again"), told=mark("opened the task again"),
    may=owns_it | speaks_about_its_activity, on="task", moves=TASK_MOVES,
)  # fmt: skip
def reopen_task(*, by: Actor, task: Task) -> Task:
    """Undo finishing or dropping."""
    task.done_on = None
    task.save()
    return task

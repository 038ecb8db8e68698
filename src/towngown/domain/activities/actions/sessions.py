"""What an activity owes to its sessions: the days they span, and that it is planned again when none was held after all."""

from typing import Annotated

from towngown.domain.activities.actions import fields
from towngown.domain.activities.compute import time_of_day
from towngown.domain.activities.models import Activity
from towngown.domain.activities.rules import is_planned
from towngown.domain.activities.words import MOVES
from towngown.domain.partnerships.rules import is_system
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import Text
from towngown.kit.text import mark
from towngown.kit.when import When

StartsAt = Annotated[str, Text(label=mark("Time"), max_length=8)]


@action(
    "activity.span", label=mark("Let it span its sessions"), told=mark("let it span its sessions"),
    may=is_system & is_planned, on="activity", offered=False,
)  # fmt: skip
def span(
    *, by: Actor, activity: Activity, first_day: fields.FirstDay, last_day: fields.FirstDay, starts_at: StartsAt = ""
) -> Activity:
    """It begins with its first session and ends with its last, at the time of day at which the first begins."""
    activity.when = When.days(first_day, last_day)
    activity.start_time = time_of_day(starts_at)
    activity.save()
    return activity


@action(
    "activity.unhold", label=mark("It did not take place yet"), told=mark("took back that it took place"),
    may=is_system, on="activity", moves=MOVES, offered=False,
)  # fmt: skip
def unhold(*, by: Actor, activity: Activity) -> Activity:
    """Whoever said that its sessions were held has taken it back, and nobody else has said anything: planned again."""
    activity.save()
    return activity

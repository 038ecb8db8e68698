"""Which promises an activity serves: suggested by kind, confirmed by a person."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from towngown.domain.activities.models import Activity, Serves
from towngown.domain.activities.queries import serves_of, suggested, suggested_promises
from towngown.domain.activities.rules import not_over, records, speaks
from towngown.domain.partnerships.rules import may_sign
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import Day, Thing
from towngown.kit.problems import Problem
from towngown.kit.text import mark

Promise = Annotated[Any, Thing(label=mark("Promise"), kind="promise")]


@action(
    "serves.add", label=mark("It also serves a promise"), told=mark("said which promise it serves"),
    may=(speaks & not_over) | records, on="activity",
)  # fmt: skip
def add_promise(*, by: Actor, activity: Activity, promise: Promise) -> Activity:
    """Say that the activity serves a promise. Raises activities.already_serves and activities.other_partnership."""
    if promise.wall != activity.partnership_id:
        raise Problem("activities.other_partnership", "promise")
    link = serves_of(activity, promise)
    if link is not None and link.confirmed:
        raise Problem("activities.already_serves", "promise")
    put_serves(by, activity, [promise], suggest=False)
    return activity


@action(
    "serves.confirm", label=mark("It serves the suggested promise"), told=mark("confirmed which promise it serves"),
    may=(speaks & not_over) | records, on="activity", offered=False,
)  # fmt: skip
def confirm_promise(*, by: Actor, activity: Activity, promise: Promise) -> Activity:
    """Confirm a suggestion; doing it twice changes nothing. Raises not_found when it was not suggested."""
    if serves_of(activity, promise) is None:
        raise Problem("not_found", "promise", value=promise)
    put_serves(by, activity, [promise], suggest=False)
    return activity


@action(
    "serves.confirm_all", label=mark("They all serve this promise"), told=mark("confirmed which activities serve it"),
    may=may_sign, on="promise", offered=False,
)  # fmt: skip
def confirm_all(
    *,
    by: Actor,
    promise: Promise,
    first_day: Annotated[date, Day(label=mark("From which day"))],
    last_day: Annotated[date, Day(label=mark("Until which day"))],
) -> Any:
    """Confirm for all that ended on these days what was suggested: hundreds of visits are not confirmed one by one.

    Raises activities.nothing_suggested.
    """
    if not suggested(by, promise, first_day, last_day).update(confirmed=True, confirmed_by_id=by.id):
        raise Problem("activities.nothing_suggested", "last_day")
    return promise


@action(
    "serves.remove", label=mark("It does not serve this promise"), told=mark("said which promise it does not serve"),
    may=(speaks & not_over) | records, on="activity", offered=False,
)  # fmt: skip
def remove_promise(*, by: Actor, activity: Activity, promise: Promise) -> Activity:
    """Take a promise off the activity, suggested or confirmed. Raises not_found when it is not there."""
    if not Serves.objects.filter(activity=activity, promise=promise).delete()[0]:
        raise Problem("not_found", "promise", value=promise)
    return activity


def put_serves(
    by: Actor, activity: Activity, promises: Iterable[Any], *, suggest: bool = True, classified_by_us: bool = False
) -> None:
    """Confirm the given promises and, unless told not to, suggest the others of the activity's kind."""
    given = {promise.pk for promise in promises}
    for pk in given:
        Serves.objects.update_or_create(
            activity=activity, promise_id=pk,
            defaults={"confirmed": True, "confirmed_by_id": by.id, "classified_by_us": classified_by_us},
        )  # fmt: skip
    for promise in suggested_promises(by, activity) if suggest else ():
        if promise.pk not in given:
            Serves.objects.get_or_create(activity=activity, promise_id=promise.pk)

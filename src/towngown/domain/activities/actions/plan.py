"""Planning and changing, cancelling and restoring, withdrawing."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.activities.actions import fields
from towngown.domain.activities.actions.serves import put_serves
from towngown.domain.activities.actions.tasks import place_task
from towngown.domain.activities.compute import time_of_day
from towngown.domain.activities.models import Activity
from towngown.domain.activities.rules import is_planned, speaks, takes_part
from towngown.domain.activities.words import MOVES
from towngown.domain.evidence import actions as evidence
from towngown.domain.evidence.rules import speaking_seat
from towngown.domain.partnerships.queries import party_of
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import LongText
from towngown.kit.problems import Problem
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership, Party

Reason = Annotated[str, LongText(label=mark("Why"), max_length=1000)]


@action(
    "activity.plan", label=mark("Plan an activity"), told=mark("planned the activity"), may=takes_part, on="partnership"
)
def plan(
    *,
    by: Actor,
    partnership: "Partnership",
    activity_kind: fields.Kind,
    title_zh: fields.TitleZh = "",
    title_en: fields.TitleEn = "",
    first_day: fields.FirstDay,
    last_day: fields.LastDay = None,
    starts_at: fields.StartTime = "",
    where: fields.Where = "",
    place_code: fields.Place = "",
    host: fields.Host = None,
    organised_by: fields.OrganisedBy = None,
    station: fields.Station = None,
    programme: fields.Programme = None,
    need: fields.Need = None,
    expected: fields.Expected = None,
    involves_minors: fields.Minors = False,
    audience: fields.Audience = "partnership",
    words: fields.Words = "",
    promises: fields.Promises = None,
) -> Activity:
    """A planned activity with its claim; a missing title is the kind's name, a missing place the planner's reach.

    Promises of its kind are suggested, the given ones confirmed. Raises not_allowed for a place out of reach and
    activities.other_partnership for things of another one.
    """
    activity = Activity(partnership=partnership, activity_kind=activity_kind, place_code=place_code)
    activity.place_code = place_code or _own_place(by, partnership)
    _within(by, activity, host, station, programme, need, *(promises or []))
    activity.title_zh, activity.title_en = _titles(title_zh, title_en, activity_kind)
    activity.audience, activity.own_party = audience, _own_party(by, activity, audience)
    _describe(activity, first_day, last_day, starts_at, expected)
    activity.host, activity.station, activity.programme, activity.need = host, station, programme, need
    activity.where, activity.words, activity.involves_minors = where, words, involves_minors
    activity.claim = evidence.open_claim(
        by=by, partnership=partnership, claim_kind="activity", audience=audience, own_party=activity.own_party,
        place_code=activity.place_code,
    )  # fmt: skip
    activity.save()
    activity.organisers.set(organised_by or [])
    put_serves(by, activity, promises or [])
    return activity


@action(
    "activity.change", label=mark("Change the plan"), told=mark("changed the plan"), may=speaks & is_planned,
    on="activity",
)  # fmt: skip
def change(
    *,
    by: Actor,
    activity: Activity,
    title_zh: fields.TitleZh = "",
    title_en: fields.TitleEn = "",
    first_day: fields.FirstDay,
    last_day: fields.LastDay = None,
    starts_at: fields.StartTime = "",
    where: fields.Where = "",
    host: fields.Host = None,
    organised_by: fields.OrganisedBy = None,
    expected: fields.Expected = None,
    audience: fields.Audience = "partnership",
    words: fields.Words = "",
) -> Activity:
    """Change what is planned; an empty title, and organisers that are not given, leave what was there. Only before it is held."""
    _within(by, activity, host)
    activity.title_zh, activity.title_en = title_zh or activity.title_zh, title_en or activity.title_en
    activity.audience, activity.own_party = audience, _own_party(by, activity, audience)
    _describe(activity, first_day, last_day, starts_at, expected)
    activity.where, activity.words, activity.host = where, words, host
    activity.save()
    if organised_by is not None:
        activity.organisers.set(organised_by)
    evidence.place_claim(
        by=by, claim=activity.claim, audience=audience, own_party=activity.own_party, place_code=activity.place_code
    )
    for task in activity.tasks.exclude(audience=audience, own_party=activity.own_party):
        place_task(by=by, task=task, audience=audience, own_party=activity.own_party)
    return activity


@action(
    "activity.cancel", label=mark("Cancel it"), told=mark("cancelled the activity"), may=speaks, on="activity",
    moves=MOVES,
)  # fmt: skip
def cancel(*, by: Actor, activity: Activity, reason: Reason) -> Activity:
    """Call a planned activity off, saying why."""
    activity.cancel_reason = reason
    activity.save()
    return activity


@action(
    "activity.restore", label=mark("Plan it again"), told=mark("planned the activity again"), may=speaks, on="activity",
    moves=MOVES,
)  # fmt: skip
def restore(*, by: Actor, activity: Activity) -> Activity:
    """Undo a cancellation; the old reason goes."""
    activity.cancel_reason = ""
    activity.save()
    return activity


@action(
    "activity.withdraw", label=mark("Withdraw it"), told=mark("withdrew the activity"), may=speaks, on="activity",
    moves=MOVES,
)  # fmt: skip
def withdraw(*, by: Actor, activity: Activity, reason: Reason) -> Activity:
    """Take an activity that was recorded by mistake out of every count; it stays readable."""
    activity.cancel_reason = reason
    activity.save()
    return activity


def _titles(title_zh: str, title_en: str, kind: Any) -> tuple[str, str]:
    return (title_zh, title_en) if title_zh or title_en else (kind.title_zh, kind.title_en)


def _describe(activity: Activity, first: date, last: date | None, starts_at: str, expected: Any) -> None:
    if last is not None and last < first:
        raise Problem("activities.day_order", "last_day")
    activity.when = When.days(first, last or first)
    activity.start_time = time_of_day(starts_at)
    activity.quantity = expected


def _own_place(by: Actor, partnership: "Partnership") -> str:
    """The reach of the planner's first seat: a village worker plans in the village."""
    seats = by.seats_in(partnership.pk)
    return seats[0].place_code if seats else ""


def _own_party(by: Actor, activity: Activity, audience: str) -> "Party | None":
    seat = speaking_seat(by, activity)
    return party_of(seat) if seat and audience == "party" else None


def _within(by: Actor, activity: Activity, *things: Any) -> None:
    """The place is in the actor's reach and everything named belongs to this partnership."""
    if speaking_seat(by, activity) is None:
        raise Problem("not_allowed")
    if any(thing is not None and thing.wall != activity.partnership_id for thing in things):
        raise Problem("activities.other_partnership")

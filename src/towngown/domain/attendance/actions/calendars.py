"""Calendar addresses for teachers, places and stations; and days away taken from a teacher's own calendar."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from towngown.domain.attendance.actions import fields
from towngown.domain.attendance.compute.calendars import Busy
from towngown.domain.attendance.compute.numbers import Stretch, stretches
from towngown.domain.attendance.models import SessionFeed
from towngown.domain.attendance.queries import busy_in
from towngown.domain.attendance.rules import hosts, keeps_teachers, opened_it, takes_part
from towngown.domain.evidence.queries import hashed
from towngown.domain.orders import actions as orders
from towngown.domain.orders.queries import absences
from towngown.domain.orders.rules import on_campus
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.refs import new_ref
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.orders.models import Teacher
    from towngown.domain.partnerships.models import Partnership


@dataclass(frozen=True)
class Taken:
    """What was found in a calendar, and the stretches of days that became days away."""

    busy: Busy
    away: tuple[Stretch, ...]


@action(
    "session_feed.open", label=mark("Open a calendar address"), told=mark("opened a calendar address"), may=takes_part,
    on="partnership", offered=False,
)  # fmt: skip
def open_feed(
    *, by: Actor, partnership: "Partnership", teacher: fields.OfTeacher = None, station: fields.AtStation = None,
    place_code: fields.AtPlace = "",
) -> SessionFeed:  # fmt: skip
    """An address under which one calendar is read; `.token` is on the returned object only, this once.

    Raises unless exactly one of the three is named, and for another teacher's calendar or a place out of reach.
    """
    if sum(map(bool, (teacher, station, place_code))) != 1:
        raise Problem("attendance.one_thing")
    fields.same_wall(partnership.pk, teacher=teacher, station=station)
    token = new_ref() + new_ref()
    feed = SessionFeed(
        partnership=partnership, teacher=teacher, station=station, place_code=place_code, token_hash=hashed(token),
        actor_id=by.id, made_at=clock.now(),
    )  # fmt: skip
    _may_read(by, feed)
    feed.save()
    feed.token = token
    return feed


def _may_read(by: Actor, feed: SessionFeed) -> None:
    """A teacher's calendar is for the teacher and the university; those of places for their hosts and the university."""
    if feed.teacher is not None:
        allowed = keeps_teachers(by, feed.teacher)
    elif feed.station is not None:
        allowed = True
    else:
        allowed = (hosts | on_campus)(by, _Place(feed.partnership_id, feed.place_code))
    if not allowed:
        raise Problem("not_allowed")


class _Place:
    """A place of a partnership, as rules look at things."""

    def __init__(self, wall: int, place_code: str) -> None:
        self.wall, self.place_code = wall, place_code


@action(
    "session_feed.withdraw", label=mark("Withdraw this calendar address"), told=mark("withdrew a calendar address"),
    may=opened_it, on="feed", offered=False,
)  # fmt: skip
def withdraw_feed(*, by: Actor, feed: SessionFeed) -> SessionFeed:
    """Make the address useless from now on."""
    feed.withdrawn_at = clock.now()
    feed.save()
    return feed


@action(
    "teacher.read_calendar", label=mark("Take days away from a calendar file"),
    told=mark("took days away from a calendar file"), may=keeps_teachers, on="teacher",
)  # fmt: skip
def read_calendar(*, by: Actor, teacher: "Teacher", calendar: fields.Calendar) -> Taken:
    """The days on which the file leaves no room for a visit become days away, from today a year ahead; those known
    already are not doubled. Given is the file, or what was read in it beforehand (queries.busy_in). Returns what was
    found. Raises why it cannot be read."""
    busy = calendar if isinstance(calendar, Busy) else busy_in(calendar)
    known = [(one.first_day, one.last_day) for one in absences(teacher, clock.today())]
    away = stretches(busy.days, known)
    for first, last in away:
        orders.away(by=by, teacher=teacher, first_day=first, last_day=last)
    return Taken(busy, tuple(away))

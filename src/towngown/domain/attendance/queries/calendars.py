"""Calendar addresses of teachers, places and stations, and the sessions behind them."""

from datetime import date, timedelta
from typing import Any

from towngown.domain.attendance.compute.calendars import Busy, read_calendar
from towngown.domain.attendance.models import Session, SessionFeed
from towngown.domain.attendance.queries.sessions import sessions
from towngown.domain.attendance.words import AHEAD_DAYS, LARGEST_CALENDAR
from towngown.domain.evidence.queries import hashed
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit import clock
from towngown.kit.actors import Actor

MOST = 1_000
BACK = timedelta(days=366)
SHOWN = ("partnership", "teacher__person", "station")


def feed_by_token(token: str) -> SessionFeed | None:
    """The calendar address with this token, unless it was withdrawn."""
    found = SessionFeed.objects.filter(token_hash=hashed(token), withdrawn_at=None)
    return found.select_related(*SHOWN).first()


def busy_in(calendar: Any) -> Busy:
    """The days from today a year ahead on which a calendar file leaves no room for a visit. Raises why it cannot be read.

    It takes up to PATIENCE seconds, and while somebody writes nobody else may: pages read before they perform.
    """
    content = calendar if isinstance(calendar, bytes) else calendar.read(LARGEST_CALENDAR + 1)
    return read_calendar(content, clock.today(), clock.today() + timedelta(days=AHEAD_DAYS))


def feeds(by: Actor) -> GuardedQuerySet[SessionFeed]:
    """The actor's own calendar addresses in use, newest first."""
    found = SessionFeed.objects.filter(actor_id=by.id, withdrawn_at=None)
    return found.select_related(*SHOWN).order_by("-pk")


def in_feed(by: Actor, feed: SessionFeed, today: date) -> list[Session]:
    """The sessions behind an address from a year ago on, as far as whoever opened it may see them, earliest first.

    At most 1000: those to come before those that are over, the nearest of each. Two queries.
    """
    found = sessions(by).select_related("partnership", "dispatch")
    found = found.filter(partnership_id=feed.partnership_id, day__gte=today - BACK)
    if feed.teacher_id:
        found = found.filter(teacher_id=feed.teacher_id)
    elif feed.station_id:
        found = found.filter(station_id=feed.station_id)
    else:
        found = found.filter(place_code__under=feed.place_code)
    coming = list(found.filter(day__gte=today).order_by("day", "half", "pk")[:MOST])
    over = found.filter(day__lt=today).order_by("-day", "-half", "-pk")[: MOST - len(coming)]
    return [*reversed(over), *coming]

"""The one clock of everything that writes: actions ask it for now and today, so that the demonstration can live through
past years with the ordinary verbs. Pure code never asks; it is given today."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The moment, with its zone (UTC)."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in China."""
    return now().astimezone(ZONE).date()


def midnight(day: date) -> datetime:
    """The moment at which this day begins in China."""
    return datetime.combine(day, time(), ZONE)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the block happen at this moment; for the demonstration and for tests."""
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)


def set_to(day: date, hour: int = 10, minute: int = 0) -> AbstractContextManager[None]:
    """Let the block happen on this day, at this time of it."""
    return at(datetime.combine(day, time(hour, minute), ZONE))

"""Moments of the journal. Every write leaves an entry: what was read at the same moment is still right.

SQLite writes one after the other, so the newest entry is the moment. PostgreSQL shows entries in the order in which
they were committed, not numbered: there the moment is also who is writing entries now. A writer locks the table before
its entry gets a number, so an entry older than the newest is either seen or its writer is named.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.db import connection

from towngown.kit import doorway

Moment = tuple[int | None, str]
P = ParamSpec("P")
R = TypeVar("R")

KEPT = 1024
_caches: list[Callable[[], None]] = []

_WRITING = """(
    SELECT COALESCE(STRING_AGG(virtualtransaction, ' ' ORDER BY virtualtransaction), '') FROM pg_locks
    WHERE relation = 'journal_entry'::regclass AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = CURRENT_DATABASE())
)"""
_EVERY = """
WITH RECURSIVE walls(wall) AS (
    SELECT MIN(wall) FROM journal_entry
    UNION ALL
    SELECT (SELECT MIN(wall) FROM journal_entry WHERE wall > walls.wall) FROM walls WHERE walls.wall IS NOT NULL
)
SELECT wall, (SELECT MAX(id) FROM journal_entry WHERE journal_entry.wall = walls.wall), {writing}
FROM walls WHERE wall IS NOT NULL
UNION ALL
SELECT NULL, MAX(id), {writing} FROM journal_entry
"""


@dataclass
class Held:
    """The moments read once, and how often this thread had opened the doorway by then."""

    times: int = -1
    moments: dict[int | None, Moment] = field(default_factory=dict)


_held: ContextVar[Held | None] = ContextVar("moments_held", default=None)


@contextmanager
def held() -> Iterator[None]:
    """For one request: all that is read in the block is read at one moment, unless the block itself writes."""
    token = _held.set(Held())
    try:
        yield
    finally:
        _held.reset(token)


def now() -> Moment:
    """The moment of the whole journal."""
    return _moments()[None]


def of_walls() -> dict[int, Moment]:
    """Partnership id → the moment of its part of the journal, of all that have one."""
    return {wall: moment for wall, moment in _moments().items() if wall is not None}


def _moments() -> dict[int | None, Moment]:
    one = _held.get()
    if one is None or doorway.is_open():
        return _read()
    if one.times != doorway.times():
        one.times, one.moments = doorway.times(), _read()
    return one.moments


def _read() -> dict[int | None, Moment]:
    """All of them in one statement, which reads the index only."""
    writing = _WRITING if connection.vendor == "postgresql" else "''"
    with connection.cursor() as cursor:
        cursor.execute(_EVERY.format(writing=writing))
        return {wall: (newest, writers) for wall, newest, writers in cursor.fetchall()}


def kept(most: int = KEPT) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep a function's last answers in memory. Among its hashable arguments must be the moment of what it reads.

    Nothing is kept while something is being written: what a writer sees may be taken back, and its moment used again.
    """

    def keeping(function: Callable[P, R]) -> Callable[P, R]:
        cached = lru_cache(maxsize=most)(function)
        _caches.append(cached.cache_clear)

        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            if doorway.is_open():
                return function(*args, **kwargs)
            return cached(*args, **kwargs)  # type: ignore[arg-type]  # the parameters cannot say that they are hashable

        return answer

    return keeping


def forget() -> None:
    """Throw away all that is kept: for tests, which take back what the journal said."""
    for clear in _caches:
        clear()

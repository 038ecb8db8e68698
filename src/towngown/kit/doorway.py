"""Whether a write is allowed right now: only inside an action, a migration, or named bulk loading."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[str] = ContextVar("doorway", default="")
_times: ContextVar[int] = ContextVar("doorway_times", default=0)


class WriteOutsideDoorway(RuntimeError):
    """Somebody tried to save past the doorway. Write an action instead."""


@contextmanager
def opened(reason: str) -> Iterator[None]:
    """Open the doorway for the block; the reason names the verb or the bulk load."""
    token = _open.set(reason)
    _times.set(_times.get() + 1)
    try:
        yield
    finally:
        _open.reset(token)


def is_open() -> bool:
    """Whether something is being written right now."""
    return bool(_open.get())


def times() -> int:
    """How often the doorway was opened in this thread: what was read at the same count was not changed from here."""
    return _times.get()


def check(what: str) -> None:
    """Raise WriteOutsideDoorway unless the doorway is open."""
    if not _open.get():
        raise WriteOutsideDoorway(f"{what} was to be written outside an action")

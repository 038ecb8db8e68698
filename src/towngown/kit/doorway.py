"""Whether a write is allowed right now: only inside an action, a migration, or named bulk loading."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[str] = ContextVar("doorway", default="")


class WriteOutsideDoorway(RuntimeError):
    """Somebody tried to save past the doorway. Write an action instead."""


@contextmanager
def opened(reason: str) -> Iterator[None]:
    """Open the doorway for the block; the reason names the verb or the bulk load."""
    token = _open.set(reason)
    try:
        yield
    finally:
        _open.reset(token)


def check(what: str) -> None:
    """Raise WriteOutsideDoorway unless the doorway is open."""
    if not _open.get():
        raise WriteOutsideDoorway(f"{what} was to be written outside an action")

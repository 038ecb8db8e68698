"""Who does which kind of long work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from towngown.foundation.jobs.models import Job


class Report(Protocol):
    """How a worker says how far it is."""

    def __call__(self, done: int, total: int) -> None: ...


Worker = Callable[[Job, Report], dict[str, Any] | None]


@dataclass(frozen=True)
class Kind:
    """One kind of long work: its marked label and the function that does it."""

    label: str
    function: Worker


WORKERS: dict[str, Kind] = {}


def worker(kind: str, function: Worker, label: str) -> None:
    """Register who does a kind of work. The function gets the job (`given`, `actor`) and `report(done, total)`.

    It must call `report` at least every few minutes, outside its own transactions, be safe to run again from the start,
    and return plain data; a Problem it raises is shown to the person.
    """
    if kind in WORKERS and WORKERS[kind].function is not function:
        raise ValueError(f"work {kind} is registered twice")
    WORKERS[kind] = Kind(label, function)

"""Everything driven by the clock. `towngown tick` once a minute is all that an instance needs beside its server."""

import logging

from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.jobs import actions, queries
from towngown.foundation.jobs.tasks import run_job
from towngown.foundation.jobs.words import LOST
from towngown.foundation.journal.outbox import anything_owed
from towngown.foundation.journal.tasks import wake
from towngown.kit.schedule import Periodic, every, registered

__all__ = ["every", "tick"]

log = logging.getLogger(__name__)


def tick() -> list[str]:
    """Wake the worker for reactions still owed, then run what is due; returns the names of what ran without failing."""
    due = registered("tick") | {name: run for name, run in registered("daily").items() if not queries.rung_today(name)}
    return [name for name, function in due.items() if _ran(name, function)]


def _ran(name: str, function: Periodic) -> bool:
    try:
        function()
    except Exception:
        log.exception("%s failed; it will be tried at the next tick", name)
        return False
    if name in registered("daily"):
        actions.rung(name)
    return True


def wake_for_reactions() -> None:
    """A killed worker leaves reactions owed: ask again."""
    if anything_owed():
        wake()


def revive_jobs() -> None:
    """Work whose worker was killed is done once more, then given up with a sentence."""
    for job in queries.stale():
        if job.state == "waiting":
            actions.touch(job)
            run_job.enqueue(job.ref)
        elif queries.tried_again(job):
            actions.fail(by=the_clock(), job=job, lease=job.lease, sentences=[{"sentence": LOST, "values": {}}])
        else:
            actions.retry(by=the_clock(), job=job)


every("tick", wake_for_reactions)
every("tick", revive_jobs)

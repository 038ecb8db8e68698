"""Starting long work, and what its worker reports while it runs."""

import secrets
from typing import Annotated, Any

from towngown.foundation.jobs.models import Job, Rung
from towngown.foundation.jobs.rules import failed_for, is_known, is_system
from towngown.foundation.jobs.words import MOVES
from towngown.foundation.jobs.work import WORKERS
from towngown.foundation.journal.action import action
from towngown.kit import clock, doorway
from towngown.kit.actors import Actor
from towngown.kit.fields import Text
from towngown.kit.problems import Problem
from towngown.kit.text import mark

KIND = Text(label=mark("Kind of work"), max_length=40)


@action("job.start", label=mark("Start the work"), told=mark("started the work"), may=is_known, offered=False)
def start(*, by: Actor, job_kind: Annotated[str, KIND], given: dict[str, Any] | None = None) -> Job:
    """Write the work down and hand it to a worker (reactions.py). `given` is plain data: refs, numbers.

    Raises Problem jobs.unknown_kind when no worker is registered for it.
    """
    if job_kind not in WORKERS:
        raise Problem("jobs.unknown_kind", kind=job_kind)
    return Job.objects.create(job_kind=job_kind, actor_id=by.id, given=given or {}, seen_at=clock.now())


@action(
    "job.begin", label=mark("Begin"), told=mark("began the work"), may=is_system, on="job", moves=MOVES, offered=False
)
def begin(*, by: Actor, job: Job) -> Job:
    """Take the work up: it is this run's from now on (`lease`). Raises wrong_moment when another run has it."""
    job.lease, job.done, job.result = secrets.token_hex(8), 0, {}
    job.started_at = job.seen_at = clock.now()
    job.save(update_fields=["state", "lease", "started_at", "seen_at", "done", "result"])
    return job


def progress(job: Job, done: int, total: int) -> None:
    """Say how far it is; seen by others at once when called outside a transaction. Superseded runs are told so."""
    with doorway.opened("job.progress"):
        mine = Job.objects.filter(pk=job.pk, lease=job.lease, state="running")
        if not mine.update(done=done, total=total, seen_at=clock.now()):
            raise Problem("jobs.superseded")


def _check_lease(job: Job, lease: str) -> None:
    if not Job.objects.filter(pk=job.pk, lease=lease).exists():
        raise Problem("jobs.superseded")


@action(
    "job.finish", label=mark("Finish"), told=mark("finished the work"), may=is_system, on="job", moves=MOVES,
    offered=False,
)  # fmt: skip
def finish(*, by: Actor, job: Job, lease: str, result: dict[str, Any]) -> Job:
    """It is done, says the run that holds this lease; `result` is plain data: counts, and kind and ref of what was made."""
    _check_lease(job, lease)
    job.result, job.ended_at = result, clock.now()
    job.save(update_fields=["state", "result", "ended_at"])
    return job


@action("job.fail", label=mark("Fail"), told=mark("could not finish the work"), may=is_system, on="job", moves=MOVES,
        offered=False)  # fmt: skip
def fail(*, by: Actor, job: Job, lease: str, sentences: list[dict[str, Any]]) -> Job:
    """It could not be done, says the run that holds this lease; each sentence is {"sentence": marked id, "values": …} for the person who started it."""
    _check_lease(job, lease)
    job.result, job.ended_at = {"sentences": sentences}, clock.now()
    job.save(update_fields=["state", "result", "ended_at"])
    return job


@action(
    "job.retry", label=mark("Try again"), told=mark("started the work again"), may=is_system | failed_for, on="job",
    moves=MOVES,
)  # fmt: skip
def retry(*, by: Actor, job: Job) -> Job:
    """Put the work back for a worker; a run that still goes on loses its lease."""
    job.lease, job.seen_at, job.ended_at, job.done, job.result = "", clock.now(), None, 0, {}
    job.save(update_fields=["state", "lease", "seen_at", "ended_at", "done", "result"])
    return job


def touch(job: Job) -> None:
    """Note that somebody asked for waiting work again."""
    with doorway.opened("job.touch"):
        Job.objects.filter(pk=job.pk).update(seen_at=clock.now())


def rung(name: str) -> None:
    """Remember that a daily function has run today."""
    with doorway.opened("clock.rung"):
        Rung.objects.update_or_create(name=name, defaults={"day": clock.today()})

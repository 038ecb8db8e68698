"""The one task of long work: begun, reported on, finished or failed."""

import logging
import time
from dataclasses import dataclass, field
from typing import Any

from django_tasks import task

from towngown.foundation.accounts.queries import clock
from towngown.foundation.jobs import actions
from towngown.foundation.jobs.models import Job
from towngown.foundation.jobs.words import BROKEN
from towngown.foundation.jobs.work import WORKERS
from towngown.kit.problems import Problem, Problems

log = logging.getLogger(__name__)

BETWEEN_REPORTS = 1.0  # seconds


@dataclass
class Reporter:
    """Passes progress on at most once a second, and always the last of it."""

    job: Job
    last: float = field(default=float("-inf"))

    def __call__(self, done: int, total: int) -> None:
        if done < total and time.monotonic() - self.last < BETWEEN_REPORTS:
            return
        self.last = time.monotonic()
        actions.progress(self.job, done, total)


def run(ref: str) -> None:
    """Do one piece of waiting work; does nothing when it is gone, under way or done."""
    by = clock()
    job = Job.objects.select_related("actor").filter(ref=ref, state="waiting").first()
    if job is None or job.job_kind not in WORKERS:
        return
    try:
        job = actions.begin(by=by, job=job)
        result = WORKERS[job.job_kind].function(job, Reporter(job)) or {}
        actions.finish(by=by, job=job, lease=job.lease, result=result)
    except Exception as error:
        sentences = said(error)
        if sentences is None:
            log.warning("a run of job %s was superseded", ref)
            return
        actions.fail(by=by, job=job, lease=job.lease, sentences=sentences)


def said(error: Exception) -> list[dict[str, Any]] | None:
    """What the person is told; none when this run was overtaken by another, which then reports."""
    problems = error.problems if isinstance(error, Problems) else [error] if isinstance(error, Problem) else []
    if any(problem.code in ("jobs.superseded", "wrong_moment") for problem in problems):
        return None
    if not problems:
        log.exception("long work failed", exc_info=error)
        return [{"sentence": BROKEN, "values": {}}]
    return [
        {"sentence": problem.sentence, "values": {name: str(value) for name, value in problem.values.items()}}
        for problem in problems
    ]


@task()
def run_job(ref: str) -> None:
    """Do the job with this ref."""
    run(ref)

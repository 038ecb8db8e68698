"""Work that was started or put back is handed to a worker; loading this also registers what the clock does."""

from typing import Any

from towngown.foundation.jobs import clock
from towngown.foundation.jobs.tasks import run_job
from towngown.foundation.journal.outbox import reaction

__all__ = ["clock"]


@reaction("job.enqueue", on=("job.start", "job.retry"))
def hand_over(entry: Any, job: Any) -> None:
    """Enqueue the job; done twice it still runs once."""
    if job is not None:
        run_job.enqueue(job.ref)

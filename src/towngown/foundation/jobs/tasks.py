"""The one task of long work."""

from django_tasks import task

from towngown.foundation.jobs.run import run


@task()
def run_job(ref: str) -> None:
    """Do the job with this ref."""
    run(ref)

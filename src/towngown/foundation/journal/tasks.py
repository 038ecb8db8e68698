"""The one task of the outbox: run what is owed."""

from django_tasks import task

from towngown.foundation.journal import outbox


@task()
def run_owed() -> int:
    """Run the reactions still owed; returns how many."""
    return outbox.drain()


def wake() -> None:
    """Ask the worker, in the current transaction, to run what is owed."""
    run_owed.enqueue()

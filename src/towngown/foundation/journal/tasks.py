"""The one task of the outbox: run what is owed."""

from django_tasks import task

from towngown.foundation.journal import outbox

AT_ONCE = 2_000  # then jobs and other tasks have their turn


@task()
def run_owed() -> int:
    """Run some of the reactions still owed; returns how many. What is left is asked for anew, behind what else waits."""
    done = outbox.drain(AT_ONCE)
    if done >= AT_ONCE:
        wake()
    return done


def wake() -> None:
    """Ask the worker, in the current transaction, to run what is owed."""
    run_owed.enqueue()

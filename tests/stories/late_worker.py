"""`python -m tests.stories.late_worker SECONDS …`: the worker, but it waits that long before each task it takes up.

With LATE_WORKER=1 in the environment every story gets this worker: a story that passes only because the worker was quick
fails then every time, and not only on a busy machine.
"""

import sys
import time

import django
from django.core.management import call_command
from django_tasks.signals import task_started


def main(seconds: str, *given: str) -> None:
    """Run the worker with the rest of the arguments."""
    django.setup()
    task_started.connect(lambda **_: time.sleep(float(seconds)), weak=False)
    call_command("db_worker", *given)


if __name__ == "__main__":
    main(*sys.argv[1:])

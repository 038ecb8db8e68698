"""Run on a site: leave its tasks as a worker leaves them that was killed over them. Prints how many reactions are owed."""

import json

import django


def main() -> None:
    """All waiting tasks are running, says the table; nobody runs them."""
    django.setup()
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from towngown.foundation.journal.models import Reaction

    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(status=TaskResultStatus.RUNNING)
    print(json.dumps(Reaction.objects.filter(done_at=None).count()))


if __name__ == "__main__":
    main()

"""What the journal forgets in time: answers to old forms, and the marks of reactions long done. Entries stay."""

from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from towngown.foundation.journal.models import Answer, Reaction
from towngown.kit import clock, doorway
from towngown.kit.schedule import every

KEPT = timedelta(days=30)


def forget() -> int:
    """Delete answers, done-marks and finished tasks older than KEPT; returns how many rows went."""
    before = clock.now() - KEPT
    with doorway.opened("journal.forget"):
        answers = Answer.objects.filter(at__lt=before).delete()[0]
        reactions = Reaction.objects.filter(done_at__lt=before).delete()[0]
    tasks = DBTaskResult.objects.filter(enqueued_at__lt=before).delete()[0]
    return answers + reactions + tasks


every("daily", forget)

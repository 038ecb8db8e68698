"""Long work that a person started and can watch, leave and find again."""

from typing import ClassVar

from django.db import models

from towngown.foundation.jobs.words import STATES
from towngown.foundation.journal.table import Guarded, GuardedQuerySet, Table, known
from towngown.kit.actors import Actor


class JobQuerySet(GuardedQuerySet["Job"]):
    def visible_to(self, by: Actor) -> "JobQuerySet":
        """One's own."""
        return self if by.sees_all else self.filter(actor_id=by.id)


class Job(Table):
    """One piece of long work: how far it is, and what came of it."""

    job_kind = models.CharField(max_length=40)
    actor = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="waiting")
    given = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # when its worker last reported
    lease = models.CharField(max_length=16, blank=True)  # of the run that has it; another run may not report

    objects: ClassVar = JobQuerySet.as_manager()
    PRIVACY = dict.fromkeys(
        ["ref", "job_kind", "actor", "state", "done", "total", "started_at", "ended_at", "seen_at", "lease"], "kept"
    ) | {"given": "erased", "result": "erased"}

    class Meta:
        constraints = [known("job_state_known", "state", STATES)]


class Rung(Guarded):
    """The day on which a daily function of the clock last ran."""

    name = models.CharField(max_length=120, unique=True)
    day = models.DateField()

    PRIVACY = {"name": "kept", "day": "kept"}

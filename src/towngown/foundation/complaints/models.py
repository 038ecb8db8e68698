"""What somebody complained about or suggested, and what was answered."""

from typing import ClassVar

from django.db import models

from towngown.foundation.complaints.words import STATES
from towngown.foundation.journal.table import GuardedQuerySet, Table, kept, known
from towngown.kit.actors import Actor


class ComplaintQuerySet(GuardedQuerySet["Complaint"]):
    def visible_to(self, by: Actor) -> "ComplaintQuerySet":
        """The keepers see all; whoever filed one holds its ref, which `queries.by_ref` answers."""
        return self if by.sees_all or by.keeper else self.none()


class Complaint(Table):
    """One complaint or suggestion. The contact is never shown to anybody but the keepers."""

    state = models.CharField(max_length=10, default="filed")
    words = models.TextField()
    contact = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=200, blank=True)  # the page from which it was filed
    answer = models.TextField(blank=True)
    filed_at = models.DateTimeField(db_index=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar = ComplaintQuerySet.as_manager()
    PRIVACY = kept("state", "about", "answer", "filed_at", "answered_at", erased=("words", "contact"))

    class Meta:
        constraints = [known("complaint_state_known", "state", STATES)]

    def title(self, language: str) -> tuple[str, str]:
        """The first words of the complaint, in whatever language they are; ("…", the reader's) once erased."""
        return self.words[:40] or "…", language

    def __str__(self) -> str:
        return self.words[:40]

"""What somebody must hear."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from towngown.foundation.journal.table import GuardedQuerySet, Table
from towngown.kit.actors import Actor


class NoticeQuerySet(GuardedQuerySet["Notice"]):
    def visible_to(self, by: Actor) -> "NoticeQuerySet":
        """One's own."""
        return self if by.sees_all else self.filter(person_id=by.person_id or 0)


class Notice(Table):
    """One sentence to one person about one thing; told once per entry that caused it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    sentence = models.CharField(max_length=200)  # marked English id with {named} places
    values = models.JSONField(default=dict)  # refs, numbers, dates and titles of things; no names of people
    thing_kind = models.CharField(max_length=30)
    thing_ref = models.CharField(max_length=10)
    entry = models.ForeignKey("journal.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)  # since when a mail with it is on its way

    objects: ClassVar = NoticeQuerySet.as_manager()
    PRIVACY = dict.fromkeys(
        [
            "ref",
            "person",
            "sentence",
            "thing_kind",
            "thing_ref",
            "entry",
            "urgent",
            "made_at",
            "read_at",
            "mailed_at",
            "taken_at",
        ],
        "kept",
    ) | {"values": "erased"}

    @property
    def at(self) -> datetime:
        """When it happened, of which it tells; without an entry, when it was told."""
        return self.entry.at if self.entry else self.made_at

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="told_once", fields=["person", "entry", "sentence"], condition=models.Q(entry__isnull=False)
            )
        ]
        indexes = [models.Index(fields=["person", "-id"], name="notice_of_person")]

"""Activity, the promises it serves, and what a meeting leaves: agenda, decisions, tasks. Calendar feeds by token."""

from typing import Any

from django.db import models

from towngown.domain.activities.words import STATES, TASK_STATES
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.foundation.journal.table import (
    COUNTED,
    DATED,
    TITLED,
    Counted,
    Dated,
    Guarded,
    Table,
    Titled,
    days_in_order,
    kept,
    known,
    one_title,
)
from towngown.kit.actors import PUBLIC
from towngown.kit.quantity import Quantity


class Activity(Titled, Dated, Counted, Belonging):
    """Something that is planned, held and confirmed. Its quantity is the head-count expected; what came is in accounts."""

    claim = models.OneToOneField("evidence.Claim", on_delete=models.PROTECT, related_name="+")
    activity_kind = models.ForeignKey("partnerships.ActivityKind", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="planned")
    as_reported = models.BooleanField(default=False)
    start_time = models.TimeField(null=True)
    host = models.ForeignKey("partnerships.Party", null=True, on_delete=models.PROTECT, related_name="+")
    organisers = models.ManyToManyField("organisations.Organisation", related_name="+")
    station = models.ForeignKey("stations.Station", null=True, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey("partnerships.Programme", null=True, on_delete=models.PROTECT, related_name="+")
    need = models.ForeignKey("exchange.Need", null=True, on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    cancel_reason = models.TextField(blank=True)
    involves_minors = models.BooleanField(default=False)

    PRIVACY = kept(
        TITLED, DATED, COUNTED, BELONGING, "claim", "activity_kind", "state", "as_reported", "start_time", "host",
        "station", "programme", "need", "where", "words", "minutes", "cancel_reason", "involves_minors",
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("activity_has_a_title"),
            known("activity_state_known", "state", STATES),
            days_in_order("activity_days"),
            *walls("activity"),
        ]
        indexes = [
            models.Index(fields=["partnership", "-last_day", "-id"], name="activity_of_partnership"),
            models.Index(fields=["-last_day", "-id"], name="activity_by_day"),
            models.Index(fields=["partnership", "activity_kind", "-last_day", "-id"], name="activity_by_kind"),
            models.Index(fields=["partnership", "state", "-last_day", "-id"], name="activity_by_state"),
        ]

    @property
    def starts_at(self) -> str:
        """The time of day as people write it, or empty."""
        return self.start_time.strftime("%H:%M") if self.start_time else ""

    @property
    def organised_by(self) -> list[Any]:
        """Who organises it, as the verbs call them."""
        return sorted(self.organisers.all(), key=lambda one: one.pk)

    @property
    def expected(self) -> Quantity | None:
        """The head-count expected, or None when nobody said."""
        quantity = self.quantity
        return None if quantity == Quantity.unknown() else quantity

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches; the minutes only where the public does not search."""
        text = f"{self.words}\n{self.where}\n{self.minutes if self.audience != PUBLIC else ''}"
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": text, "day": self.last_day}


class Serves(Guarded):
    """That an activity serves a promise: suggested by kind, confirmed by a person, counted once."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="serves")
    promise = models.ForeignKey("agreements.Promise", on_delete=models.PROTECT, related_name="+")
    confirmed = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey("accounts.Actor", null=True, on_delete=models.PROTECT, related_name="+")
    classified_by_us = models.BooleanField(default=False)  # not said so in the report

    PRIVACY = dict.fromkeys(["activity", "promise", "confirmed", "confirmed_by", "classified_by_us"], "kept")

    class Meta:
        constraints = [models.UniqueConstraint(name="serves_once", fields=["activity", "promise"])]


class AgendaItem(Guarded):
    """One point of a meeting's agenda."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)

    PRIVACY = dict.fromkeys(["activity", "order", "words"], "kept")

    class Meta:
        ordering = ["order"]


class Decision(Table):
    """Something a meeting decided."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="decisions")
    order = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)

    visible_through = "activity"
    PRIVACY = kept("activity", "order", "words")

    class Meta:
        ordering = ["order"]

    @property
    def wall(self) -> int:
        return self.activity.partnership_id

    def __str__(self) -> str:
        return self.words


class Task(Titled, Belonging):
    """What somebody took on in a meeting, by when."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="tasks")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="tasks")
    owner_party = models.ForeignKey("partnerships.Party", null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    due_day = models.DateField(null=True)
    state = models.CharField(max_length=10, default="open")
    done_on = models.DateField(null=True)

    PRIVACY = kept(
        TITLED, BELONGING, "activity", "decision", "owner_party", "due_day", "state", "done_on", erased=("owner",)
    )

    class Meta:
        constraints = [
            one_title("task_has_a_title"),
            known("task_state_known", "state", TASK_STATES),
            *walls("task"),
        ]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": "", "day": self.due_day}


class Raised(Guarded):
    """That an intention or a need was raised in a meeting."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="raised")
    intention = models.ForeignKey("exchange.Intention", null=True, on_delete=models.PROTECT, related_name="+")
    need = models.ForeignKey("exchange.Need", null=True, on_delete=models.PROTECT, related_name="+")

    PRIVACY = dict.fromkeys(["activity", "intention", "need"], "kept")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="raised_one_thing",
                condition=models.Q(intention__isnull=False, need=None) | models.Q(intention=None, need__isnull=False),
            )
        ]


class CalendarFeed(Guarded):
    """A calendar address: whoever has the token reads these activities; stored hashed, can be withdrawn."""

    token_hash = models.CharField(max_length=64, unique=True)
    actor = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("partnerships.Partnership", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    token = ""  # only on the object that was just made, never stored

    PRIVACY = dict.fromkeys(["token_hash", "actor", "partnership", "made_at", "withdrawn_at"], "kept")

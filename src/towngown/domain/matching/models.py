"""Round, Scenario (one plan for it), Dispatch (who comes to which order when), Unserved (why not)."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from towngown.domain.matching.words import CAUSES, DISPATCH_STATES, LIVE, ROUND_STATES, SCENARIO_STATES, STANDING
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.foundation.journal.table import TITLED, Guarded, Titled, kept, known, one_title
from towngown.kit.halfdays import HALVES, HalfDay


class Round(Titled, Belonging):
    """A stretch of days for which the released orders are dispatched together."""

    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, default="open")

    PRIVACY = kept(TITLED, BELONGING, "first_day", "last_day", "state")

    class Meta:
        constraints = [
            one_title("round_has_a_title"),
            known("round_state_known", "state", ROUND_STATES),
            models.CheckConstraint(name="round_days", condition=Q(first_day__lte=F("last_day"))),
            *walls("round"),
        ]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": "", "day": self.first_day}


class Scenario(Belonging):
    """One way to serve a round: its settings, what came of them, and the duals that prove it (settings: compute)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="scenarios")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="waiting")
    settings = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)  # numbers only: asked, served, metres, gap, by town … (compute.Figures)
    job_ref = models.CharField(max_length=10, blank=True)
    proof = models.BinaryField(null=True)  # the plan's duals, packed (compute.pack)

    PRIVACY = kept(BELONGING, "round", "number", "state", "settings", "figures", "job_ref", "proof")

    class Meta:
        constraints = [
            known("scenario_state_known", "state", SCENARIO_STATES),
            models.UniqueConstraint(name="scenario_number_once", fields=["round", "number"]),
            models.UniqueConstraint(name="scenario_published_once", fields=["round"], condition=Q(state="published")),
            *walls("scenario"),
        ]

    @property
    def letter(self) -> str:
        """What people call it beside the others: A, B, C …"""
        return chr(ord("A") + self.number - 1) if self.number <= 26 else str(self.number)

    def title(self, language: str) -> tuple[str, str]:
        """The round and its letter."""
        title, shown = self.round.title(language)
        return f"{title} · {self.letter}", shown

    def __str__(self) -> str:
        return self.title("zh")[0]


class Dispatch(Belonging):
    """That a teacher comes to an order in a half-day; `unit` counts the weeks of an order for several weeks from 0."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="dispatches")
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="+")
    unit = models.PositiveSmallIntegerField(default=0)
    teacher = models.ForeignKey("orders.Teacher", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    half = models.CharField(max_length=2)
    metres = models.PositiveIntegerField(null=True)  # from where the teacher sets out, as the crow flies
    state = models.CharField(max_length=10, default="drafted")
    by_hand = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)  # of a change by hand, or of a refusal

    PRIVACY = kept(
        BELONGING, "scenario", "order", "unit", "teacher", "day", "half", "metres", "state", "by_hand",
        erased=("reason",),
    )  # fmt: skip

    class Meta:
        constraints = [
            known("dispatch_state_known", "state", DISPATCH_STATES),
            known("dispatch_half_known", "half", HALVES),
            models.UniqueConstraint(
                name="dispatch_once", fields=["scenario", "order", "unit"], condition=Q(state__in=LIVE)
            ),
            models.UniqueConstraint(
                name="teacher_in_one_place", fields=["scenario", "teacher", "day", "half"], condition=Q(state__in=LIVE)
            ),
            models.UniqueConstraint(  # across rounds too; drafts of several scenarios may plan the same half-day
                name="teacher_asked_once", fields=["teacher", "day", "half"], condition=Q(state__in=STANDING)
            ),
            *walls("dispatch"),
        ]
        indexes = [
            models.Index(fields=["teacher", "state", "day"], name="dispatch_of_teacher"),
            models.Index(fields=["scenario", "day", "teacher"], name="dispatch_of_week"),
            models.Index(fields=["order", "state"], name="dispatch_of_order"),
        ]

    @property
    def half_day(self) -> HalfDay:
        return HalfDay(self.day, self.half)

    @property
    def when(self) -> list[HalfDay]:
        """The same as the form of a change by hand takes it."""
        return [self.half_day]

    def title(self, language: str) -> tuple[str, str]:
        """What is given, as the order says it."""
        return self.order.title(language)

    def __str__(self) -> str:
        return str(self.order)


class Unserved(Guarded):
    """That a scenario leaves an order, or one week of it, out; the cause, and the smallest change that would serve it."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="unserved")
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="+")
    unit = models.PositiveSmallIntegerField(default=0)
    weight = models.PositiveSmallIntegerField(default=1)
    cause = models.CharField(max_length=20)
    numbers = models.JSONField(default=dict)
    change = models.JSONField(default=dict)  # {} = no single change would do

    PRIVACY = dict.fromkeys(["scenario", "order", "unit", "weight", "cause", "numbers", "change"], "kept")

    class Meta:
        constraints = [
            known("unserved_cause_known", "cause", CAUSES),
            models.UniqueConstraint(name="unserved_once", fields=["scenario", "order", "unit"]),
        ]


class Pairing(Belonging):
    """That an expert and a teacher work together: made by the same engine, ended by either."""

    expert = models.ForeignKey("orders.Teacher", on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey("orders.Teacher", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    ended_on = models.DateField(null=True)
    by_hand = models.BooleanField(default=False)

    PRIVACY = kept(BELONGING, "expert", "teacher", "since", "ended_on", "by_hand")

    def title(self, language: str) -> tuple[str, str]:
        """Both names."""
        return f"{self.expert} — {self.teacher}", "zh"

    def __str__(self) -> str:
        return self.title("zh")[0]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="pairing_once", fields=["expert", "teacher"], condition=Q(ended_on=None)),
            models.CheckConstraint(name="pairing_of_two", condition=~Q(expert=F("teacher"))),
            models.CheckConstraint(name="pairing_days", condition=Q(ended_on=None) | Q(ended_on__gte=F("since"))),
            *walls("pairing"),
        ]

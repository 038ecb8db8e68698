"""Intention (what a side would like), Need (what somebody asks for), who else asks, and the answers."""

from typing import Any

from django.db import models

from towngown.domain.exchange.words import INTENTION_STATES, NEED_STATES, REASONS
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.foundation.journal.table import (
    DATED,
    TITLED,
    Dated,
    Guarded,
    Titled,
    days_in_order,
    kept,
    known,
    one_title,
)


class Intention(Titled, Dated, Belonging):
    """Something a party would like to do together; needs may grow out of it."""

    party = models.ForeignKey("partnerships.Party", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="open")
    words = models.TextField(blank=True)

    PRIVACY = kept(TITLED, DATED, BELONGING, "party", "state", "words")

    class Meta:
        constraints = [
            one_title("intention_has_a_title"),
            known("intention_state_known", "state", INTENTION_STATES),
            days_in_order("intention_days"),
            *walls("intention"),
        ]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.words, "day": self.last_day}


class Need(Titled, Dated, Belonging):
    """Something a place or a party asks for. It is always answered, with a reason, and the asker hears each step."""

    party = models.ForeignKey("partnerships.Party", null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    intention = models.ForeignKey(Intention, null=True, on_delete=models.PROTECT, related_name="needs")
    programme = models.ForeignKey("partnerships.Programme", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="raised")
    words = models.TextField(blank=True)
    waits_from = models.DateField(null=True)  # when it was raised again or shown to all sides; else since its first day

    PRIVACY = kept(
        TITLED, DATED, BELONGING, "party", "organisation", "intention", "programme", "state", "words", "waits_from",
        erased=("raised_by",),
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("need_has_a_title"),
            known("need_state_known", "state", NEED_STATES),
            days_in_order("need_days"),
            *walls("need"),
        ]
        indexes = [models.Index(fields=["partnership", "state", "-id"], name="need_of_partnership")]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.words, "day": self.last_day}


class PlusOne(Guarded):
    """Another organisation that asks for the same, instead of a duplicate."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="plus_ones")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    PRIVACY = {"need": "kept", "organisation": "kept", "person": "erased", "at": "kept"}

    class Meta:
        constraints = [models.UniqueConstraint(name="plus_one_once", fields=["need", "organisation"])]


class NeedAnswer(Guarded):
    """One answer to a need: what was decided, for which reason, in which words."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="answers")
    state = models.CharField(max_length=12)  # the state it led to
    reason = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    given_by = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    PRIVACY = dict.fromkeys(["need", "state", "reason", "words", "given_by", "given_at"], "kept")

    class Meta:
        constraints = [known("need_answer_reason_known", "reason", REASONS)]

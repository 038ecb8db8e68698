"""What came of it: lines of a scorecard as reported, and outputs. The ledger itself is computed, never stored."""

from typing import Any

from django.db import models

from towngown.domain.outcomes.words import OUTPUT_KINDS
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.foundation.journal.table import (
    COUNTED,
    DATED,
    TITLED,
    Counted,
    Dated,
    Titled,
    days_in_order,
    kept,
    known,
    one_title,
)


class ScorecardLine(Titled, Dated, Counted, Belonging):
    """One figure of a practice base as reported, such as 20+ scholars since 2021."""

    agreement = models.ForeignKey("agreements.Agreement", null=True, on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", null=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    unit_zh = models.CharField(max_length=20, blank=True)
    unit_en = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)

    PRIVACY = kept(TITLED, DATED, COUNTED, BELONGING, "agreement", "station", "order", "unit_zh", "unit_en", "words")

    class Meta:
        constraints = [
            one_title("scorecard_line_has_a_title"),
            days_in_order("scorecard_line_days"),
            *walls("scorecard_line"),
        ]


class Output(Titled, Dated, Counted, Belonging):
    """Something that came of the work. Its quantity is a value in fen (gifts) or a number (papers)."""

    output_kind = models.CharField(max_length=12)
    activity = models.ForeignKey("activities.Activity", null=True, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    valid_first = models.DateField(null=True)
    valid_last = models.DateField(null=True)
    state_words = models.CharField(max_length=200, blank=True)  # what became of it
    words = models.TextField(blank=True)

    PRIVACY = kept(
        TITLED, DATED, COUNTED, BELONGING, "output_kind", "activity", "giver", "valid_first", "valid_last",
        "state_words", "words",
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("output_has_a_title"),
            known("output_kind_known", "output_kind", OUTPUT_KINDS),
            days_in_order("output_days"),
            models.CheckConstraint(
                name="output_validity",
                condition=models.Q(valid_first=None, valid_last=None)
                | models.Q(valid_first__isnull=False, valid_last__gte=models.F("valid_first")),
            ),
            *walls("output"),
        ]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        text = f"{self.words}\n{self.state_words}"
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": text, "day": self.last_day}

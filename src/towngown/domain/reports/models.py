"""A report: its words while it is edited, the facts it was frozen with, and the names of those who signed it off."""

from typing import Any

from django.db import models

from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.domain.reports.words import REPORT_KINDS, SHOWN_OPENLY, STATES
from towngown.foundation.journal.table import TITLED, Titled, kept, known, one_title
from towngown.kit.actors import PUBLIC, partnership_key


class Report(Titled, Belonging):
    """One report. `frozen` holds the facts with their refs as they stood at release; names only of sign-off."""

    report_kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="edited")
    year = models.PositiveSmallIntegerField(null=True)
    as_of = models.DateField()
    activity = models.ForeignKey("activities.Activity", null=True, on_delete=models.PROTECT, related_name="+")
    words_zh = models.TextField(blank=True)  # the office's own paragraphs
    words_en = models.TextField(blank=True)
    frozen = models.JSONField(default=dict)
    edited_by = models.ForeignKey("accounts.Actor", null=True, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey("accounts.Actor", null=True, on_delete=models.PROTECT, related_name="+")
    released_by = models.ForeignKey("accounts.Actor", null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)

    PRIVACY = kept(
        TITLED, BELONGING, "report_kind", "state", "year", "as_of", "activity", "words_zh", "words_en", "frozen",
        "edited_by", "checked_by", "released_by", "released_at",
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("report_has_a_title"),
            known("report_kind_known", "report_kind", REPORT_KINDS),
            known("report_state_known", "state", STATES),
            models.UniqueConstraint(
                name="one_annual_report",
                fields=["partnership", "year"],
                condition=models.Q(report_kind="annual") & ~models.Q(state="withdrawn"),
            ),
            *walls("report"),
        ]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        shown, other = (self.words_zh, self.words_en) if self.words_zh else (self.words_en, "")
        titles = {"title_zh": self.title_zh, "title_en": self.title_en}
        return titles | {"excerpt": shown, "text": other, "day": self.as_of}

    def key_of_audience(self) -> str:
        """A public report is public from its release on; until then it is the partnership's."""
        if self.audience == PUBLIC and self.state not in SHOWN_OPENLY:
            return partnership_key(self.partnership_id)
        return super().key_of_audience()

"""Agreements with their parties and files, promises, amendments, waivers, closings, and the signatures under them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from towngown.domain.agreements.compute import Rhythm
from towngown.domain.agreements.words import BOTH_SIGN_STATES, MEASURES, PERS, STATES
from towngown.domain.evidence.words import EVIDENCE_RULES
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
from towngown.kit.actors import PUBLIC, partnership_key
from towngown.kit.periods import Per


class Agreement(Titled, Dated, Belonging):
    """What some parties agreed. Its date is the day of signing; a child agreement stands under its parent."""

    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    state = models.CharField(max_length=12, default="draft")
    as_reported = models.BooleanField(default=False)  # recorded from a report; nobody signed it here
    term_first = models.DateField(null=True)
    term_last = models.DateField(null=True)
    programme = models.ForeignKey("partnerships.Programme", null=True, on_delete=models.PROTECT, related_name="+")
    parties = models.ManyToManyField("partnerships.Party", through="AgreementParty", related_name="+")
    areas = models.ManyToManyField("partnerships.Area", related_name="+")
    words = models.TextField(blank=True)
    end_reason = models.TextField(blank=True)

    PRIVACY = kept(
        TITLED, DATED, BELONGING, "parent", "state", "as_reported", "term_first", "term_last", "programme", "words",
        "end_reason",
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("agreement_has_a_title"),
            known("agreement_state_known", "state", STATES),
            days_in_order("agreement_days"),
            models.CheckConstraint(
                name="agreement_term_in_order",
                condition=Q(term_first=None) | Q(term_last=None) | Q(term_first__lte=F("term_last")),
            ),
            *walls("agreement"),
        ]
        indexes = [models.Index(fields=["partnership", "-id"], name="agreement_of_partnership")]

    def years_to_close(self, today: date) -> list[int]:
        """The years over by this day in which something was due and that nobody has closed or proposed to close, latest
        first. Two queries."""
        due: set[int] = set()
        for promise in self.promises.all():
            ends = [day for day in (promise.last_day, self.term_last) if day]
            due |= promise.rhythm.years(min([today, *ends]))
        settled = set(self.closings.exclude(state="withdrawn").values_list("year", flat=True))
        return sorted((year for year in due - settled if year < today.year), reverse=True)

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.words, "day": self.last_day}

    def key_of_audience(self) -> str:
        """A public agreement is public once both sides have signed it; the draft is the partnership's."""
        if self.audience == PUBLIC and self.state == "draft":
            return partnership_key(self.partnership_id)
        return super().key_of_audience()


class AgreementParty(Guarded):
    """A party to an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="agreement_parties")
    party = models.ForeignKey("partnerships.Party", on_delete=models.PROTECT, related_name="+")

    PRIVACY = {"agreement": "kept", "party": "kept"}

    class Meta:
        constraints = [models.UniqueConstraint(name="agreement_party_once", fields=["agreement", "party"])]


class AgreementFile(Guarded):
    """The signed paper, an annex."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="files")
    stored_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)

    PRIVACY = {"agreement": "kept", "stored_file": "kept", "title": "kept"}


class Promise(Titled, Belonging):
    """A standing promise: at least so much of a kind per period, from a day on. Never edited: amended."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="promises")
    activity_kind = models.ForeignKey("partnerships.ActivityKind", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=12, default="times")
    minimum = models.PositiveBigIntegerField(default=1)
    per = models.CharField(max_length=10, default="year")
    first_day = models.DateField()  # promised from this day on
    last_day = models.DateField(null=True)  # ended by an amendment or with the agreement
    due_day = models.DateField(null=True)  # of a promise to be kept once
    year_starts_month = models.PositiveSmallIntegerField(default=1)
    year_starts_day = models.PositiveSmallIntegerField(default=1)
    evidence_rule = models.CharField(max_length=20, default="both_sides")
    responsible = models.ManyToManyField("partnerships.Party", related_name="+")  # none = all parties
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    words = models.TextField(blank=True)

    PRIVACY = kept(
        TITLED, BELONGING, "agreement", "activity_kind", "measure", "minimum", "per", "first_day", "last_day",
        "due_day", "year_starts_month", "year_starts_day", "evidence_rule", "replaces", "words",
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("promise_has_a_title"),
            known("promise_measure_known", "measure", MEASURES),
            known("promise_per_known", "per", PERS),
            known("promise_rule_known", "evidence_rule", EVIDENCE_RULES),
            models.CheckConstraint(name="promise_asks_something", condition=Q(minimum__gte=1)),
            models.CheckConstraint(name="promise_once_has_a_day", condition=~Q(per="once") | Q(due_day__isnull=False)),
            models.CheckConstraint(
                name="promise_year_start",
                condition=Q(year_starts_month__range=(1, 12), year_starts_day__range=(1, 28)),
            ),
            *walls("promise"),
        ]
        indexes = [models.Index(fields=["agreement", "id"], name="promise_of_agreement")]

    @property
    def rhythm(self) -> Rhythm:
        """When it is due."""
        starts_on = (self.year_starts_month, self.year_starts_day)
        return Rhythm(Per(self.per), starts_on, self.first_day, self.due_day)

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.words, "day": self.first_day}

    def key_of_audience(self) -> str:
        """What a draft is to promise is as little public as the draft."""
        if self.audience == PUBLIC and self.agreement.state == "draft":
            return partnership_key(self.partnership_id)
        return super().key_of_audience()


class Amendment(Titled, Belonging):
    """A change of an agreement: from a day on, one promise ends and another may replace it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="amendments")
    state = models.CharField(max_length=12, default="proposed")
    from_day = models.DateField()
    ends = models.ForeignKey(Promise, null=True, on_delete=models.PROTECT, related_name="+")
    terms = models.JSONField(default=dict)  # of the promise that replaces it: minimum, per, evidence rule
    reason = models.TextField(blank=True)

    PRIVACY = kept(TITLED, BELONGING, "agreement", "state", "from_day", "ends", "terms", "reason")

    class Meta:
        constraints = [
            one_title("amendment_has_a_title"),
            known("amendment_state_known", "state", BOTH_SIGN_STATES),
            *walls("amendment"),
        ]


class Waiver(Belonging):
    """That one period of a promise need not be kept, with the reason; counts once both sides have signed."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="waivers")
    state = models.CharField(max_length=12, default="proposed")
    period_first = models.DateField()
    reason = models.TextField()

    PRIVACY = kept(BELONGING, "promise", "state", "period_first", "reason")

    class Meta:
        constraints = [
            known("waiver_state_known", "state", BOTH_SIGN_STATES),
            models.UniqueConstraint(
                name="waiver_once", fields=["promise", "period_first"], condition=~Q(state="withdrawn")
            ),
            *walls("waiver"),
        ]


class Closing(Belonging):
    """That a year of an agreement is settled; counts once both sides have signed. Empty cells then are missed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="closings")
    state = models.CharField(max_length=12, default="proposed")
    year = models.PositiveSmallIntegerField()

    PRIVACY = kept(BELONGING, "agreement", "state", "year")

    class Meta:
        constraints = [
            known("closing_state_known", "state", BOTH_SIGN_STATES),
            models.UniqueConstraint(name="closing_once", fields=["agreement", "year"], condition=~Q(state="withdrawn")),
            *walls("closing"),
        ]


class Signature(Guarded):
    """One party's signature under one paper: keeps the party, the side and who signed."""

    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="signatures")
    amendment = models.ForeignKey(Amendment, null=True, on_delete=models.PROTECT, related_name="signatures")
    waiver = models.ForeignKey(Waiver, null=True, on_delete=models.PROTECT, related_name="signatures")
    closing = models.ForeignKey(Closing, null=True, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey("partnerships.Party", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10)
    signed_by = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    PRIVACY = dict.fromkeys(
        ["agreement", "amendment", "waiver", "closing", "party", "side", "signed_by", "signed_at"], "kept"
    )

    PAPERS = ("agreement", "amendment", "waiver", "closing")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="signature_under_one_paper",
                condition=(
                    Q(agreement__isnull=False, amendment=None, waiver=None, closing=None)
                    | Q(agreement=None, amendment__isnull=False, waiver=None, closing=None)
                    | Q(agreement=None, amendment=None, waiver__isnull=False, closing=None)
                    | Q(agreement=None, amendment=None, waiver=None, closing__isnull=False)
                ),
            ),
            *(
                models.UniqueConstraint(name=f"signed_once_{paper}", fields=[paper, "party"])
                for paper in ("agreement", "amendment", "waiver", "closing")
            ),
        ]

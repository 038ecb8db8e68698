"""Claim (that something happened), Account (what one side says), Item (what is shown), Link (the other side's way in)."""

from django.db import models
from django.db.models import Q

from towngown.domain.evidence.words import ITEM_KINDS, MEANS
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.domain.partnerships.words import SIDES
from towngown.foundation.journal.table import COUNTED, DATED, Counted, Dated, Table, kept, known


class Claim(Belonging):
    """That something happened. Whatever claims holds a one-to-one key down to its claim.

    `support` and `lower` sum up the accounts and items, so that a ledger of thousands reads one row per activity.
    """

    claim_kind = models.CharField(max_length=30)
    support = models.PositiveSmallIntegerField(default=0)  # bits of words.py
    lower = models.BigIntegerField(null=True)  # the lower of the head-counts given, at least this many

    PRIVACY = kept(BELONGING, "claim_kind", "support", "lower")

    class Meta:
        constraints = walls("claim")


class Account(Counted, Table):
    """What one side says: agrees or disputes, how many, in its own words. Withdrawn, never deleted."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="accounts")
    side = models.CharField(max_length=10, blank=True)  # empty: a published report that speaks for no side
    party = models.ForeignKey("partnerships.Party", null=True, on_delete=models.PROTECT, related_name="+")
    means = models.CharField(max_length=10)
    agrees = models.BooleanField(default=True)
    words = models.TextField(blank=True)
    given_by = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    visible_through = locked_after = "claim"
    PRIVACY = kept(
        COUNTED, "claim", "side", "party", "means", "agrees", "given_by", "given_at", "withdrawn_at", erased=("words",)
    )

    class Meta:
        constraints = [
            known("account_side_known", "side", ["", *SIDES]),
            models.CheckConstraint(
                name="account_of_a_side", condition=~Q(side="") | Q(means__in=["published", "file"])
            ),
            known("account_means_known", "means", MEANS),
            models.UniqueConstraint(
                name="one_account_per_side", fields=["claim", "side"], condition=Q(withdrawn_at=None)
            ),
        ]

    @property
    def wall(self) -> int:
        return self.claim.partnership_id


class Item(Dated, Table):
    """Something shown: a photo, a sign-in sheet, minutes, a clipping. Withdrawn, never deleted."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="items")
    item_kind = models.CharField(max_length=20)
    side = models.CharField(max_length=10, blank=True)
    stored_file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)  # where it was published
    classified_by_us = models.BooleanField(default=False)  # we, not the source, say which promise it serves
    added_by = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    visible_through = locked_after = "claim"
    PRIVACY = kept(
        DATED, "claim", "item_kind", "side", "stored_file", "source", "classified_by_us", "added_by", "added_at",
        "withdrawn_at", erased=("title",),
    )  # fmt: skip

    class Meta:
        constraints = [known("item_kind_known", "item_kind", ITEM_KINDS)]

    @property
    def wall(self) -> int:
        return self.claim.partnership_id


class Link(Table):
    """A one-time link for the other side: stored hashed, thirty days, used up by POST only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="links")
    party = models.ForeignKey("partnerships.Party", on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=100, blank=True)  # the person asked, as the sender calls them
    token_hash = models.CharField(max_length=64, unique=True)
    session_hash = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    token = ""  # only on the object that was just made, never stored

    visible_through = "claim"
    PRIVACY = kept(
        "claim", "party", "token_hash", "session_hash", "made_by", "made_at", "expires_at", "used_at", "withdrawn_at",
        "account",
        erased=("asked",),
    )  # fmt: skip

    @property
    def wall(self) -> int:
        return self.claim.partnership_id

"""Order, its wished half-days in the order of liking, and the answers to it."""

from typing import Any

from django.db import models
from django.db.models import Q

from towngown.domain.orders.models.menu import Category, Offer
from towngown.domain.orders.words import MOST_WEEKS, ORDER_STATES, REFUSALS
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.foundation.journal.table import COUNTED, Counted, Guarded, kept, known
from towngown.kit.halfdays import HALVES, HalfDay


class Order(Counted, Belonging):
    """Something ordered for a place: an offer, or "something about …". Its quantity is how many people are expected."""

    offer = models.ForeignKey(Offer, null=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200, blank=True)
    party = models.ForeignKey("partnerships.Party", null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    placed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    placed_on = models.DateField()
    assisted = models.BooleanField(default=False)  # typed in from a paper slip by a helper
    urgent = models.BooleanField(default=False)
    weeks = models.PositiveSmallIntegerField(default=1)  # how many weeks running the wished half-days hold
    state = models.CharField(max_length=12, default="placed")
    joined_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joiners")
    note = models.TextField(blank=True)
    stars = models.PositiveSmallIntegerField(null=True)  # of the place, about the course; never about a person
    rating_words = models.TextField(blank=True)

    PRIVACY = kept(
        COUNTED, BELONGING, "offer", "category", "about", "party", "organisation", "placed_on", "assisted", "urgent",
        "weeks", "state", "joined_to", "note", "stars", "rating_words", erased=("placed_by",),
    )  # fmt: skip

    class Meta:
        constraints = [
            known("order_state_known", "state", ORDER_STATES),
            models.CheckConstraint(name="order_says_what", condition=Q(offer__isnull=False) | ~Q(about="")),
            models.CheckConstraint(name="order_weeks", condition=Q(weeks__gte=1, weeks__lte=MOST_WEEKS)),
            models.CheckConstraint(
                name="order_joined_is_joined", condition=~Q(state="joined") | Q(joined_to__isnull=False)
            ),
            models.CheckConstraint(
                name="order_stars", condition=Q(stars=None) | Q(stars__gte=1, stars__lte=5, state="rated")
            ),
            *walls("order"),
        ]
        indexes = [
            models.Index(fields=["partnership", "-id"], name="order_of_partnership"),
            models.Index(fields=["partnership", "state", "-id"], name="order_by_state"),
            models.Index(fields=["partnership", "place_code", "-id"], name="order_by_place"),
        ]

    def title(self, language: str) -> tuple[str, str]:
        """The offer's title, or what it should be about, as the place wrote it."""
        return self.offer.title(language) if self.offer else (self.about, "zh")

    @property
    def is_alone(self) -> bool:
        """Joined to no other order."""
        return self.joined_to_id is None

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        zh, en = (self.offer.title_zh, self.offer.title_en) if self.offer else (self.about, "")
        return {"title_zh": zh, "title_en": en, "text": self.note, "day": self.placed_on}

    def __str__(self) -> str:
        return self.title("zh")[0]


class Wish(Guarded):
    """One wished half-day; rank 0 is the dearest. An order without any takes whatever half-day there is."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    day = models.DateField()
    half = models.CharField(max_length=2)

    PRIVACY = dict.fromkeys(["order", "rank", "day", "half"], "kept")

    class Meta:
        ordering = ["rank"]
        constraints = [
            known("wish_half_known", "half", HALVES),
            models.UniqueConstraint(name="wish_once", fields=["order", "day", "half"]),
        ]

    @property
    def half_day(self) -> HalfDay:
        return HalfDay(self.day, self.half)

    def format(self) -> str:
        """As forms and files write it."""
        return self.half_day.format()


class OrderAnswer(Guarded):
    """Why an order was refused, in words; kept beside it for good."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="answers")
    reason = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    given_by = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    PRIVACY = dict.fromkeys(["order", "reason", "words", "given_by", "given_at"], "kept")

    class Meta:
        constraints = [known("order_answer_reason_known", "reason", REFUSALS)]

"""Partnership, Party, Area, Programme, and the kinds of activity (data, extensible)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.domain.partnerships.words import CAVEATS, NATURES, SIDES
from towngown.foundation.journal.table import TITLED, GuardedQuerySet, Table, Titled, kept, known, one_title
from towngown.kit.actors import PUBLIC, Actor, partnership_key


class PartnershipQuerySet(GuardedQuerySet["Partnership"]):
    def visible_to(self, by: Actor) -> "PartnershipQuerySet":
        """Public partnerships, and those where the viewer holds a seat."""
        if by.sees_all or by.keeper:
            return self
        return self.filter(Q(audience=PUBLIC) | Q(pk__in={seat.partnership_id for seat in by.seats}))


class Partnership(Titled, Table):
    """The wall: every domain row belongs to exactly one."""

    slug = models.SlugField(max_length=60, unique=True)
    nature = models.CharField(max_length=10)
    audience = models.CharField(max_length=12, default="partnership")
    place_code = models.CharField(max_length=12, blank=True)
    record_from = models.DateField(null=True)  # the record covers from … (empty: since its first promise)
    record_to = models.DateField(null=True)  # … to this day (empty: it is alive, up to today)
    reported_on = models.CharField(max_length=60, blank=True)  # as the source says
    words = models.TextField(blank=True)

    objects: ClassVar = PartnershipQuerySet.as_manager()
    PRIVACY = kept(
        TITLED, "slug", "nature", "audience", "place_code", "record_from", "record_to", "reported_on", "words"
    )

    class Meta:
        constraints = [
            one_title("partnership_has_a_title"),
            known("partnership_nature_known", "nature", NATURES),
            known("partnership_audience_known", "audience", ["public", "partnership"]),
        ]

    @property
    def wall(self) -> int:
        return self.pk

    @property
    def caveat(self) -> str:
        """What a page about it must say of its nature, as a marked id; empty for a real one."""
        return CAVEATS[self.nature]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches; a public partnership is found by everybody."""
        key = PUBLIC if self.audience == PUBLIC else partnership_key(self.pk)
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.words, "audience_key": key}


class PartyQuerySet(GuardedQuerySet["Party"]):
    def visible_to(self, by: Actor) -> "PartyQuerySet":
        """The parties of partnerships that the viewer may see."""
        return self.filter(partnership__in=Partnership.objects.visible_to(by))


class Party(Table):
    """An organisation's place in a partnership, on one side."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10)
    key = models.CharField(max_length=80, blank=True)

    objects: ClassVar = PartyQuerySet.as_manager()
    PRIVACY = kept("partnership", "organisation", "side", "key")

    class Meta:
        constraints = [
            known("party_side_known", "side", SIDES),
            models.UniqueConstraint(name="party_once", fields=["partnership", "organisation"]),
            models.UniqueConstraint(name="party_key_once", fields=["partnership", "key"], condition=~Q(key="")),
        ]

    def title(self, language: str) -> tuple[str, str]:
        return self.organisation.title(language)

    def __str__(self) -> str:
        return str(self.organisation)


class Area(Titled, Belonging):
    """A field of cooperation the sides named, such as social services."""

    PRIVACY = kept(TITLED, BELONGING)

    class Meta:
        constraints = [one_title("area_has_a_title"), *walls("area")]


class Programme(Titled, Belonging):
    """A programme to which agreements, needs and activities roll up; one with a parent is a direction of it."""

    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="directions")
    words = models.TextField(blank=True)

    PRIVACY = kept(TITLED, BELONGING, "parent", "words")

    class Meta:
        constraints = [one_title("programme_has_a_title"), *walls("programme")]


class ActivityKindQuerySet(GuardedQuerySet["ActivityKind"]):
    def visible_to(self, by: Actor) -> "ActivityKindQuerySet":
        """Kinds are common knowledge."""
        return self


class ActivityKind(Titled, Table):
    """A kind of activity; promises name one, activities have one. Extended as data."""

    code = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=100)

    objects: ClassVar = ActivityKindQuerySet.as_manager()
    PRIVACY = kept(TITLED, "code", "order")

    class Meta:
        constraints = [one_title("activity_kind_has_a_title")]

"""Administrative places, keyed by code and edition, for codes change."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef

from towngown.foundation.journal.table import Guarded, GuardedQuerySet, known
from towngown.foundation.places.words import EDITION, TIERS


class PlaceQuerySet(GuardedQuerySet["Place"]):
    """Places, with the one fast way to ask for everything under a place."""

    def under(self, code: str) -> "PlaceQuerySet":
        """Places at or under this code; all for an empty one."""
        return self.filter(code__under=code) if code else self

    def current(self) -> "PlaceQuerySet":
        """Each code in its newest edition only, and none that was replaced by another code."""
        newer = Place.objects.filter(code=OuterRef("code"), edition__gt=OuterRef("edition"))
        return self.filter(~Exists(newer), replaced_by="")


class Place(Guarded):
    """One place in one edition of the code book."""

    code = models.CharField(max_length=12)
    edition = models.CharField(max_length=10, default=EDITION)
    name = models.CharField(max_length=100)
    parent_code = models.CharField(max_length=12, blank=True)
    tier = models.CharField(max_length=10)
    replaced_by = models.CharField(max_length=12, blank=True)  # the code in a later edition

    kind: ClassVar[str] = "place"
    objects: ClassVar = PlaceQuerySet.as_manager()
    PRIVACY = dict.fromkeys(["code", "edition", "name", "parent_code", "tier", "replaced_by"], "kept")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="place_once_per_edition", fields=["code", "edition"]),
            known("place_tier_known", "tier", TIERS),
        ]
        indexes = [models.Index(fields=["parent_code", "code"], name="place_children")]

    def title(self, language: str) -> tuple[str, str]:
        """The name; places are written in Chinese only."""
        return self.name, "zh"

    def __str__(self) -> str:
        return self.name

"""Administrative places, keyed by code and edition, for codes change."""

from typing import Any

from django.db import models

from towngown.foundation.journal.table import Guarded, GuardedQuerySet, known
from towngown.foundation.places.words import TIERS
from towngown.kit.actors import successor


class PlaceQuerySet(GuardedQuerySet["Place"]):
    """Places, with the one fast way to ask for everything under a place."""

    def under(self, code: str) -> "PlaceQuerySet":
        """Places at or under this code: a range that uses the index (startswith scans the table)."""
        return self.filter(code__gte=code, code__lt=successor(code)) if code else self


class Place(Guarded):
    """One place in one edition of the code book."""

    code = models.CharField(max_length=12)
    edition = models.CharField(max_length=10, default="2023")
    name = models.CharField(max_length=100)
    parent_code = models.CharField(max_length=12, blank=True)
    tier = models.CharField(max_length=10)
    replaced_by = models.CharField(max_length=12, blank=True)  # the code in a later edition

    objects: Any = PlaceQuerySet.as_manager()
    PRIVACY = dict.fromkeys(["code", "edition", "name", "parent_code", "tier", "replaced_by"], "kept")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="place_once_per_edition", fields=["code", "edition"]),
            known("place_tier_known", "tier", TIERS),
        ]
        indexes = [models.Index(fields=["parent_code", "code"], name="place_children")]

    def __str__(self) -> str:
        return self.name

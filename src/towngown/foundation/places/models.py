"""Administrative places, keyed by code and edition, for codes change."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef

from towngown.foundation.journal.table import Guarded, GuardedQuerySet, known
from towngown.foundation.places.words import EDITION, TIERS


@models.CharField.register_lookup
class Under(models.Lookup[Any]):
    """`code__under="4299"`: at or under this code, as a range that uses the index (startswith scans the table).

    The upper end is digits too, so that the range is right in every collation of the database.
    """

    lookup_name = "under"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, given = self.process_lhs(compiler, connection)
        code = str(self.rhs)
        return f"({column} >= %s AND {column} <= %s)", (*given, code, *given, code + "9" * 12)


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

"""Organisations; a unit (school, bureau, department) is an organisation with a parent."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from towngown.foundation.journal.table import GuardedQuerySet, Table, Titled, known, one_title
from towngown.foundation.organisations.words import KINDS
from towngown.kit.actors import PUBLIC, Actor


class OrganisationQuerySet(GuardedQuerySet["Organisation"]):
    def visible_to(self, by: Actor) -> "OrganisationQuerySet":
        """Organisations are public knowledge; merged ones have left."""
        return self.filter(merged_into=None)


class Organisation(Titled, Table):
    """A body or one of its units. `path` holds the ids from the root down, "/1/5/9/", so that ancestors cost nothing."""

    org_kind = models.CharField(max_length=30)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="units")
    path = models.CharField(max_length=200, blank=True, db_index=True)
    uscc = models.CharField(max_length=18, blank=True)  # unified social credit code, legal persons only
    place_code = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=80, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = OrganisationQuerySet.as_manager()
    PRIVACY = dict.fromkeys(
        ["ref", "title_zh", "title_en", "org_kind", "parent", "path", "uscc", "place_code", "key", "merged_into"],
        "kept",
    )

    class Meta:
        constraints = [
            one_title("organisation_has_a_title"),
            known("organisation_kind_known", "org_kind", KINDS),
            models.UniqueConstraint(name="uscc_once", fields=["uscc"], condition=~Q(uscc="") & Q(merged_into=None)),
            models.UniqueConstraint(name="organisation_key_once", fields=["key"], condition=~Q(key="")),
            models.CheckConstraint(name="uscc_of_legal_persons_only", condition=Q(uscc="") | Q(parent=None)),
        ]

    @property
    def ancestors(self) -> list[int]:
        """Ids from the root down to this organisation."""
        return [int(part) for part in self.path.split("/") if part]

    def search_document(self) -> dict[str, Any] | None:
        """What search shows and matches, for everybody; one merged away is not found."""
        if self.merged_into_id:
            return None
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.uscc, "audience_key": PUBLIC}

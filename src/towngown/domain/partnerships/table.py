"""The abstract table of everything inside the wall: one partnership, one audience, perhaps a place, perhaps a key."""

from typing import Any

from django.db import models
from django.db.models import Q

from towngown.foundation.journal.table import AUDIENCES, Table, known
from towngown.kit.actors import PUBLIC, partnership_key, party_key
from towngown.kit.problems import Problem

BELONGING = ("partnership", "audience", "own_party", "audience_key", "place_code", "key")


class Belonging(Table):
    """A thing of one partnership. `audience_key` is what seeing compares; it follows audience and is never set by hand."""

    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=12, default="partnership")
    own_party = models.ForeignKey("partnerships.Party", null=True, on_delete=models.PROTECT, related_name="+")
    audience_key = models.CharField(max_length=24, editable=False)
    place_code = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=80, blank=True)  # of imported things: unique per partnership and kind

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        self.audience_key = self.key_of_audience()
        super().save(*args, **options)

    def key_of_audience(self) -> str:
        """public, p<partnership> or o<party>; ValueError for a party's own thing without a party."""
        if self.audience == PUBLIC:
            return PUBLIC
        if self.audience == "party":
            if not self.own_party_id:
                raise ValueError("a party's own thing must name the party")
            return party_key(self.own_party_id)
        return partnership_key(self.partnership_id)


def walls(name: str) -> list[models.BaseConstraint]:
    """The constraints of every Belonging table; `name` is the table's own prefix."""
    return [
        known(f"{name}_audience_known", "audience", AUDIENCES),
        models.CheckConstraint(
            name=f"{name}_own_party_named", condition=~Q(audience="party") | Q(own_party__isnull=False)
        ),
        models.UniqueConstraint(name=f"{name}_key_once", fields=["partnership", "key"], condition=~Q(key="")),
    ]


def same_wall(wall: int, **things: Any) -> None:
    """Raise Problem("not_found") about the first of the named things that lies in another partnership."""
    for name, thing in things.items():
        if thing is not None and thing.wall not in (None, wall):
            raise Problem("not_found", name, value=str(thing))

"""Station and its milestones."""

from typing import Any

from django.db import models

from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.foundation.journal.table import (
    COUNTED,
    DATED,
    TITLED,
    Counted,
    Dated,
    Table,
    Titled,
    days_in_order,
    kept,
    one_title,
)


class Station(Titled, Dated, Counted, Belonging):
    """Something that stands in a place. Its date is its opening; its quantity is how many people it holds at once."""

    operator = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    director = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    floors = models.PositiveSmallIntegerField(null=True)
    area_m2 = models.PositiveIntegerField(null=True)
    words = models.TextField(blank=True)
    resources = models.TextField(blank=True)  # what policy, money, services and people it draws on, one a line

    PRIVACY = kept(TITLED, DATED, COUNTED, BELONGING, "operator", "director", "floors", "area_m2", "words", "resources")

    class Meta:
        constraints = [one_title("station_has_a_title"), days_in_order("station_days"), *walls("station")]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.words, "day": self.first_day}


class Milestone(Titled, Dated, Table):
    """A step in building a station, such as groundbreaking; it claims to have happened."""

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="milestones")
    claim = models.OneToOneField("evidence.Claim", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, blank=True)  # of imported ones

    visible_through = "station"
    PRIVACY = kept(TITLED, DATED, "station", "claim", "key")

    class Meta:
        constraints = [
            one_title("milestone_has_a_title"),
            days_in_order("milestone_days"),
            models.UniqueConstraint(name="milestone_key_once", fields=["station", "key"], condition=~models.Q(key="")),
        ]

    @property
    def wall(self) -> int:
        return self.station.partnership_id

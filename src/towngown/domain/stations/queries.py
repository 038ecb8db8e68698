"""Reading stations and their milestones."""

from typing import TYPE_CHECKING

from django.db.models import F

from towngown.domain.stations.models import Milestone, Station
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


def stations(by: Actor, partnership: "Partnership | None" = None) -> GuardedQuerySet[Station]:
    """The stations the viewer may see, of one partnership or of all, in the order of entry."""
    found = Station.objects.visible_to(by).select_related("partnership", "operator", "director")
    return (found.filter(partnership=partnership) if partnership else found).order_by("pk")


def station(by: Actor, ref: str) -> Station | None:
    """One station by its ref."""
    return stations(by).filter(ref=ref).first()


def milestones(by: Actor, station: Station) -> GuardedQuerySet[Milestone]:
    """The steps of a station with their claims, earliest first; undated ones last."""
    found = Milestone.objects.visible_to(by).filter(station=station).select_related("claim")
    return found.order_by(F("last_day").asc(nulls_last=True), "pk")

"""Outputs and scorecard lines the viewer may see."""

from typing import TYPE_CHECKING

from django.db.models import Q

from towngown.domain.outcomes.models import Output, ScorecardLine
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership
    from towngown.domain.stations.models import Station


def outputs(by: Actor, partnership: "Partnership | None" = None) -> GuardedQuerySet[Output]:
    """Outputs, latest first; of one partnership or of all."""
    found = Output.objects.visible_to(by).select_related("partnership", "activity", "giver")
    return (found.filter(partnership=partnership) if partnership else found).order_by("-last_day", "-pk")


def of_station(by: Actor, station: "Station") -> GuardedQuerySet[Output]:
    """What came of the activities of a station, and what is used at its very place."""
    here = Q(activity__station=station)
    if station.place_code:
        here |= Q(place_code=station.place_code)
    return outputs(by, station.partnership).filter(here)


def output(by: Actor, ref: str) -> Output | None:
    """One output by its ref."""
    return outputs(by).filter(ref=ref).first()


def scorecard(by: Actor, partnership: "Partnership") -> GuardedQuerySet[ScorecardLine]:
    """The figures of a partnership's bases as reported, in the order of the report."""
    found = ScorecardLine.objects.visible_to(by).filter(partnership=partnership)
    return found.select_related("agreement", "station").order_by("order", "pk")

"""Outputs and scorecard lines the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Q

from towngown.domain.activities import queries as activities
from towngown.domain.exchange.queries import Asking, intentions
from towngown.domain.outcomes.models import Output, ScorecardLine
from towngown.foundation.journal import moments
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership
    from towngown.domain.stations.models import Station


@dataclass(frozen=True)
class Told:
    """What a partnership did, whatever it promised: its activities, how many outputs, the figures of its bases, and how
    many intentions its parties voiced."""

    done: activities.Done
    outputs: int
    scorecard: tuple[ScorecardLine, ...]
    intentions: int


def told(by: Actor, partnerships: "Iterable[Partnership]", today: date) -> dict[int, Told]:
    """Partnership id → what it did up to today; read once for each moment of its journal."""
    walls = moments.of_walls()
    return {one.pk: _told(by.eyes, one.pk, today, walls.get(one.pk, (None, ""))) for one in partnerships}


@moments.kept()
def _told(eyes: Actor, wall: int, today: date, moment: moments.Moment) -> Told:
    number = Output.objects.visible_to(eyes).filter(partnership=wall).count()
    lines = ScorecardLine.objects.visible_to(eyes).filter(partnership=wall).order_by("order", "pk")
    wished = intentions(eyes, Asking(partnership_id=wall)).order_by().count()
    return Told(activities.done(eyes, wall, None, today), number, tuple(lines), wished)


def outputs(by: Actor, partnership: "Partnership | None" = None) -> GuardedQuerySet[Output]:
    """Outputs, latest first, those without a day last; of one partnership or of all."""
    found = Output.objects.visible_to(by).select_related("partnership", "activity", "giver")
    return (found.filter(partnership=partnership) if partnership else found).order_by(
        F("last_day").desc(nulls_last=True), "-pk"
    )


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

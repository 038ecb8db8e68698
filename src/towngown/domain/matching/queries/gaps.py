"""For which round a released order waits; those that lie in none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from towngown.domain.matching.compute import Span, ahead, first_round, term_of, units
from towngown.domain.matching.models import Dispatch, Round, Scenario, Unserved
from towngown.domain.matching.queries.reading import standing_units, waiting
from towngown.domain.matching.queries.replanning import unserved_units
from towngown.domain.orders import queries as orders
from towngown.domain.orders.queries import Waiting
from towngown.foundation.journal.moments import Moment, kept, of_walls
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.orders.models import Order

ANY_DAYS = 28  # how long a round is suggested to be when nobody wishes a day


@dataclass(frozen=True)
class Waits:
    """Where a released order waits.

    round     for an open round, the first that can serve it
    left_out  in a published round that runs on: nobody could be found, and why; whoever becomes free is asked
    gap       no round holds any of its half-days
    over      its half-days are over
    """

    where: str
    round: Round | None = None
    cause: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """How many released orders no round holds, and how many have no half-day left; the days of a round for the former."""

    count: int
    over: int
    first_day: date
    last_day: date


def waits(by: Actor, order: "Order", today: date) -> Waits | None:
    """Where this order waits; None when it does not wait to be dispatched. At most four queries."""
    found = orders.waiting(order.partnership_id, only=[order.pk]) if order.state == "released" else []
    return _where(by, order.partnership_id, found, today).get(order.pk)


def gap(by: Actor, wall: int, today: date) -> Gap:
    """The released orders of a partnership that lie in no round. One query while nothing changed, four more after."""
    return _gap(by.eyes, wall, today, of_walls().get(wall))


@kept()
def _gap(eyes: Actor, wall: int, today: date, moment: Moment | None) -> Gap:
    """The same at one moment of the partnership's journal: thousands of orders are not read for every page."""
    found = orders.waiting(wall)
    where = _where(eyes, wall, found, today)
    lost = [one for one in found if where[one.id].where == "gap"]
    days = [half_day.day for one in lost for half_day in ahead(one, today)]
    first = min(days, default=today + timedelta(days=1))
    last = max(days, default=first + timedelta(days=ANY_DAYS - 1))
    _, end_of_term = term_of(first)
    over = sum(one.where == "over" for one in where.values())
    return Gap(len(lost), over, first, min(last, end_of_term))


def _where(by: Actor, wall: int, found: Sequence[Waiting], today: date) -> dict[int, Waits]:
    rounds = Round.objects.visible_to(by).filter(partnership_id=wall, state="open", last_day__gt=today)
    open_ = list(rounds.order_by("first_day", "pk")) if found else []
    left = _left_out(wall, [one.id for one in found], today) if found else {}
    return {one.id: _one(one, open_, left.get(one.id, []), today) for one in found}


def _one(order: Waiting, open_: Sequence[Round], left: Sequence[Unserved], today: date) -> Waits:
    if order.wishes and not ahead(order, today):
        return Waits("over")
    at = first_round(order, [_span(one) for one in open_], today)
    if at is not None:
        return Waits("round", open_[at])
    at = first_round(order, [_span(row.scenario.round) for row in left], today)
    if at is not None:
        return Waits("left_out", left[at].scenario.round, left[at].cause, left[at].numbers)
    return Waits("gap")


def _span(round_: Round) -> Span:
    return Span(round_.first_day, round_.last_day)


def _left_out(wall: int, order_ids: Iterable[int], today: date) -> dict[int, list[Unserved]]:
    """Order → where published rounds that run on left it out, the earliest first."""
    rows = Unserved.objects.filter(scenario__partnership_id=wall, scenario__state="published")
    rows = rows.filter(scenario__round__state="published", scenario__round__last_day__gt=today)
    rows = rows.filter(order__among=list(order_ids)).exclude(cause="no_half_day")
    found: dict[int, list[Unserved]] = {}
    for row in (
        rows.select_related("scenario__round").defer("scenario__proof").order_by("scenario__round__first_day", "pk")
    ):
        found.setdefault(row.order_id, []).append(row)
    return found


def released_since(scenario: Scenario) -> int:
    """How many orders its round would be asked for by now that the scenario, worked out before, does not know. Six
    queries."""
    wall, round_ = scenario.partnership_id, scenario.round
    asked = units(waiting(wall), Span(round_.first_day, round_.last_day), standing_units(wall))
    planned = set(Dispatch.objects.filter(scenario=scenario).values_list("order_id", "unit"))
    known = planned | unserved_units(scenario)
    return len({unit.order for unit in asked if unit.wishes and unit.key not in known})

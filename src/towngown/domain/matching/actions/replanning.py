"""A published round re-planned: what fell away is taken off, what is new is asked, only those concerned are told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from towngown.domain.matching.actions.scenarios import dispatch_row, unserved_row
from towngown.domain.matching.compute import Busy, Key, Left, Stands, Visit
from towngown.domain.matching.models import Dispatch, Scenario, Unserved
from towngown.domain.matching.queries import read_too_early, standing_visits, unserved_units, visits_held_still
from towngown.domain.matching.rules import dispatches, is_system
from towngown.domain.matching.words import DISPATCH_MOVES, SCENARIO_MOVES
from towngown.foundation.journal.action import action, perform_many
from towngown.foundation.journal.outbox import AT_ONCE
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark


@action(
    "dispatch.lift", label=mark("Take the visit off"), told=mark("took the visit off"), may=dispatches, on="dispatch",
    moves=DISPATCH_MOVES, offered=False, only_moves=True,
)  # fmt: skip
def lift_dispatch(*, by: Actor, dispatch: Dispatch) -> Dispatch:
    """The order was withdrawn, or a re-planning sends somebody else or at another time."""
    dispatch.save()
    return dispatch


@action(
    "scenario.replan", label=mark("Plan anew"), told=mark("planned the round anew"), may=is_system, on="scenario",
    moves=SCENARIO_MOVES, offered=False,
)  # fmt: skip
def replan_scenario(
    *, by: Actor, scenario: Scenario, gone: Sequence[Key], come: Sequence[Visit], left: Sequence[Left],
    figures: dict[str, Any], busy: Iterable[Busy], stands: Mapping[Key, Stands],
) -> Scenario:  # fmt: skip
    """Write down how a published plan goes on: visits that fall away, visits that are new, units left out now.

    Raises when those who are to come are not asked for just what was read, elsewhere (`busy`) or here (`stands`), or when
    what falls away was moved meanwhile: it is to be planned once more.
    """
    touched, away = {order for order, _ in gone} | {one.order for one in come}, set(gone)
    fallen = [row for row in visits_held_still(scenario, touched) if (row.order_id, row.unit) in away]
    keys = away | {(one.order, one.unit) for one in come}
    if read_too_early(scenario, {one.teacher for one in come}, keys, stands, busy):
        raise Problem("matching.taken_meanwhile", "scenario")
    perform_many("dispatch.lift", fallen, by=by)
    perform_many("order.free", list({row.order_id: row.order for row in fallen}.values()), by=by)
    new = Dispatch.objects.bulk_create([dispatch_row(scenario, one) for one in come], batch_size=AT_ONCE)
    perform_many("dispatch.publish", new, by=by)
    _orders_follow(by, touched)
    _left_out(scenario, come, left)
    scenario.figures = scenario.figures | figures
    scenario.save()
    return scenario


def _orders_follow(by: Actor, touched: Iterable[int]) -> None:
    """An order somebody comes to is dispatched; one whose visits were all accepted is accepted, and only as long."""
    by_order: dict[int, list[Dispatch]] = defaultdict(list)
    for row in standing_visits(touched):
        by_order[row.order_id].append(row)
    orders = [rows[0].order for rows in by_order.values()]
    perform_many("order.dispatch", [one for one in orders if one.state == "released"], by=by)
    ready = {one.pk for one in orders if all(row.state == "accepted" for row in by_order[one.pk])}
    perform_many("order.accept", [one for one in orders if one.state == "dispatched" and one.pk in ready], by=by)
    perform_many("order.ask_anew", [one for one in orders if one.state == "accepted" and one.pk not in ready], by=by)


def _left_out(scenario: Scenario, come: Iterable[Visit], left: Sequence[Left]) -> None:
    """Who is served now is left out no longer; who is left out now gets a row."""
    for one in come:
        Unserved.objects.filter(scenario=scenario, order_id=one.order, unit=one.unit).delete()
    known = unserved_units(scenario)
    rows = [unserved_row(scenario, one) for one in left if (one.order, one.unit) not in known]
    Unserved.objects.bulk_create(rows, batch_size=AT_ONCE)

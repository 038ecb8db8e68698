"""Somebody falls ill, declines, is moved, or an order is withdrawn: the published rounds concerned are planned anew.

Each may run twice: a round in which nothing is out of place is left alone.
"""

from typing import Any

from towngown.domain.matching import actions, queries
from towngown.domain.matching.compute import Solved, difference, left_of_rows, not_over, replanned, totals
from towngown.domain.matching.models import Scenario
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.action import perform_many
from towngown.foundation.journal.outbox import reaction
from towngown.kit import clock as time


@reaction("matching.after_absence", on=("teacher.away", "teacher.describe"))
def after_absence(entry: Any, teacher: Any) -> None:
    """Whoever falls ill or takes no orders any more: somebody else goes."""
    if teacher is None:
        return
    for scenario in queries.published_from(teacher.partnership_id, time.today()):
        if queries.visits_ahead(scenario, teacher.pk, time.today()):
            replan(scenario)


@reaction("matching.after_answer", on=("dispatch.decline", "dispatch.free"))
def after_answer(entry: Any, dispatch: Any) -> None:
    """What was declined is looked for again; what was called off leaves room for somebody else."""
    if dispatch is not None:
        replan(dispatch.scenario)


@reaction("matching.after_publishing", on=("scenario.publish",))
def after_publishing(entry: Any, scenario: Any) -> None:
    """Between working out and publishing somebody may have fallen ill, or an order been withdrawn."""
    if scenario is not None and queries.out_of_place(scenario, time.today()):
        replan(scenario)


@reaction("matching.after_withdrawal", on=("order.withdraw", "order.refuse"))
def after_withdrawal(entry: Any, order: Any) -> None:
    """Nobody comes to an order that is not wanted any more; the half-day may serve another."""
    if order is None or order.state not in ("withdrawn", "refused"):
        return
    rows = queries.standing_visits([order.pk])
    perform_many("dispatch.lift", rows, by=clock())
    for scenario in queries.published_from(order.partnership_id, time.today()):
        if scenario.pk in {row.scenario_id for row in rows}:
            replan(scenario)


def replan(scenario: Scenario) -> None:
    """Go on from the plan that was published; nothing is written when it stands, or when its round is closed."""
    if scenario.round.state != "published":
        return
    kept, now = queries.kept(scenario), queries.now(scenario, not_over(time.now().astimezone(time.ZONE)))
    solved = replanned(kept, now)
    changed = difference(solved, now)
    known = queries.unserved_units(scenario)
    fresh = [row for row in _left(solved) if solved.facts.units[row].key not in known]
    if changed.gone or changed.come or fresh:
        left = left_of_rows(solved, fresh)
        actions.replan_scenario(
            by=clock(), scenario=scenario, gone=changed.gone, come=changed.come, left=left,
            figures=totals(solved, now, changed), busy=now.busy, stands=now.stands,
        )  # fmt: skip


def _left(solved: Solved) -> list[int]:
    """Rows of the units that are wanted and to which nobody comes now."""
    weight, arc = solved.facts.orders.weight, solved.plan.arc
    return [row for row in range(len(arc)) if arc[row] < 0 and weight[row] > 0]

"""What would help: looked for more closely, written down, and followed in a new scenario."""

from typing import Any

from towngown.domain.matching.actions import fields
from towngown.domain.matching.actions.scenarios import add_with
from towngown.domain.matching.compute import Left, read_settings
from towngown.domain.matching.models import Scenario, Unserved
from towngown.domain.matching.rules import dispatches, is_system
from towngown.domain.matching.words import FOLLOWED, LOOK_JOB, SCENARIO_MOVES
from towngown.foundation.jobs import actions as jobs
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark


@action(
    "scenario.look", label=mark("Look for what would help"), told=mark("had it looked into what would help"),
    may=dispatches, on="scenario", moves=SCENARIO_MOVES, offered=False,
)  # fmt: skip
def look_closer(*, by: Actor, scenario: Scenario) -> Scenario:
    """For every order left out for which no change was found quickly, a job looks closely, one after the other."""
    scenario.job_ref = jobs.start(by=by, job_kind=LOOK_JOB, given={"scenario": scenario.ref}).ref
    scenario.save()
    return scenario


@action(
    "scenario.note", label=mark("Note what would help"), told=mark("noted what would help"), may=is_system,
    on="scenario", moves=SCENARIO_MOVES, offered=False,
)  # fmt: skip
def note_changes(*, by: Actor, scenario: Scenario, found: list[Left]) -> Scenario:
    """Write down what its worker found."""
    for one in found:
        rows = Unserved.objects.filter(scenario=scenario, order_id=one.order, unit=one.unit)
        rows.update(cause=one.cause, numbers=one.numbers, change=one.change)
    return scenario


@action(
    "scenario.follow", label=mark("Follow this suggestion"), told=mark("followed a suggestion in a new scenario"),
    may=dispatches, on="scenario", offered=False,
)  # fmt: skip
def follow_change(*, by: Actor, scenario: Scenario, order: fields.ForOrder, unit: fields.OfWeek = 0) -> Scenario:
    """A new scenario that assumes what would serve this order, beside what this one assumes; who is asked for it hears
    when it is published. Raises when nothing was found, or what was found is a new teacher."""
    row = Unserved.objects.filter(scenario=scenario, order=order, unit=unit).first()
    if row is None or row.change.get("kind") not in FOLLOWED:
        raise Problem("matching.no_change", "order")
    return add_with(by, scenario.round, with_change(scenario.settings, row.change))


def with_change(settings: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The settings with one more assumption; the same one is not made twice."""
    given = read_settings(settings).as_data()
    return given | {"changes": [*(one for one in given["changes"] if one != change), change]}

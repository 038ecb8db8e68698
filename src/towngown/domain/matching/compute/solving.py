"""From what a round is asked to the plan that is written down: solve, prove, say why not. 求解与落单。"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from towngown.domain.matching.compute.changes import assumed
from towngown.domain.matching.compute.facts import NOWHERE, Asked, Facts, facts, steps_of
from towngown.domain.matching.compute.settings import Settings
from towngown.kit.matching import Instance, NoRoom, Plan, build, certify, solve, visits

COARSER = (100, 250, 500, 1_000, 2_500, 5_000)  # metres; the finest whose objective fits into 64 bits is taken

Report = Callable[[int], None]


@dataclass(frozen=True)
class Visit:
    """Who comes to which unit when, and from how far (none when not known)."""

    order: int
    unit: int
    place: str
    teacher: int
    day: date
    half: str
    metres: int | None


@dataclass(frozen=True)
class Left:
    """A unit that nobody comes to: how much it counted, the cause that binds, and the smallest change that would do."""

    order: int
    unit: int
    place: str
    weight: int
    cause: str
    numbers: Mapping[str, Any]
    change: Mapping[str, Any]


@dataclass(frozen=True)
class Solved:
    """A round with its best plan, proven."""

    facts: Facts
    instance: Instance
    plan: Plan


def work_out(asked: Asked, settings: Settings, report: Report = lambda step: None) -> Solved:
    """The best plan of a round, proven by its own prices; distances as fine as 64 bits allow.

    Raises NoRoom when even the coarsest do not fit.
    """
    report(1)
    given, instance = _ready(asked, settings)
    report(2)
    plan = solve(instance)
    report(3)
    certify(instance, plan)
    return Solved(given, instance, plan)


def _ready(asked: Asked, settings: Settings) -> tuple[Facts, Instance]:
    for step_m in COARSER:
        given = assumed(facts(asked, settings, step_m), settings.changes)
        try:
            return given, build(given.orders, given.supply, steps_of(settings.even))
        except NoRoom:
            if step_m == COARSER[-1]:
                raise
    raise AssertionError("unreachable")


def visits_of(solved: Solved) -> list[Visit]:
    """The visits of a plan, by unit."""
    given, found = solved.facts, visits(solved.instance, solved.plan)
    place_row = solved.facts.orders.place
    return [
        visit_of(given, row, int(teacher), int(when), int(given.metres[place_row[row], teacher]))
        for row, (teacher, when) in enumerate(found.tolist())
        if teacher >= 0
    ]


def visit_of(given: Facts, row: int, teacher: int, when: int, apart: int) -> Visit:
    """One visit, its numbers turned into what they stand for."""
    unit, half_day = given.units[row], given.span.half_day(when)
    return Visit(
        unit.order, unit.unit, unit.place, given.teachers[teacher], half_day.day, half_day.half,
        None if apart == NOWHERE else apart,
    )  # fmt: skip

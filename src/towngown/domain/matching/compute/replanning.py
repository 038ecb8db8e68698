"""A published round goes on from its own prices: what changed is taken in, what stands is held, few are moved. 续排。"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from towngown.domain.matching.compute.calendar import mondays
from towngown.domain.matching.compute.caps import Caps
from towngown.domain.matching.compute.facts import Busy, Facts, counted, steps_of
from towngown.domain.matching.compute.packing import Kept
from towngown.domain.matching.compute.solving import Solved, Visit, visits_of
from towngown.domain.matching.compute.units import Key
from towngown.foundation.places.words import TOWN
from towngown.kit.halfdays import HalfDay
from towngown.kit.matching import Orders, Plan, Teachers, build, rebuilt, resume
from towngown.kit.matching.plan import parts

GONE = -1


@dataclass(frozen=True)
class Stands:
    """One visit that was asked or accepted."""

    teacher: int
    half_day: HalfDay
    by_hand: bool


@dataclass(frozen=True)
class Now:
    """A published round as it is now.

    stands    unit → who comes when
    given_up  (teacher, half-day) that were declined: they are not asked for that half-day again
    wanted    units whose order still wants somebody; called off ones wait for another round
    away      teacher → days on which they cannot come · busy  half-days of teachers that other rounds took
    caps      how often they come at most, of the teachers who take orders now · since  nothing before it is touched
    """

    stands: Mapping[Key, Stands]
    given_up: Collection[tuple[int, HalfDay]]
    wanted: Collection[Key]
    away: Iterable[tuple[int, date, date]]
    busy: Collection[Busy]
    caps: Caps
    since: HalfDay


def solved_again(kept: Kept) -> Solved:
    """The round and its plan as they were packed."""
    instance = build(kept.facts.orders, kept.facts.supply, steps_of(kept.even))
    plan = Plan(kept.arc, kept.price, parts(instance, kept.arc), "kept")
    return Solved(kept.facts, instance, plan)


def replanned(kept: Kept, now: Now) -> Solved:
    """The best plan of the round as it is now, what stands held; its proof is for what may still change.

    Visits made by hand, and those of half-days that are over, are pinned: out of the engine, their half-days and caps used up.
    """
    before = solved_again(kept)
    pinned = {key for key, one in now.stands.items() if one.by_hand or one.half_day.slot < now.since.slot}
    orders = _orders(kept.facts, now, pinned)
    given = replace(kept.facts, orders=orders, supply=_supply(kept.facts, now, pinned))
    instance = rebuilt(before.instance, given.orders, given.supply)
    return Solved(given, instance, resume(before.instance, before.plan, instance))


def _orders(given: Facts, now: Now, pinned: Collection[Key]) -> Orders:
    """What is not wanted any more, or pinned, weighs nothing; what stands is held."""
    teacher_row = {teacher: row for row, teacher in enumerate(given.teachers)}
    weight, held = given.orders.weight.copy(), np.full((len(given.units), 2), GONE, np.int64)
    for row, unit in enumerate(given.units):
        stands = now.stands.get(unit.key)
        if unit.key not in now.wanted or unit.key in pinned:
            weight[row] = 0
        elif stands is not None:
            held[row] = teacher_row[stands.teacher], given.span.number(stands.half_day)
    return replace(given.orders, weight=weight, held=held)


def _supply(facts: Facts, now: Now, pinned: Iterable[Key]) -> Teachers:
    """Without the half-days that are over, taken, or on which they are away; pinned visits use up caps."""
    span, teacher_row = facts.span, {teacher: row for row, teacher in enumerate(facts.teachers)}
    free, (week_cap, term_cap) = facts.supply.free.copy(), _room(facts, now)
    free[:, : max(span.number(now.since), 0)] = False
    free[[row for teacher, row in teacher_row.items() if teacher not in now.caps.said]] = False
    for teacher, first, last in now.away:
        if teacher in teacher_row:
            free[teacher_row[teacher], span.days(first, last)] = False
    for teacher, half_day in [*now.busy, *now.given_up]:
        _take(free, teacher_row.get(teacher), span.number(half_day))
    for key in pinned:
        row, half_day = teacher_row.get(now.stands[key].teacher), now.stands[key].half_day
        _take(free, row, span.number(half_day))
        if row is not None:
            week_cap[row, span.week_of(half_day.day)] -= 1
            term_cap[row] -= 1
    return replace(facts.supply, free=free, week_cap=np.maximum(week_cap, 0), term_cap=np.maximum(term_cap, 0))


def _room(facts: Facts, now: Now) -> tuple[Any, Any]:
    """[T, W] and [T] how many visits each takes of this round: no more than when it was worked out, nor than what they did
    elsewhere since leaves them; what stands stays."""
    in_term, in_week = counted(facts.teachers, facts.span, now.busy)
    stand_term, stand_week = counted(
        facts.teachers, facts.span, [Busy(one.teacher, one.half_day) for one in now.stands.values()]
    )
    week_cap, term_cap = facts.supply.week_cap.copy(), facts.supply.term_cap.copy()
    weeks = list(mondays(facts.span))
    for row, teacher in enumerate(facts.teachers):
        if teacher in now.caps.said:
            left = np.array([now.caps.week(teacher, monday) for monday in weeks]) - in_week[row]
            week_cap[row] = np.minimum(week_cap[row], np.maximum(left, stand_week[row]))
            term_cap[row] = min(term_cap[row], max(now.caps.term(teacher) - in_term[row], stand_term[row]))
    return week_cap, term_cap


def _take(free: Any, row: int | None, number: int) -> None:
    if row is not None and 0 <= number < free.shape[1]:
        free[row, number] = False


@dataclass(frozen=True)
class Difference:
    """What a re-planning changes: units whose visit falls away, and visits that are new, perhaps to the same units."""

    gone: Sequence[Key]
    come: Sequence[Visit]


def difference(solved: Solved, now: Now) -> Difference:
    """What must be written so that what stands is what was planned."""
    planned = {(one.order, one.unit): one for one in visits_of(solved)}
    engine = {unit.key for row, unit in enumerate(solved.facts.units) if solved.facts.orders.weight[row]}
    gone, come = [], []
    for key in sorted(engine):
        one, stands = planned.get(key), now.stands.get(key)
        if one is not None and stands is not None and (one.teacher, one.day, one.half) == (
            stands.teacher, *stands.half_day
        ):  # fmt: skip
            continue
        gone += [key] if stands is not None else []
        come += [one] if one is not None else []
    return Difference(gone, come)


def totals(solved: Solved, now: Now, changed: Difference) -> dict[str, Any]:
    """How the figures of a scenario read after a re-planning."""
    served = (set(now.stands) - set(changed.gone)) | {(one.order, one.unit) for one in changed.come}
    towns: dict[str, list[int]] = {}
    for unit in solved.facts.units:
        counts = towns.setdefault(unit.place[:TOWN], [0, 0])
        counts[0] += unit.key in now.wanted or unit.key in served
        counts[1] += unit.key in served
    return {
        "served": len(served),
        "asked": sum(asked for asked, _ in towns.values()),
        "towns": dict(sorted(towns.items())),
    }

"""Orders and teachers as the engine's arrays. 点单与师资的数组。"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from towngown.domain.matching.compute.calendar import A_WEEK, Span, term_of
from towngown.domain.matching.compute.settings import Settings
from towngown.domain.matching.compute.units import Key, Unit
from towngown.kit.halfdays import HalfDay, bits_of
from towngown.kit.matching import Orders, Teachers, weight

if TYPE_CHECKING:
    import numpy.typing as npt

    from towngown.domain.orders.compute import Point
    from towngown.domain.orders.queries import Supply

    Ints = npt.NDArray[np.int64]

NOWHERE = -1
STEP_M = 100  # distances count in steps of so many metres


class Busy(NamedTuple):
    """A visit that stands in another round, of whichever partnership: the teacher cannot be elsewhere then, and it counts
    for their caps. Nothing more is known of it here."""

    teacher: int
    half_day: HalfDay


@dataclass(frozen=True)
class Facts:
    """All that a scenario is worked out from. `metres` [P, T] is −1 where one of the two places has no known spot."""

    span: Span
    units: Sequence[Unit]
    teachers: Sequence[int]
    metres: "Ints"
    orders: Orders
    supply: Teachers
    step_m: int = STEP_M


@dataclass(frozen=True)
class Asked:
    """What is asked of a round, and by whom it can be given, as rows."""

    span: Span
    units: Sequence[Unit]
    supply: "Sequence[Supply]"
    spots: "Mapping[str, Point]"
    missed: Mapping[str, int]
    busy: Iterable[Busy] = ()
    held: Mapping[Key, tuple[int, HalfDay]] | None = None
    from_day: date = date.min  # nothing is planned before it


def facts(asked: Asked, settings: Settings, step_m: int = STEP_M) -> Facts:
    """The arrays of a round under these settings, distances in steps of `step_m` metres."""
    places = list(dict.fromkeys(unit.place for unit in asked.units))
    subjects = list(dict.fromkeys(unit.subject for unit in asked.units))
    apart = _metres(places, asked)
    orders = _orders(asked, settings, places, subjects)
    supply = _teachers(asked, settings, subjects, apart, step_m)
    return Facts(asked.span, asked.units, [one.id for one in asked.supply], apart, orders, supply, step_m)


def _metres(places: Sequence[str], asked: Asked) -> "Ints":
    """[P, T] as the crow flies, −1 where unknown."""
    here = np.array([asked.spots.get(place, (np.nan, np.nan)) for place in places], float).reshape(-1, 2)
    there = np.array([asked.spots.get(one.place_code, (np.nan, np.nan)) for one in asked.supply], float).reshape(-1, 2)
    apart = np.hypot(here[:, None, 0] - there[None, :, 0], here[:, None, 1] - there[None, :, 1])
    return np.where(np.isnan(apart), NOWHERE, np.rint(apart)).astype(np.int64)


def _orders(asked: Asked, settings: Settings, places: Sequence[str], subjects: Sequence[Any]) -> Orders:
    units = asked.units
    place_row, subject_row = ({one: row for row, one in enumerate(many)} for many in (places, subjects))
    missed = np.array([asked.missed.get(unit.place, 0) if settings.memory else 0 for unit in units], np.int64)
    wishes = np.full((len(units), max((len(unit.wishes) for unit in units), default=0)), -1, np.int64)
    for row, unit in enumerate(units):
        wishes[row, : len(unit.wishes)] = unit.wishes
    return Orders(
        weight=weight(missed, np.array([unit.urgent for unit in units], np.bool_)),
        course=np.array([subject_row[unit.subject] for unit in units], np.int64),
        place=np.array([place_row[unit.place] for unit in units], np.int64),
        wishes=wishes,
        held=_held(asked),
    )


def _held(asked: Asked) -> "Ints":
    """[O, 2] teacher and half-day to keep, or −1, −1."""
    teacher_row = {one.id: row for row, one in enumerate(asked.supply)}
    held = np.full((len(asked.units), 2), -1, np.int64)
    for row, unit in enumerate(asked.units):
        teacher, half_day = (asked.held or {}).get(unit.key, (0, None))
        if half_day is not None and teacher in teacher_row:
            held[row] = teacher_row[teacher], asked.span.number(half_day)
    return held


def _teachers(asked: Asked, settings: Settings, subjects: Sequence[Any], apart: "Ints", step_m: int) -> Teachers:
    span, supply = asked.span, asked.supply
    in_term, in_week = counted([one.id for one in supply], span, asked.busy)
    free = np.array([_free(one.half_days, one.away, span) for one in supply], np.bool_).reshape(-1, span.count)
    _block(free, asked)
    reach_m = np.array([one.reach_m for one in supply], np.int64) * settings.reach_pct // 100
    distance, reach = _in_steps(apart, reach_m, step_m)
    week_cap = np.array([[one.week_cap] * span.weeks for one in supply], np.int64).reshape(-1, span.weeks) - in_week
    return Teachers(
        qualified=np.array([[_gives(one, subject) for one in supply] for subject in subjects], np.bool_).reshape(
            len(subjects), len(supply)
        ),
        free=free,
        distance=distance,
        reach=reach,
        week_cap=np.maximum(week_cap, 0),
        term_cap=np.maximum(np.array([one.term_cap for one in supply], np.int64) - in_term, 0),
        dislike=np.zeros((len(supply), span.count), np.int64),
        carried=in_term if settings.even else np.zeros_like(in_term),
        half_days_a_week=A_WEEK,
    )


def _in_steps(apart: "Ints", reach_m: "Ints", step_m: int) -> "tuple[Ints, Ints]":
    """[P, T] distances and [T] reach in steps, rounded up. However coarse the steps, who is within reach is decided by the
    metres, as on the page where somebody orders: a place beyond it lies a step further than the teacher goes."""
    steps, reach = -(-apart // step_m), -(-reach_m // step_m)
    steps = np.where(apart > reach_m, np.maximum(steps, reach + 1), steps)
    return np.where(apart == NOWHERE, 0, steps), reach


def _gives(teacher: "Supply", subject: tuple[str, int]) -> bool:
    kind, key = subject
    return key in (teacher.offers if kind == "offer" else teacher.categories) if kind else False


def _free(mask: int, away: Collection[tuple[date, date]], span: Span) -> "npt.NDArray[np.bool_]":
    """[H] when a teacher could come: half-days that suit, in the round, not away."""
    week = np.zeros(A_WEEK, np.bool_)
    week[list(bits_of(mask))] = True
    free = np.tile(week, span.weeks) & span.open()
    for first, last in away:
        free[span.days(first, last)] = False
    return free


def _block(free: "npt.NDArray[np.bool_]", asked: Asked) -> None:
    """Nobody is in two places: half-days of visits that stand in other rounds are taken; those that are over, too."""
    free[:, : min(max((asked.from_day - asked.span.monday).days * 2, 0), asked.span.count)] = False
    teacher_row = {one.id: row for row, one in enumerate(asked.supply)}
    for one in asked.busy:
        number = asked.span.number(one.half_day)
        if one.teacher in teacher_row and 0 <= number < asked.span.count:
            free[teacher_row[one.teacher], number] = False


def counted(teachers: Sequence[int], span: Span, busy: Iterable[Busy]) -> "tuple[Ints, Ints]":
    """[T] how many of these visits lie in the term of the first day, and [T, W] in each week of the round."""
    first, last = term_of(span.first)
    teacher_row = {teacher: row for row, teacher in enumerate(teachers)}
    in_term, in_week = np.zeros(len(teachers), np.int64), np.zeros((len(teachers), span.weeks), np.int64)
    for teacher, half_day in busy:
        row = teacher_row.get(teacher)
        if row is not None:
            in_term[row] += first <= half_day.day <= last
            week = span.week_of(half_day.day)
            if 0 <= week < span.weeks:
                in_week[row, week] += 1
    return in_term, in_week


def steps_of(even: bool) -> "Ints | None":
    """What one more visit costs at the last level: ever more when the load is to be even, else nothing."""
    return None if even else np.zeros(1, np.int64)

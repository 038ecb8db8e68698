"""The engine's changes as data that lasts: teachers, orders and days instead of rows and numbers. 变动。"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from towngown.domain.matching.compute.facts import Facts
from towngown.kit.halfdays import HalfDay
from towngown.kit.matching import Beyond, Caps, Joined, Orders, Remedy, Teachers, Wish


def as_data(given: Facts, row: int, remedy: Remedy) -> dict[str, Any]:
    """A remedy for the unit in this row: `kind`, what is asked of whom, and who would come then and when.

    half_day  the place takes this half-day, too
    beyond    the teacher goes `metres` further than they said
    caps      the teacher comes so many times more in the week of `monday` (in_week), and in the term (in_term)
    joined    `count` new teachers who can give it, free on this half-day
    """
    unit, half_day = given.units[row], given.span.half_day(remedy.half_day)
    who = given.teachers[remedy.teacher] if 0 <= remedy.teacher < len(given.teachers) else None
    said: dict[str, Any] = {
        "order": unit.order, "unit": unit.unit, "comes": who, "day": half_day.day.isoformat(), "half": half_day.half
    }  # fmt: skip
    match remedy.change:
        case Wish():
            return said | {"kind": "half_day"}
        case Beyond(more=more):
            return said | {"kind": "beyond", "teacher": who, "metres": more * given.step_m}
        case Caps(teacher, week, in_week, in_term):
            monday = given.span.monday + timedelta(days=7 * week)
            asked = {"teacher": given.teachers[teacher], "monday": monday.isoformat()}
            return said | {"kind": "caps", **asked, "in_week": in_week, "in_term": in_term}
        case Joined(count=count):
            return said | {"kind": "joined", "count": count}
    raise ValueError(f"{remedy.change} serves nobody")


def assumed(given: Facts, changes: Iterable[Mapping[str, Any]]) -> Facts:
    """The facts as these changes would make them; what is gone meanwhile is passed over."""
    rows = {unit.key: row for row, unit in enumerate(given.units)}
    people = {teacher: row for row, teacher in enumerate(given.teachers)}
    orders, supply = given.orders, given.supply
    for one in changes:
        row, teacher = rows.get((one["order"], one["unit"])), people.get(one.get("teacher", 0))
        if one["kind"] == "half_day" and row is not None:
            orders = _wished(orders, row, given.span.number(HalfDay(date.fromisoformat(one["day"]), one["half"])))
        elif one["kind"] == "beyond" and row is not None and teacher is not None:
            orders = replace(orders, beyond=np.append(orders.beyond, [[row, teacher]], axis=0))
        elif one["kind"] == "caps" and teacher is not None:
            supply = _more(supply, teacher, given.span.week_of(date.fromisoformat(one["monday"])), one)
    return replace(given, orders=orders, supply=supply)


def _wished(orders: Orders, row: int, number: int) -> Orders:
    if number in orders.wishes[row]:
        return orders
    wishes = np.pad(orders.wishes, ((0, 0), (0, 1)), constant_values=-1)
    wishes[row, -1] = number
    return replace(orders, wishes=wishes)


def _more(supply: Teachers, teacher: int, week: int, change: Mapping[str, Any]) -> Teachers:
    in_week, in_term = supply.week_cap.copy(), supply.term_cap.copy()
    in_week[teacher, week] += change["in_week"]
    in_term[teacher] += change["in_term"]
    return replace(supply, week_cap=in_week, term_cap=in_term)

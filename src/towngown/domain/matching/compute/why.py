"""Why a unit was left out, and the smallest change that would serve it, as the engine says. 派不到的原因与最小变动。"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from towngown.domain.matching.compute.changes import as_data
from towngown.domain.matching.compute.solving import Left, Solved
from towngown.kit.matching import Beyond, Explainer, Explanation, Remedy

SEARCHED = 8  # so many of those for whom nothing easy is found are looked into more closely at once
FURTHER_M = 5_000  # beyond their reach; further than this is no small change

Report = Callable[[int, int], None]


def left_of(solved: Solved, report: Report = lambda done, total: None) -> list[Left]:
    """Every unit that nobody comes to, with its cause; with a change wherever one is found quickly.

    Where re-planning is needed to find one, it is looked for only for the weightiest few; `searched` does it for any.
    """
    rows: list[int] = np.flatnonzero(solved.plan.arc < 0).tolist()
    explainer = Explainer(solved.instance, solved.plan)
    found: dict[int, Left] = {}
    for done, row in enumerate(rows):
        found[row] = _left(solved, row, explainer.explain(row, search=False))
        report(done + 1, len(rows) + SEARCHED)
    for done, row in enumerate(_weightiest(found)):
        found[row] = _left(solved, row, explainer.explain(row))
        report(len(rows) + done + 1, len(rows) + SEARCHED)
    return list(found.values())


def left_of_rows(solved: Solved, rows: Iterable[int]) -> list[Left]:
    """The same for the units in these rows, with what is found quickly."""
    explainer = Explainer(solved.instance, solved.plan)
    return [_left(solved, row, explainer.explain(row, search=False)) for row in rows]


def _weightiest(found: dict[int, Left]) -> list[int]:
    open_ = [row for row, one in found.items() if not one.change and one.cause != "no_half_day"]
    return sorted(open_, key=lambda row: (-found[row].weight, row))[:SEARCHED]


def searched(solved: Solved, rows: Iterable[int]) -> Iterator[Left]:
    """The units in these rows, looked into closely one after the other: each takes up to some seconds."""
    explainer = Explainer(solved.instance, solved.plan)
    for row in rows:
        yield _left(solved, row, explainer.explain(row))


def _far(remedy: Remedy, step_m: int) -> bool:
    """Whether it asks somebody to go so much further that nobody would call it a small change."""
    return isinstance(remedy.change, Beyond) and remedy.change.more * step_m > FURTHER_M


def _left(solved: Solved, row: int, said: Explanation) -> Left:
    given = solved.facts
    unit, weight = given.units[row], int(given.orders.weight[row])
    cause = str(said.cause) if unit.wishes else "no_half_day"
    numbers: dict[str, Any] = {
        "qualified": said.qualified, "in_reach": said.in_reach, "free": said.free, "heavier": said.heavier,
        "equal": said.equal,
    }  # fmt: skip
    small = [one for one in said.remedies if not _far(one, given.step_m)]
    change = as_data(given, row, small[0]) if small else {}
    return Left(unit.order, unit.unit, unit.place, weight, cause, numbers, change)

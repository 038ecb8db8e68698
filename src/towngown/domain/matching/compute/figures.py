"""What a plan is worth, in numbers: what pages compare. 方案的数字。"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from towngown.domain.matching.compute.solving import Left, Solved, Visit
from towngown.domain.matching.compute.units import Unit
from towngown.foundation.places.words import TOWN

LONG = 3  # left out so many times running is long


def figures(
    asked: Sequence[Unit], come: Sequence[Visit], left: Sequence[Left], missed: Mapping[str, int], teachers: int
) -> dict[str, Any]:
    """Numbers only, as the scenario's row keeps them.

    asked, served   visits asked for and given · orders, whole  orders, and those served in every week
    metres, far     the way there in all, and of how many visits it is not known
    teachers, give  on the list, and giving at least one · most  visits of whoever gives most
    towns           town → [asked, served] · causes  cause → how many
    long            places left out for the third time running or more
    """
    served = {(one.order, one.unit) for one in come}
    towns: dict[str, list[int]] = {}
    for unit in asked:
        counts = towns.setdefault(unit.place[:TOWN], [0, 0])
        counts[0] += 1
        counts[1] += unit.key in served
    loads = Counter(one.teacher for one in come)
    orders = {unit.order for unit in asked}
    return {
        "asked": len(asked), "served": len(come), "orders": len(orders),
        "whole": len(orders - {one.order for one in left}),
        "metres": sum(one.metres or 0 for one in come), "far": sum(one.metres is None for one in come),
        "teachers": teachers, "give": len(loads), "most": max(loads.values(), default=0),
        "towns": dict(sorted(towns.items())), "causes": dict(sorted(Counter(one.cause for one in left).items())),
        "long": _long(come, left, missed),
    }  # fmt: skip


def proof_of(solved: Solved) -> dict[str, Any]:
    """What was proven, and how fine distances were counted: part of the figures."""
    return {
        "proven": True, "unit_m": solved.facts.step_m, "possible": len(solved.instance.tail),
        "weight_left": solved.plan.parts.unserved, "moved": solved.plan.parts.moved, "solver": solved.plan.solver,
    }  # fmt: skip


def _long(come: Iterable[Visit], left: Iterable[Left], missed: Mapping[str, int]) -> int:
    got = {one.place for one in come}
    return sum(1 + missed.get(place, 0) >= LONG for place in {one.place for one in left} - got)


def share(towns: Mapping[str, Sequence[int]]) -> list[tuple[str, int, int, float]]:
    """(town, asked, served, share served) by share, the worst first."""
    found = [(town, asked, served, served / asked if asked else 0.0) for town, (asked, served) in towns.items()]
    return sorted(found, key=lambda row: (row[3], -row[1], row[0]))

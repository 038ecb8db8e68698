"""Which expert works with which teacher: the dispatch engine with places instead of half-days. 专家与骨干教师结对。"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from towngown.kit.matching import Orders, Teachers, build, certify, nobody, solve, visits

if TYPE_CHECKING:
    from towngown.domain.orders.compute import Point

UNKNOWN_M = 50_000  # a home that lies nowhere known counts as far
STEP_M = 100
MOST_PLACES = 14


@dataclass(frozen=True)
class Somebody:
    """A teacher or an expert: what they can give, by category, and where they set out from."""

    id: int
    categories: frozenset[int]
    home: "Point | None"


def pairs(experts: Sequence[Somebody], places: Sequence[int], others: Sequence[Somebody]) -> list[tuple[int, int]]:
    """(expert, teacher): as many teachers as possible get an expert who shares a category; the pairs spread over the
    experts, then as near as can be. `places` says how many each expert may still take, at most 14.
    """
    if not experts or not others:
        return []
    most = max(1, min(max(places), MOST_PLACES))
    count = np.minimum(np.array(places, np.int64), most)
    wanted = Orders(
        np.ones(len(others), np.int64), np.arange(len(others)), np.arange(len(others)),
        np.tile(np.arange(most), (len(others), 1)), nobody(len(others)),
    )  # fmt: skip
    none = np.zeros((len(experts), most), np.int64)
    able = Teachers(
        qualified=np.array([[bool(one.categories & other.categories) for one in experts] for other in others]),
        free=np.arange(most) < count[:, None], distance=_apart(experts, others),
        reach=np.full(len(experts), UNKNOWN_M, np.int64), week_cap=count[:, None], term_cap=count, dislike=none,
        carried=none[:, 0], half_days_a_week=most,
    )  # fmt: skip
    instance = build(wanted, able, room_to_keep=False)
    plan = solve(instance)
    certify(instance, plan)
    found = visits(instance, plan)[:, 0].tolist()
    return [(experts[who].id, others[row].id) for row, who in enumerate(found) if who >= 0]


def _apart(experts: Collection[Somebody], others: Collection[Somebody]) -> "np.typing.NDArray[np.int64]":
    """[teachers, experts] in hundreds of metres."""
    here = np.array([one.home or (np.nan, np.nan) for one in others], float).reshape(-1, 2)
    there = np.array([one.home or (np.nan, np.nan) for one in experts], float).reshape(-1, 2)
    apart = np.hypot(here[:, None, 0] - there[None, :, 0], here[:, None, 1] - there[None, :, 1])
    return np.where(np.isnan(apart), UNKNOWN_M, np.minimum(apart, UNKNOWN_M)).astype(np.int64) // STEP_M

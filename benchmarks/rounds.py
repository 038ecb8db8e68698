"""The rounds of dispatch that benchmarks draw: twelve clusters of villages, 400 teachers, 40 courses; seeded."""

import numpy as np

from towngown.kit.matching import Orders, Teachers, nobody, weight
from towngown.kit.matching.facts import Ints

TEACHERS, PLACES, COURSES, A_WEEK = 400, 700, 40, 14
# up to so many orders: weeks, half-days a week at most, kilometres in one unit of distance, half-days in one step of load
SIZES = ((1_000, 1, 3, 1, 1), (20_000, 16, 3, 1, 1), (200_000, 52, 5, 10, 52))


def drawn(orders: int, seed: int = 11) -> tuple[Orders, Teachers, Ints]:
    """Orders, teachers, and the steps of the load. The largest rounds measure distance and load coarser, so that their costs
    fit into 64 bits (levels.py) even when OR-Tools multiplies them by the number of nodes."""
    _, weeks, cap, unit, width = next(size for size in SIZES if orders <= size[0])
    dice = np.random.default_rng(seed)
    popular = dice.random(COURSES) + 0.3
    popular /= popular.sum()
    wanted = Orders(
        weight(dice.choice(5, orders, p=[0.7, 0.15, 0.08, 0.05, 0.02]), dice.random(orders) < 0.05),
        dice.choice(COURSES, orders, p=popular), dice.integers(0, PLACES, orders), _wishes(dice, orders, weeks),
        nobody(orders),
    )  # fmt: skip
    able = np.zeros((COURSES, TEACHERS), np.bool_)
    for teacher in range(TEACHERS):
        able[dice.choice(COURSES, dice.integers(3, 8), replace=False, p=popular), teacher] = True
    half_days = weeks * A_WEEK
    teachers = Teachers(
        able, dice.random((TEACHERS, half_days)) < 0.42, _distance(dice) // unit, np.full(TEACHERS, 10**6),
        np.full((TEACHERS, weeks), cap), np.full(TEACHERS, cap * weeks),
        dice.choice(2, (TEACHERS, half_days), p=[0.8, 0.2]), np.zeros(TEACHERS, np.int64),
    )  # fmt: skip
    return wanted, teachers, np.arange(cap * weeks + 1) // width


def _distance(dice: np.random.Generator) -> Ints:
    """[P, T] whole kilometres between homes and villages scattered around the same twelve centres."""
    centres = dice.integers(0, 60, (12, 2))
    villages = centres[dice.integers(0, 12, PLACES)] + dice.normal(0, 4.5, (PLACES, 2))
    homes = centres[dice.integers(0, 12, TEACHERS)] + dice.normal(0, 6, (TEACHERS, 2))
    return np.sqrt(((villages[:, None] - homes) ** 2).sum(axis=2)).astype(np.int64)


def _wishes(dice: np.random.Generator, orders: int, weeks: int) -> Ints:
    """[O, 3] two half-days of one week, and one of that week or the next."""
    week, day = dice.integers(0, weeks, orders), dice.integers(0, A_WEEK, orders)
    other = (day + dice.integers(1, A_WEEK, orders)) % A_WEEK
    later = np.minimum(week + (dice.random(orders) < 0.7), weeks - 1)
    third = later * A_WEEK + dice.integers(0, A_WEEK, orders)
    wishes = np.stack([week * A_WEEK + day, week * A_WEEK + other, third], axis=1)
    wishes[(third[:, None] == wishes[:, :2]).any(axis=1), 2] = -1
    return wishes

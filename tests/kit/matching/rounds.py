"""Rounds to test with: drawn from a seed, from generous to scarce to hopeless."""

from typing import Any

import numpy as np

from towngown.kit.matching import Orders, Teachers, nobody, weight


def round_of(
    orders: int, teachers: int = 20, weeks: int = 2, *, seed: int = 0, courses: int = 5, places: int = 12,
    wishes: int = 3, per_week: int = 4, skill: float = 0.4, free: float = 0.4, reach: int = 60, caps: int = 3,
    far: int = 100,
) -> tuple[Orders, Teachers]:  # fmt: skip
    """Orders and teachers; `per_week` half-days in a week; caps up to `caps` a week and 2 · caps a round."""
    dice = np.random.default_rng(seed)
    half_days = weeks * per_week
    hopes = dice.permuted(np.tile(np.arange(half_days), (orders, 1)), axis=1)[:, :wishes]
    hopes[dice.random(hopes.shape) < 0.1] = -1
    missed, urgent = dice.integers(0, 6, orders), dice.random(orders) < 0.1
    wanted = Orders(
        weight(missed, urgent),
        dice.integers(0, courses, orders),
        dice.integers(0, places, orders),
        hopes,
        nobody(orders),
    )
    able = Teachers(
        qualified=dice.random((courses, teachers)) < skill, free=dice.random((teachers, half_days)) < free,
        distance=dice.integers(0, far, (places, teachers)), reach=dice.integers(0, reach + 1, teachers),
        week_cap=dice.integers(0, caps + 1, (teachers, weeks)), term_cap=dice.integers(0, 2 * caps + 1, teachers),
        dislike=dice.integers(0, 3, (teachers, half_days)), carried=dice.integers(0, 4, teachers),
        half_days_a_week=per_week,
    )  # fmt: skip
    return wanted, able


KINDS: dict[str, dict[str, Any]] = {
    "generous": {"orders": 30, "teachers": 30, "caps": 6, "reach": 100},
    "scarce": {"orders": 120, "teachers": 12},
    "very scarce": {"orders": 200, "teachers": 5, "caps": 2},
    "degenerate": {"orders": 60, "teachers": 10, "far": 1, "courses": 1, "skill": 1.0},
    "one course": {"orders": 80, "teachers": 15, "courses": 1},
    "hopeless": {"orders": 20, "teachers": 10, "skill": 0.0},
    "nobody there": {"orders": 10, "teachers": 0},
    "no orders": {"orders": 0, "teachers": 8},
    "one order": {"orders": 1, "teachers": 8},
    "no caps": {"orders": 40, "teachers": 10, "caps": 0},
    "no wishes": {"orders": 10, "wishes": 0},
    "a term": {"orders": 700, "teachers": 90, "weeks": 10, "per_week": 14, "courses": 20, "places": 60},
}

"""Compile the allocation engines' loops into their cache on disk, so that nobody waits for it later; `make setup` runs it."""

import numpy as np

from towngown.kit.matching import Absent, Live, Orders, Teachers, build, nobody, solve


def smallest() -> tuple[Orders, Teachers]:
    """One order, one teacher, one half-day."""
    one, none = np.ones(1, np.int64), np.zeros(1, np.int64)
    grid, yes = np.zeros((1, 1), np.int64), np.ones((1, 1), np.bool_)
    return Orders(one, none, none, grid, nobody(1)), Teachers(yes, yes, grid, none, grid + 1, one, grid, none)


if __name__ == "__main__":
    round_ = build(*smallest())
    Live(round_, solve(round_)).change(Absent(0, (0,)))

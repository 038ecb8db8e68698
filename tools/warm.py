"""Compile the allocation engines' loops into their cache on disk, so that nobody waits for it later; `make setup` runs it."""

import shutil
from pathlib import Path

import numpy as np

from towngown.kit import compiled, matching
from towngown.kit.matching import Absent, Live, Orders, Teachers, build, nobody, solve
from towngown.kit.matching.network import network
from towngown.kit.matching.plan import priced


def smallest() -> tuple[Orders, Teachers]:
    """One order, one teacher, one half-day."""
    one, none = np.ones(1, np.int64), np.zeros(1, np.int64)
    grid, yes = np.zeros((1, 1), np.int64), np.ones((1, 1), np.bool_)
    return Orders(one, none, none, grid, nobody(1)), Teachers(yes, yes, grid, none, grid + 1, one, grid, none)


def forget_older(package: Path) -> None:
    """Remove what was compiled from earlier sources of the package."""
    now = compiled.cache_folder(package)
    for folder in now.parent.glob(f"{compiled.PREFIX}*") if now else ():
        if folder != now:
            shutil.rmtree(folder)


if __name__ == "__main__":
    forget_older(Path(matching.__file__).parent)
    round_ = build(*smallest())
    plan = solve(round_)
    priced(round_, network(round_), plan.arc)
    Live(round_, plan).change(Absent(0, (0,)))

"""The machine's own limits in this run, for they move with the neighbours: memory read and fdatasync."""

import os
import tempfile
import time
from pathlib import Path

import numpy as np

MEGABYTES = 256
SYNCS = 100


def memory_read(rounds: int = 5) -> float:
    """Gigabytes a second of summing an array that no cache holds; the best of the rounds."""
    array = np.ones(MEGABYTES * 1_000_000 // 8, np.int64)
    best = min(_seconds_of_sum(array) for _ in range(rounds))
    return round(array.nbytes / best / 1e9, 2)


def _seconds_of_sum(array: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
    start = time.perf_counter()
    array.sum()
    return time.perf_counter() - start


def syncs(folder: Path | None = None) -> float:
    """fdatasync calls a second, each after writing one 4 KiB block."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        start = time.perf_counter()
        for _ in range(SYNCS):
            os.write(file.fileno(), b"x" * 4096)
            os.fdatasync(file.fileno())
        return round(SYNCS / (time.perf_counter() - start), 1)


def limits(folder: Path | None = None) -> dict[str, float]:
    """Both, as they go into the JSON line."""
    return {"memory_read_gb_per_s": memory_read(), "fdatasync_per_s": syncs(folder)}

"""Where the shared folder with real data lies: beside the repository, beside its main work tree, or where one says."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _candidates() -> Iterator[Path]:
    if os.environ.get("TOWNGOWN_SHARED"):
        yield Path(os.environ["TOWNGOWN_SHARED"])
    yield from (up / "shared" for up in ROOT.parents)
    git = ["git", "-C", str(ROOT), "rev-parse", "--path-format=absolute", "--git-common-dir"]
    found = subprocess.run(git, capture_output=True, text=True, check=False)  # noqa: S603
    if found.returncode == 0:
        yield Path(found.stdout.strip()).parent.parent / "shared"


def real(folder: str) -> list[Path]:
    """The real files in a folder of shared/data/real, by name; none where there is no shared folder."""
    places = [one / "data/real" / folder for one in _candidates()]
    here = next((one for one in places if one.is_dir()), None)
    return sorted(here.iterdir()) if here else []


def needed(files: list[Path], folder: str) -> None:
    """Skip, saying so, where the real files are missing."""
    if not files:
        pytest.skip(f"shared/data/real/{folder} is not beside this repository; TOWNGOWN_SHARED says where shared is")

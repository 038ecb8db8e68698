"""Disks for the sites of the harnesses: one that forgets at a power cut, and one that is soon full."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.architecture.source import REPOSITORY

CUT = "!cut {}"
FAIL = "!fail {}"


class ForgetfulDisk:
    """A folder whose contents go through forgetful.py; `store` is what it holds while it is off."""

    def __init__(self, folder: Path) -> None:
        self.mount, self.store = folder / "disk", folder / "store"
        self.mount.mkdir()
        self.store.mkdir()
        self.process: subprocess.Popen[bytes] | None = None

    def on(self) -> "ForgetfulDisk":
        """Mounted, with what the store holds."""
        line = [sys.executable, "-m", "tests.trust.forgetful", str(self.mount), str(self.store)]
        self.process = subprocess.Popen(line, cwd=REPOSITORY)
        deadline = time.monotonic() + 60
        while not self.mount.is_mount() and time.monotonic() < deadline:
            assert self.process.poll() is None, "the forgetful disk did not come up"
            time.sleep(0.01)
        return self

    def cut(self, landing: int = 0) -> None:
        """Power off: what was not fsynced is forgotten, but for so many of 100 pages that happened to land."""
        self._order(CUT.format(landing))
        self.off()

    def fail(self, every: int) -> None:
        """From now on each so manieth write or fsync fails; 0: none."""
        self._order(FAIL.format(every))

    def _order(self, name: str) -> None:
        """An order looks like a folder to be made, which then is not there."""
        with suppress(OSError):
            (self.mount / name).mkdir()

    def off(self) -> None:
        """Unmounted, its program ended."""
        if self.process is not None:
            subprocess.run(["fusermount3", "-uz", str(self.mount)], capture_output=True)
            self.process.wait(30)
            self.process = None


@contextmanager
def forgetful(folder: Path) -> Iterator[ForgetfulDisk]:
    """A forgetful disk; the test is skipped, with the reason, where the machine has no FUSE."""
    if not os.access("/dev/fuse", os.W_OK) or shutil.which("fusermount3") is None:
        pytest.skip("no FUSE here: no power can be cut (tools/fuse.sh)")
    disk = ForgetfulDisk(folder)
    try:
        yield disk
    finally:
        disk.off()


@contextmanager
def small(folder: Path, megabytes: int = 8) -> Iterator[Path]:
    """A file system of so many megabytes; the test is skipped, with the reason, where none may be mounted."""
    mount = folder / "small"
    mount.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(mount)]
    done = subprocess.run(line, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no small file system may be mounted here: {done.stderr.strip()}")
    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=True)

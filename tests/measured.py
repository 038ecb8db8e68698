"""What one child process needed."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence


def needed_by(command: Sequence[str], content: bytes) -> tuple[int, float]:
    """(peak memory in kB, seconds) of a command that is fed this on its standard input."""
    with tempfile.TemporaryFile() as given:
        given.write(content)
        given.seek(0)
        begun = time.monotonic()
        child = subprocess.Popen(command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        _pid, _status, usage = os.wait4(child.pid, 0)
        child.returncode = 0  # it has been waited for
        return usage.ru_maxrss, time.monotonic() - begun

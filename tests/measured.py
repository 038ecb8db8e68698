"""What one child process needed."""

import subprocess
import sys
import time
from collections.abc import Sequence

# A small process in between: until it runs its own program, a child counts what its parent holds as its own.
BETWEEN = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def needed_by(command: Sequence[str], content: bytes) -> tuple[int, float]:
    """(peak memory in kB, seconds) of a command that is fed this on its standard input."""
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-I", "-c", BETWEEN, *command], input=content, stdout=subprocess.PIPE, check=True
    )
    return int(done.stdout), time.monotonic() - begun

"""What one child process needed."""

import subprocess
import sys
from collections.abc import Sequence

# A small process in between: until it runs its own program, a child counts what its parent holds as its own.
BETWEEN = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def memory_of(command: Sequence[str], content: bytes) -> int:
    """Peak memory in kB of a command that is fed this on its standard input."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-I", "-c", BETWEEN, *command], input=content, stdout=subprocess.PIPE, check=True
    )
    return int(done.stdout)

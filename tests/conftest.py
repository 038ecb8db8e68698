"""What every test stands on: its own data folder, and a small partnership to play with."""

import os
import tempfile

os.environ.setdefault("TOWNGOWN_DATA", tempfile.mkdtemp(prefix="towngown-test-"))

pytest_plugins = ["tests.fixtures"]

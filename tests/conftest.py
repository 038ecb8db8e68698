"""What every test stands on: its own data folder, and a small partnership to play with."""

import os
import tempfile
from typing import Any

import pytest

os.environ.setdefault("TOWNGOWN_DATA", tempfile.mkdtemp(prefix="towngown-test-"))

pytest_plugins = ["tests.fixtures"]


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    """Log-ins of tests are hashed cheaply: the real hash takes a quarter of a second on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

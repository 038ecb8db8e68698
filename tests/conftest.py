"""What every test stands on: its own data folder, and a small partnership to play with."""

import gc
import os
import tempfile
from typing import Any

import hypothesis
import pytest
from django.db.backends.signals import connection_created
from django.utils import translation

os.environ.setdefault("TOWNGOWN_DATA", tempfile.mkdtemp(prefix="towngown-test-"))

# How long an example takes says nothing about it on a busy machine.
hypothesis.settings.register_profile("towngown", deadline=None)
hypothesis.settings.load_profile("towngown")


def backwards(connection: Any, **_: Any) -> None:
    """A read that names no order has none: the embedded database then answers backwards, PostgreSQL mostly forwards,
    so whoever relies on the order of such a read fails in one of both runs every time, not one time in a hundred."""
    if connection.vendor == "sqlite":
        connection.connection.execute("PRAGMA reverse_unordered_selects=ON")


connection_created.connect(backwards)

pytest_plugins = ["tests.fixtures", "tests.stories.running", "tests.verbs"]


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    """Log-ins of tests are hashed cheaply: the real hash takes a quarter of a second on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """A test takes back what the journal said, so nothing read in one may be kept for the next."""
    from towngown.foundation.journal import moments  # needs the settings

    moments.forget()


@pytest.fixture(autouse=True)
def first_language(settings: Any) -> None:
    """A page read in a test leaves its language active; the next test starts in the site's own."""
    translation.activate(settings.LANGUAGE_CODE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only the tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes comes first: at the end one worker would wait for the other.
    With --database-only, for the second run on PostgreSQL, what needs no database is left out."""
    items.sort(key=lambda item: not _takes_long(item))
    if config.getoption("--database-only"):
        touching = [item for item in items if _touching(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in touching])
        items[:] = touching


def pytest_collection_finish() -> None:
    """What was loaded stays: the collector need not look at all of it again and again (as on a site: config/wsgi.py)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)


def _takes_long(item: pytest.Item) -> bool:
    """The harnesses that start processes of their own, and the looks at all pages."""
    looks = "pages" in getattr(item, "fixturenames", ())
    return looks or bool(item.get_closest_marker("trust") and not _touching(item))


def _touching(item: pytest.Item) -> bool:
    return bool({"db", "transactional_db"} & set(getattr(item, "fixturenames", ())))

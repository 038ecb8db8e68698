"""Sites of every kind for the harnesses; all of them end with the test that wanted them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.trust.site import APPLICATION, Site
from tools.postgres import running


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """make_site("sqlite" or "postgresql", application=…) → a prepared site, not yet started."""
    with ExitStack() as ending:

        def make(database: str = "sqlite", application: str = APPLICATION) -> Site:
            site = Site(tmp_path / "data", application=application)
            if database == "postgresql":
                site.database_url = ending.enter_context(running())
            ending.callback(site.kill)
            return site.prepare()

        yield make


@pytest.fixture
def live(make_site) -> Site:
    """A site with server and worker running."""
    return make_site().start()

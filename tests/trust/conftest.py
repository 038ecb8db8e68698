"""Sites of every kind for the harnesses; all of them end with the test that wanted them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.trust.pages_site import Pages
from tests.trust.pages_site import running as running_pages
from tests.trust.site import APPLICATION, Site
from tools.postgres import running


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A prepared site on the embedded database, made once; sites are copies of its folder."""
    return Site(tmp_path_factory.mktemp("model") / "data").prepare()


@pytest.fixture
def make_site(tmp_path: Path, model: Site) -> Iterator[Callable[..., Site]]:
    """make_site("sqlite" or "postgresql", application=…) → a site with the little world (or, not prepared, nothing yet)."""
    with ExitStack() as ending:
        made: list[Site] = []

        def make(database: str = "sqlite", application: str = APPLICATION, prepared: bool = True) -> Site:
            site = Site(tmp_path / f"data{len(made)}", application=application)
            made.append(site)
            ending.callback(site.kill)
            if database == "postgresql":
                site.database_url = ending.enter_context(running())
                return site.prepare() if prepared else site
            return site.like(model) if prepared else site

        yield make


@pytest.fixture
def live(make_site) -> Site:
    """A site with server and worker running."""
    return make_site().start()


@pytest.fixture(scope="module")
def pages(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """The demonstration as the checks of pages look at it, one for each of their files."""
    with running_pages(demonstrated, tmp_path_factory.mktemp("pages") / "data") as both:
        yield both

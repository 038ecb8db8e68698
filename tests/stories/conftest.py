"""What the stories stand on: a running instance, a headless Chromium, and people who walk through it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.stories.live import Live, copy, empty, run
from tests.stories.walk import Walk


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small world, made once; each story works on a copy."""
    folder = tmp_path_factory.mktemp("small") / "data"
    empty(folder)
    run(folder, "-m", "tests.stories.small_world")
    return folder


@pytest.fixture(scope="session")
def server(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The one running instance of these stories."""
    with Live(copy(small, tmp_path_factory.mktemp("live") / "data")) as instance:
        yield instance


@pytest.fixture
def live(server: Live, small: Path) -> Live:
    """The running instance, with nothing in it but the small world."""
    server.restore(small)
    return server


@pytest.fixture(scope="session")
def demonstration(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A running instance with the examples and the demonstration; its stories only look."""
    with Live(copy(demonstrated, tmp_path_factory.mktemp("demonstration") / "data"), demonstration=True) as instance:
        yield instance


@pytest.fixture
def walk(browser: Browser) -> Iterator[Callable[..., Walk]]:
    """`walk(live, phone=…, scripts=…)`: somebody opens a browser. At the end no page may have done what none may."""
    walks: list[Walk] = []

    def begin(live: Live, **how: bool) -> Walk:
        walks.append(Walk(browser, live.address, **how))
        return walks[-1]

    yield begin
    for one in walks:
        one.page.context.close()
    faults = [fault for one in walks for fault in one.faults]
    assert not faults, "\n".join(faults)

"""What the stories stand on: a running instance, a headless Chromium, and people who walk through it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.stories.live import Live, copy, prepared
from tests.stories.walk import Walk


@pytest.fixture(scope="session")
def begun(emptied: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Live]]:
    """`begun("small_world")`: the one running instance of this world, with nothing in it but the world itself."""
    known: dict[str, tuple[Path, Live]] = {}
    with ExitStack() as running:

        def as_made(world: str) -> Live:
            if world not in known:
                folder, own = (tmp_path_factory.mktemp(world) / "data" for _ in range(2))
                prepared(emptied, folder, world)
                known[world] = folder, running.enter_context(Live(copy(folder, own)))
            folder, instance = known[world]
            instance.restore(folder)
            return instance

        yield as_made


@pytest.fixture
def live(begun: Callable[[str], Live]) -> Live:
    """The running instance, with nothing in it but the small world."""
    return begun("small_world")


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

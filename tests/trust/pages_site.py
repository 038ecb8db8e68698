"""A running demonstration with its list of pages, and everybody who looks at them in one dress."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.stories.live import Live, copy
from tests.trust.pages import Look
from tools.listing import Listing, Shown, address, listed, opened

# What is shown within the page of something else, and a choice of one.
LEADS_ON = {"claim", "activity_choose"}
STATUS = {"error-404": 404, "error-404-visitor": 404, "error-403": 403, "error-link": 409}


class Dress(NamedTuple):
    """How a page is looked at."""

    language: str
    scheme: Any
    width: int


SHORT = (Dress("zh", "light", 360), Dress("en", "dark", 1280))
LONG = tuple(
    one for one in (Dress(*each) for each in product(("zh", "en"), ("light", "dark"), (360, 1280))) if one not in SHORT
)


# The tasks of an old phone: at most 60 kB, targets of 44 pixels.
PHONE = {"link", "need_new", "complaint", "complaint_one", "invitation"}


def dresses(language: str) -> pytest.MarkDecorator:
    """`dress`, each of this language; all but the short form's are long."""
    every = [*SHORT, *(pytest.param(one, marks=pytest.mark.long) for one in LONG)]
    ours = [one for one in every if (one if isinstance(one, Dress) else one.values[0]).language == language]
    return pytest.mark.parametrize("dress", ours, ids=lambda dress: "-".join(map(str, dress)))


@dataclass(frozen=True)
class Pages:
    """The demonstration, the same where log-ins are one's own, and what there is to see."""

    live: dict[bool, Live]
    listing: Listing

    def look(self, browser: Browser, dress: Dress, who: str = "", own: bool = False) -> Look:
        """A viewer's page in this dress; close its context afterwards."""
        session = self.listing.sessions.get(who, "")
        size = {"width": dress.width, "height": 800}
        page = opened(browser, self.live[own], dress.language, dress.scheme, session, viewport=size)
        return Look(page, dress.language, self.listing.names)

    def every(self, browser: Browser, dress: Dress) -> Iterator[tuple[Shown, Look, list[str]]]:
        """Each page with what is wrong with it."""
        for who, own in self.listing.viewers:
            look = self.look(browser, dress, who, own)
            for one in self.listing.seen_by(who, own):
                faults = look.open(address(one, dress.language), STATUS.get(one.name, 200), one.view in LEADS_ON)
                yield one, look, faults
            look.page.context.close()

    def assert_sound(self, browser: Browser, dress: Dress) -> None:
        """Nothing is wrong with any page, and those of an old phone are known as such."""
        wrong, phone = [], set()
        for one, look, faults in self.every(browser, dress):
            wrong += [f"{one.name} {look.page.url}: {fault}" for fault in faults]
            phone |= {one.view} if look.measured["phone"] else set()
        assert not wrong, f"{len(wrong)} faults\n" + "\n".join(wrong)
        assert phone >= PHONE


@contextmanager
def running(prepared: Path, folder: Path) -> Iterator[Pages]:
    """Both instances on a copy of the prepared demonstration."""
    listing = listed(copy(prepared, folder))
    with Live(folder, demonstration=True) as shared, Live(folder) as own:
        yield Pages({False: shared, True: own}, listing)

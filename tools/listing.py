"""The list of pages (tools.shot_pages) as pictures and checks read it, and a browser in which somebody opens one."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.stories.live import Live, run

LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class Shown:
    """One page: its name in pictures, its address, who looks ("" is a visitor), whether where log-ins are one's own,
    and the name that the address has in the matrix of tests/trust."""

    name: str
    address: str
    who: str
    own: bool
    view: str


@dataclass(frozen=True)
class Listing:
    """All pages of one instance, a session key for each log-in that looks, and the proper names written on pages."""

    pages: tuple[Shown, ...]
    sessions: dict[str, str]
    names: tuple[str, ...]

    def seen_by(self, who: str, own: bool) -> list[Shown]:
        """The pages of one viewer, in a demonstration or where log-ins are one's own."""
        return [one for one in self.pages if (one.who, one.own) == (who, own)]

    @property
    def viewers(self) -> list[tuple[str, bool]]:
        """Everybody who looks."""
        return sorted({(one.who, one.own) for one in self.pages})


def listed(folder: Path) -> Listing:
    """The list for a prepared folder; makes there what the list needs (links, an invitation, work that ran)."""
    found = json.loads(run(folder, "-m", "tools.shot_pages"))
    return Listing(tuple(Shown(**one) for one in found["pages"]), found["sessions"], tuple(found["names"]))


def opened(browser: Browser, live: Live, language: str, scheme: Any, session: str = "", **more: Any) -> Page:
    """A browser's page, for a visitor or for whom the session belongs to."""
    context = browser.new_context(
        base_url=live.address, color_scheme=scheme, locale=LOCALES[language], timezone_id="Asia/Shanghai",
        reduced_motion="reduce", **more,
    )  # fmt: skip
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": live.address}])
    return context.new_page()


def address(shown: Shown, language: str) -> str:
    """The page's address in this language."""
    return shown.address if language == "zh" else "/en" + shown.address

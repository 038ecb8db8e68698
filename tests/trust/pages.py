"""Looking at one page in a real browser: what is wrong with it, a sentence each; nothing when all is well."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request

MEASURE = Path(__file__).with_name("pages.js").read_text()
AXE = """async () => (await axe.run({
    runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
    rules: {'target-size': {enabled: true}}, resultTypes: ['violations'],
})).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`))"""

PHONE_BYTES, PAGE_BYTES, STYLE_BYTES = 60_000, 150_000, 30_000
SHIFT = 0.001  # a frame painted while the bar still arrives moves the name in it by a word; a thing pushed down is 0.01 and more
PHONE, NARROW = 360, 320
# On a phone a table stands as cards; nothing may lie beside the screen.
HIDDEN = """() => [...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => `a table scrolls sideways at ${innerWidth}: ${one.getAttribute('aria-label')}`)"""
LANGUAGE = {"zh": "zh-Hans", "en": "en"}
REFUSED = "Failed to load resource"  # what the console says of a page with a status of its own, such as 404

# Latin words that are Chinese enough to stand on a Chinese page, and why.
LATIN = {
    **dict.fromkeys(
        ("Excel", "CSV", "XLSX", "YAML", "Word", "PDF", "QR", "PIN"), "a format or a number is called so in Chinese"
    ),
    **dict.fromkeys(
        ("JavaScript", "http", "https", "smtp", "smtps", "postgresql"), "a technical word without a Chinese one"
    ),
    **dict.fromkeys(("intentions", "audience", "on"), "keys of a YAML file, quoted from what the person sent"),
    **dict.fromkeys(("APP",), "written so in Chinese, also in the State Council's own papers"),
}


@dataclass
class Look:
    """A browser's page under observation. `names`: proper names that any page may write in their own language."""

    page: Page
    language: str = "zh"
    names: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)
    measured: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.said.append(f"script error: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REFUSED):
            self.said.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob", "about") and url.hostname != "127.0.0.1":
            self.said.append(f"asked a third party: {request.url}")

    def open(self, address: str, status: int = 200, leads_on: bool = False) -> list[str]:
        """Open the address and say what is wrong there; `leads_on`: it may lead to another page."""
        answer = self.page.goto(address)
        given, path = answer.status if answer else 0, urlsplit(self.page.url).path
        wrong = [] if given == status else [f"status {given}"]
        wrong += [] if leads_on or path == urlsplit(address).path else [f"led to {path}"]
        return wrong + self.faults()

    def faults(self) -> list[str]:
        """What is wrong with the page before us, at its present size and at 320 pixels."""
        said, self.said = self.said, []
        self.measured = self.page.evaluate(MEASURE, {"names": self.names})
        self.page.evaluate(AXE_SCRIPT)
        return [*said, *self._budget(), *self._language(), *self.page.evaluate(AXE), *self._widths()]

    def _budget(self) -> list[str]:
        found = self.measured
        most = PHONE_BYTES if found["phone"] else PAGE_BYTES
        heavy = [f"{found['bytes']} bytes, at most {most}"] if found["bytes"] > most else []
        styled = [f"{found['style']} bytes of style"] if found["style"] > STYLE_BYTES else []
        moved = [f"moves while loading: {found['shift']:.4f}"] if found["shift"] > SHIFT else []
        return [*heavy, *styled, *moved, *found["late"], *(f"small target: {one}" for one in found["small"])]

    def _language(self) -> list[str]:
        found = self.measured
        wrong = [] if found["lang"] == LANGUAGE[self.language] else [f"lang is {found['lang']}"]
        wrong += [
            f"in the other language, unmarked: {word} in {where}"
            for word, where in found["foreign"]
            if word not in LATIN
        ]
        return wrong + [
            f"English on a Chinese page: {word} in {where}" for word, where in found["left"] if word not in LATIN
        ]

    def _widths(self) -> list[str]:
        size = self.page.viewport_size
        assert size
        return [*self._sideways(size["width"]), *self._sideways(NARROW, size)]

    def _sideways(self, width: int, back: Any = None) -> list[str]:
        if back:
            self.page.set_viewport_size({"width": width, "height": back["height"]})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        hidden = self.page.evaluate(HIDDEN) if width <= PHONE else []
        if back:
            self.page.set_viewport_size(back)
        return [*hidden, *([f"{wide} pixels wide at {width}"] if wide > width else [])]

"""`python -m tools.shots`: a picture of every page into build/shots, with a contact sheet.

Two widths (360 and 1280 pixels), two languages, light and dark, seen by the office; visitor's pages by a visitor.
"""

import html
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.stories.conftest import FLAGS
from tests.stories.live import Live, demonstrate

OUT = Path("build/shots")
WIDTHS, LANGUAGES, SCHEMES = (360, 1280), ("zh", "en"), ("light", "dark")


@dataclass(frozen=True)
class Shown:
    """One page to be taken: its name in the pictures, its address, and who looks at it ("" is a visitor)."""

    name: str
    address: str
    who: str


def pages(folder: Path) -> list[Shown]:
    """The table of pages, resolved from real things in the folder."""
    os.environ["TOWNGOWN_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
    sys.path.insert(0, "src")
    import django

    django.setup()
    from tools.shot_pages import table

    return [Shown(*row) for row in table()]


def logged_in(browser: Browser, address: str, who: str, language: str, scheme: Any) -> Page:
    """A browser's page for this viewer."""
    context = browser.new_context(
        base_url=address, color_scheme=scheme, locale={"zh": "zh-CN", "en": "en-GB"}[language],
        timezone_id="Asia/Shanghai", reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    if who:
        page.goto("/accounts/login/")
        page.locator(f"form:has(input[name=login][value={who}]) [type=submit]").click()
        page.wait_for_url("**/desk/**")
    return page


def take(browser: Browser, live: Live, shown: list[Shown]) -> list[str]:
    """Take all pictures; returns the names of the files."""
    names = []
    for who, language, scheme in product(sorted({one.who for one in shown}), LANGUAGES, SCHEMES):
        page = logged_in(browser, live.address, who, language, scheme)
        for one, width in product((one for one in shown if one.who == who), WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(one.address if language == "zh" else "/en" + one.address)
            names.append(f"{one.name}-{width}-{language}-{scheme}.png")
            page.screenshot(path=OUT / names[-1], full_page=True)
        page.context.close()
    return names


def contact_sheet(names: list[str]) -> str:
    """All pictures on one page."""
    figures = "".join(
        f'<figure><a href="{one}"><img src="{one}" loading="lazy" width="300"></a><figcaption>{one}</figcaption></figure>'
        for one in map(html.escape, sorted(names))
    )
    style = "body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:1em}img{height:400px;object-fit:cover;object-position:top}"
    return f"<!doctype html><meta charset=utf-8><title>Pages</title><style>{style}</style>{figures}"


def main() -> None:
    """Make the pictures anew."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="towngown-shots-") as name:
        folder = Path(name)
        demonstrate(folder)
        shown = pages(folder)
        with Live(folder, demonstration=True) as live, sync_playwright() as playwright:
            path = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            names = take(browser, live, shown)
            browser.close()
    (OUT / "index.html").write_text(contact_sheet(names))
    sys.stdout.write(
        f"{len(names)} pictures of {len(shown)} pages in {time.monotonic() - begun:.0f} s: {OUT}/index.html\n"
    )


if __name__ == "__main__":
    main()

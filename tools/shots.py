"""`python -m tools.shots`: a picture of every page into build/shots, with a contact sheet.

Two widths (360 and 1280 pixels), two languages, light and dark, seen by those whom the list names (tools.shot_pages).
"""

import html
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.stories.live import Live, demonstrate
from tests.stories.running import FLAGS
from tools.listing import Listing, address, listed, opened

OUT = Path("build/shots")
WIDTHS, LANGUAGES, SCHEMES = (360, 1280), ("zh", "en"), ("light", "dark")


def take(browser: Browser, live: dict[bool, Live], listing: Listing) -> list[str]:
    """Take all pictures; returns the names of the files. `live`: the demonstration, and where log-ins are one's own."""
    names = []
    for (who, own), language, scheme in product(listing.viewers, LANGUAGES, SCHEMES):
        page = opened(browser, live[own], language, scheme, listing.sessions.get(who, ""))
        for one, width in product(listing.seen_by(who, own), WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address(one, language))
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
        listing = listed(folder)
        with ExitStack() as ending:
            live = {own: ending.enter_context(Live(folder, demonstration=not own)) for own in (False, True)}
            playwright = ending.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            names = take(browser, live, listing)
            browser.close()
    (OUT / "index.html").write_text(contact_sheet(names))
    sys.stdout.write(
        f"{len(names)} pictures of {len(listing.pages)} pages in {time.monotonic() - begun:.0f} s: {OUT}/index.html\n"
    )


if __name__ == "__main__":
    main()

"""The checks of pages see what is planted: each page here has one fault, and only that fault is named."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.trust.pages import PAGE_BYTES, PHONE_BYTES, Look
from tests.trust.pages_planted import noise, page, planted

pytestmark = pytest.mark.story

BLOCK = '<div style="height:30px;width:{}px"></div>'
SCROLL = '<div class="scroll" role="region" tabindex="0" aria-label="一览" style="overflow-x:auto">{}</div>'
TOLD = '<li><time datetime="2026-11-0{0}">2026-11-0{0} 09:00</time></li>'
STORY = f'<ol class="story">{TOLD.format(1)}{TOLD.format(2)}</ol>'
# Name of the page → the page, and a pattern of the one fault found there.
PLANTED = {
    "no-label": (page('<input name="x" style="height:3rem;width:9rem">'), "label: input"),
    "pale": (page('<p style="color:#bbb">看不清</p>'), "color-contrast: "),
    "heavy": (page(noise(PAGE_BYTES)), r"\d+ bytes, at most 150000"),
    "heavy-on-a-phone": (page(noise(PHONE_BYTES), body="phone"), r"\d+ bytes, at most 60000"),
    "styled": (page(head='<link rel="stylesheet" href="/style.css">'), r"\d+ bytes of style"),
    "third-party": (page('<img src="http://192.0.2.1/x.png" alt="" width="1" height="1">'), "asked a third party: http://192.0.2.1/x.png"),
    "wide": (page(BLOCK.format(900)), "908 pixels wide at (360|320)"),
    "wide-at-320": (page(BLOCK.format(340)), "348 pixels wide at 320"),
    "wide-table": (page(SCROLL.format(BLOCK.format(900))), "a table scrolls sideways at (360|320): 一览"),
    "jumps": (page('<img src="/late.svg" alt=""><p>下面的字</p>'), "moves while loading: 0."),
    "small": (page('<p><button style="width:20px;height:20px">去</button></p>'), "small target: <button> “去” 20×20 .at least 24."),
    "small-on-a-phone": (page('<p><button style="width:90px;height:30px">去</button></p>', body="phone"), "small target: <button> “去” 90×30 .at least 44."),
    "english": (page("<p>three</p>"), "in the other language, unmarked: three"),
    "english-label": (page('<button aria-label="Close" style="padding:1rem">关</button>'), "in the other language, unmarked: Close"),
    "english-hidden-by-a-mark": (page('<p lang="en">untranslated</p>'), "English on a Chinese page: untranslated"),
    "wrong-language": (page(language="zh"), "lang is zh"),
    "unordered-story": (page(STORY), "a story is not told the latest first: 2026-11-02 09:00"),
    "script-error": (page('<script src="data:text/javascript,throw 1"></script>'), "console: "),
    "inline-script": (page("<script>document.title = '别'</script>"), "console: "),
}  # fmt: skip


@pytest.fixture(scope="module")
def look(browser: Browser) -> Iterator[Look]:
    """A phone's page at the planted server."""
    with planted({name: text for name, (text, _) in PLANTED.items()} | {"sound": page()}) as address:
        context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
        yield Look(context.new_page())
        context.close()


def test_a_sound_page_has_no_fault(look: Look) -> None:
    assert look.open("/sound") == []


@pytest.mark.parametrize("name", PLANTED)
def test_the_fault_is_named(look: Look, name: str) -> None:
    found = look.open(f"/{name}")
    assert found, "nothing found"
    assert [one for one in found if not re.match(PLANTED[name][1], one)] == [], found


def test_a_page_that_is_refused_or_leads_on_is_named(look: Look) -> None:
    assert look.open("/sound", status=404) == ["status 200"]
    look.page.route("**/leads", lambda route: route.fulfill(status=302, headers={"Location": "/sound"}))
    assert look.open("/leads") == ["led to /sound"]
    assert look.open("/leads", leads_on=True) == []

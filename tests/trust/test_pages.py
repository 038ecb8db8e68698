"""Every page, in a real browser: accessible, light, still, narrow enough, in its reader's language, with no third party.

`make test` looks in two dresses (Chinese, light, 360 pixels; English, dark, 1280), `make test-all` in the other six.
English is in test_pages_english.py.
"""

import pytest
from playwright.sync_api import Browser

from tests.trust.matrix import EXPECTED
from tests.trust.pages_site import Dress, Pages, dresses

pytestmark = pytest.mark.story

# Addresses that show something, but no page.
NO_PAGE = {
    **dict.fromkeys([name for name in EXPECTED if name.endswith("_export")] + ["export"], "a table to take away"),
    **dict.fromkeys(("file", "report_word", "import_template", "calendar_feed", "session_feed"), "a file"),
}


@dresses("zh")
def test_nothing_is_wrong_with_any_page(browser: Browser, pages: Pages, dress: Dress) -> None:
    pages.assert_sound(browser, dress)


def missing(views: set[str], expected: dict[str, tuple[str, str]]) -> list[str]:
    """Addresses that the matrix says are shown to somebody and that nobody opens here."""
    shown = {name.removeprefix("own ") for name, (get, _) in expected.items() if set(get) & set("sw")}
    return sorted(shown - views - set(NO_PAGE))


def test_every_page_of_the_matrix_is_on_the_list(pages: Pages) -> None:
    views = {one.view for one in pages.listing.pages}
    assert missing(views, EXPECTED) == []
    assert not views & set(NO_PAGE)
    assert missing(views - {"help"}, EXPECTED) == ["help"]
    assert missing(views, EXPECTED | {"new_page": ("s-------", "--------")}) == ["new_page"]

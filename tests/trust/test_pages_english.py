"""Every page in English, as test_pages.py looks at them in Chinese. A file of its own, so that two processes share the work:
the browser's stage hands out whole files."""

import pytest
from playwright.sync_api import Browser

from tests.trust.pages_site import Dress, Pages, dresses

pytestmark = pytest.mark.story


@dresses("en")
def test_nothing_is_wrong_with_any_page(browser: Browser, pages: Pages, dress: Dress) -> None:
    pages.assert_sound(browser, dress)

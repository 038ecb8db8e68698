"""Every page, in a real browser: accessible, light, still, narrow enough, in its reader's language, with no third party.

`make test` looks in two dresses (Chinese, light, 360 pixels; English, dark, 1280), `make test-all` in the other six.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.trust.matrix import EXPECTED
from tests.trust.pages_site import LONG, SHORT, Dress, Pages, running

pytestmark = pytest.mark.story

# Addresses that show something, but no page.
NO_PAGE = {
    **dict.fromkeys(
        ("people_export", "organisations_export", "ledger_export", "agreements_export", "activities_export", "export"),
        "a table to take away",
    ),
    **dict.fromkeys(("file", "report_word", "import_template", "calendar_feed"), "a file"),
}
# The tasks of an old phone: at most 60 kB, targets of 44 pixels.
PHONE = {"link", "need_new", "complaint", "complaint_one", "invitation"}


@pytest.fixture(scope="module")
def pages(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """The one instance of this module."""
    with running(demonstrated, tmp_path_factory.mktemp("pages") / "data") as both:
        yield both


@pytest.mark.parametrize(
    "dress",
    [*SHORT, *(pytest.param(one, marks=pytest.mark.long) for one in LONG)],
    ids=lambda dress: "-".join(map(str, dress)),
)
def test_nothing_is_wrong_with_any_page(browser: Browser, pages: Pages, dress: Dress) -> None:
    wrong, phone = [], set()
    for one, look, faults in pages.every(browser, dress):
        wrong += [f"{one.name} {look.page.url}: {fault}" for fault in faults]
        phone |= {one.view} if look.measured["phone"] else set()
    assert not wrong, f"{len(wrong)} faults\n" + "\n".join(wrong)
    assert phone >= PHONE


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

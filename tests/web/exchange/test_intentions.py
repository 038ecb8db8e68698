"""Intentions in a browser."""

import pytest

from towngown.domain.exchange import actions


@pytest.fixture
def intention(world):
    return actions.voice(by=world.campus, partnership=world.partnership, title_zh="共建实践基地")


def test_voicing_from_the_list(world, browser):
    page = browser("campus").get("/intentions/")
    address = f"/do/intention.voice/partnership/{world.partnership.ref}/"
    assert address in page.content.decode()
    sent = browser("campus").post(address, {"title_zh": "共建基地", "audience": "partnership"})
    assert sent.url.startswith("/intentions/")
    assert address not in browser("visitor").get("/intentions/").content.decode()


def test_its_page_and_the_needs_that_grew_out_of_it(world, browser, intention):
    given = {"by": world.worker, "partnership": world.partnership, "title_zh": "选点", "intention": intention}
    need = actions.raise_need(**given)
    page = browser("office").get(f"/intentions/{intention.ref}/")
    assert f"/needs/{need.ref}/" in page.content.decode()
    assert "/do/intention.take_up/" in page.content.decode()
    assert browser("stranger").get(f"/intentions/{intention.ref}/").status_code == 404


def test_the_list_counts_and_narrows(world, browser, intention):
    assert browser("office").get("/en/intentions/").context["count"] == 1
    assert browser("office").get("/intentions/?state=closed").context["rows"] == []
    assert browser("visitor").get("/intentions/").context["count"] == 0

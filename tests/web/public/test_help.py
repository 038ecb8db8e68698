"""Help: one page a role, in the reader's language."""

import re

import pytest


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/help/office/", "答复一条需求"),
        ("/help/village/", "听回音"),
        ("/help/campus/", "我的日程"),
        ("/help/resident/", "说说您的意见"),
        ("/en/help/office/", "Answer a need"),
        ("/en/help/village/", "Hear what became of it"),
        ("/en/help/campus/", "My calendar"),
        ("/en/help/resident/", "Say what you think"),
    ],
)
def test_each_role_has_its_page(world, browser, address, words):
    assert words in browser("visitor").get(address).content.decode()


def test_the_index_leads_to_all_four_and_no_further(world, browser):
    page = browser("visitor").get("/help/").content.decode()
    assert all(f"/help/{role}/" in page for role in ("office", "village", "campus", "resident"))
    assert browser("visitor").get("/help/mayor/").status_code == 404


@pytest.mark.parametrize(
    ("address", "first"), [("/help/village/", "提一个需求"), ("/en/help/village/", "Ask for something")]
)
def test_the_help_for_villages_begins_with_asking(world, browser, address, first):
    page = browser("visitor").get(address).content.decode()
    assert re.findall("<h2>(.*?)</h2>", page)[0] == first

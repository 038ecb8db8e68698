"""An empty list may be empty only because of who is looking: then it says so, and never that there is nothing."""

import pytest
from django.test import Client

from tests.web.activities.conftest import browser

__all__ = ["browser"]
LISTS = [
    "/partnerships/", "/agreements/", "/activities/", "/sessions/", "/menu/", "/needs/", "/intentions/",
    "/reports/", "/dispatch/",
]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_a_visitor_is_told_that_more_is_seen_after_logging_in(world, path):
    main = Client().get(path).content.decode().split("<main")[1]
    assert ("还没有" in main, 'href="/accounts/login/' in main, "登录" in main) == (False, True, True)


def test_rounds_are_for_those_who_take_part(world, browser):
    assert "派单轮次只有参与的人看得到" in browser("visitor").get("/dispatch/").content.decode()
    assert "Rounds are seen by those who take part" in browser("visitor").get("/en/dispatch/").content.decode()


@pytest.mark.parametrize("path", LISTS[1:])
def test_who_is_logged_in_is_told_that_the_list_is_theirs(world, browser, path):
    assert "这里只列出您能看到的。" in browser("stranger").get(path).content.decode()


def test_what_is_reported_is_public_and_so_it_says_what_the_report_does_not_tell(world, browser):
    from towngown.domain.partnerships import actions

    actions.record(by=world.keeper, slug="told", title_zh="报道的", audience="public", record_to="2023-01-01")
    main = browser("visitor").get("/partnerships/told/").content.decode().split("<main")[1]
    assert ("报道中没有写到活动。" in main, "公开" in main.split("</header>")[2]) == (True, False)

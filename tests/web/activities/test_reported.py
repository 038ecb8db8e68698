"""What is only reported: nobody was asked, no agenda is awaited, and what is older than the promises says so."""

from datetime import date

import pytest

from towngown.domain.activities import actions
from towngown.domain.agreements import actions as agreements
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind


@pytest.fixture
def told(world, lecture):
    """What a report tells, by the day it gives."""
    partnerships.record(
        by=world.keeper, slug="small", title_zh="云溪县 × 江城大学", audience="public", record_from=date(2021, 1, 1),
        record_to=date(2023, 3, 31),
    )  # fmt: skip
    visit = activity_kind("leaders_visit") or partnerships.add_kind(
        by=world.keeper, code="leaders_visit", title_zh="领导互访"
    )
    given = {"by": world.keeper, "partnership": world.partnership, "source": "校报", "source_title": "校地同行"}
    return lambda when: actions.record(**given, key=f"k{when}", title_zh="座谈", activity_kind=visit, when=when)


@pytest.fixture
def promise(world, lecture):
    frame = agreements.record(
        by=world.keeper, partnership=world.partnership, key="f", title_zh="框架", state="in_force", audience="public"
    )
    return agreements.record_promise(
        by=world.keeper, partnership=world.partnership, key="p", agreement=frame, activity_kind=lecture,
        first_day=date(2023, 3, 31), title_zh="每年宣讲",
    )  # fmt: skip


def shown(browser, activity):
    return browser("visitor").get(f"/activities/{activity.ref}/").content.decode()


def test_the_sides_were_not_asked(world, told, browser, held):
    page = shown(browser, told("2023-03-31"))
    assert (page.count("未询问"), "还没有回音" in page, "尚未" in page) == (2, False, False)
    ours = browser("office").get(f"/activities/{held.ref}/").content.decode()
    assert ("未询问" in ours, "还没有回音" in ours) == (False, True)


def test_no_agenda_is_awaited_and_the_source_is_named(world, told, browser):
    page = shown(browser, told("2023-03-31"))
    assert ("报道没有提到议程" in page, "还没有议程" in page) == (True, False)
    assert ("校地同行" in page, "校报" in page) == (True, True)


def test_history_says_why_it_serves_no_promise(world, told, browser, promise):
    assert "早于承诺，承诺自2023年3月31日起" in shown(browser, told("2021-12"))
    assert "没有确切日期，只作历史，不对应承诺" in shown(browser, told("unknown"))
    assert "暂无" in shown(browser, told("2023-03-31"))


def test_where_nothing_was_promised_it_says_so(world, told, browser):
    assert "报道中没有提到承诺" in shown(browser, told("2021-12"))


def test_a_period_that_the_record_does_not_touch(world, told, promise, browser):
    def why(year):
        return browser("visitor").get(f"/promises/{promise.ref}/{year}-01-01/").context["reason"]

    assert why(2023) == "记录截至2023年3月31日，没有覆盖整个这一期。"
    assert why(2024) == "记录截至2023年3月31日，没有触及这一期。"


def test_reports_are_not_said_to_mention_no_promises_to_whoever_may_not_see_them(world, told, browser, lecture):
    visit = told("2023-03-31")
    page = f"/partnerships/{world.partnership.slug}/"
    assert "报道中没有提到承诺" in shown(browser, visit)
    assert "报道中没有提到承诺" in browser("visitor").get(page).content.decode()
    frame = agreements.record(
        by=world.keeper,
        partnership=world.partnership,
        key="f",
        title_zh="框架",
        state="in_force",
        audience="partnership",
    )
    agreements.record_promise(
        by=world.keeper, partnership=world.partnership, key="p", agreement=frame, activity_kind=lecture,
        first_day=date(2023, 3, 31), title_zh="每年宣讲",
    )  # fmt: skip
    assert "报道中没有提到承诺" not in shown(browser, visit)
    assert "报道中没有提到承诺" not in browser("visitor").get(page).content.decode()

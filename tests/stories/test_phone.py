"""The tasks of an old phone, by keyboard only and with scripts off: confirm by link, ask, join, read what became of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.stories.live import Live
from tests.stories.walk import Walk

pytestmark = pytest.mark.story

Begin = Callable[..., Walk]
MOST_KEYS = 60  # presses until a field or button must be reached


def to(one: Walk, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(MOST_KEYS):
        one.page.keyboard.press("Tab")
        if one.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard on {one.path}")


def enter(one: Walk) -> None:
    """Press Enter and wait for the page that follows."""
    with one.page.expect_navigation():
        one.page.keyboard.press("Enter")
    one.look()


def log_in(one: Walk, name: str) -> None:
    """By keyboard."""
    one.open("/accounts/login/")
    to(one, "#id_login")
    one.page.keyboard.type(name)
    to(one, "#id_password")
    one.page.keyboard.type("a long password")
    enter(one)


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def phone(request: Any, walk: Begin, live: Live) -> Callable[[], Walk]:
    """An old phone: keys only, and once without scripts."""
    return lambda: walk(live, phone=True, scripts=request.param)


def test_confirming_by_link(live: Live, walk: Begin, phone: Callable[[], Walk]) -> None:
    office = walk(live)
    office.log_in("office")
    office.open("/activities/plan/")
    office.fill(activity_kind="理论宣讲", title_zh="冬季宣讲", first_day=date.today().isoformat())
    office.send()
    office.verb("activity.hold", heads="58")
    address = asked_by_link(office)

    one = phone()
    one.open(address)
    to(one, "[name=took_place]")
    one.page.keyboard.press("Space")
    to(one, "[name=heads]")
    one.page.keyboard.type("61")
    enter(one)
    one.sees("58", "61")


def asked_by_link(office: Walk) -> str:
    """The address of a new link for the activity before the office."""
    office.click(office.page.locator("main a[href$='/ask/']"))
    office.send()
    return next(word for word in office.text.split() if word.startswith(f"{office.address}/link/"))


def test_asking_joining_and_reading_the_answer(live: Live, walk: Begin, phone: Callable[[], Walk]) -> None:
    worker, sibling, campus = phone(), phone(), walk(live)
    log_in(worker, "worker")
    worker.open("/needs/new/")
    to(worker, "[name=title_zh]")
    worker.page.keyboard.type("请医学院来义诊")
    to(worker, "main form.form [type=submit]")
    enter(worker)
    worker.sees("请医学院来义诊")
    need = worker.path

    log_in(sibling, "sibling")
    sibling.open(need)
    to(sibling, "[href*='need.join'], form[action*='need.join'] button")
    enter(sibling)
    if "/do/" in sibling.path:
        to(sibling, "main form.form [type=submit]")
        enter(sibling)
    sibling.open(need)
    sibling.sees("柳林村")

    campus.log_in("campus")
    campus.open(need)
    campus.verb("need.refuse", reason="今年没有这笔经费", words="今年名额已满，明年三月优先安排")

    worker.open("/desk/")
    worker.await_there("#told button")
    to(worker, "#told button")
    enter(worker)
    assert worker.path == need
    worker.sees("今年名额已满，明年三月优先安排", "柳林村")

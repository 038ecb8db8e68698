"""A teacher falls ill: somebody else is asked, what was accepted stays, and only those concerned are told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stories.live import Live, prepared
from tests.stories.walk import Walk

pytestmark = pytest.mark.story

Begin = Callable[..., Walk]


@pytest.fixture
def published(emptied: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, str, str]]:
    """A running instance with a published round; its scenario, and its first day."""
    folder = tmp_path_factory.mktemp("ill") / "data"
    scenario, day = prepared(emptied, folder, "ill_world").split()
    with Live(folder) as instance:
        yield instance, scenario, day


def phone(live: Live, walk: Begin, name: str) -> Walk:
    """Somebody with a phone, logged in."""
    one = walk(live, phone=True, scripts=False)
    one.log_in(name)
    return one


def accept_all(one: Walk) -> None:
    """Say yes to every visit that waits for an answer."""
    one.open("/my-week/")
    yes = "main form[action*='/do/dispatch.accept/'] button"
    assert one.page.locator(yes).count()
    while one.page.locator(yes).count():
        one.click(one.page.locator(yes))
        one.open("/my-week/")


def told(live: Live, one: Walk) -> str:
    """What the desk tells somebody once all that was done has reached those it concerns."""
    live.await_idle()
    one.open("/desk/")
    return one.page.locator("#told").inner_text()


def test_only_those_concerned_hear_that_a_teacher_is_ill(published: tuple[Live, str, str], walk: Begin) -> None:
    live, scenario, day = published
    teacher, standin, calligrapher = (phone(live, walk, name) for name in ("teacher", "standin", "calligrapher"))
    worker, sibling = (phone(live, walk, name) for name in ("worker", "sibling"))
    for one in (teacher, calligrapher):
        accept_all(one)
    for one in (worker, sibling):
        one.open("/desk/")
        one.await_there("#told li:has-text('老师接了您的单')")
    before = [told(live, one) for one in (calligrapher, sibling)]

    teacher.open("/my-week/")
    teacher.click(teacher.page.locator("main a[href*='/do/teacher.away/']"))
    teacher.fill(first_day=day, last_day=day, absence_kind="病")
    teacher.send()

    standin.open("/my-week/")
    standin.await_there("main form[action*='/do/dispatch.accept/'] button")
    standin.sees("急救常识", "石桥2村")
    assert "请您上门授课" in told(live, standin)
    accept_all(standin)
    worker.await_there("#told li:has-text('接了您的单') >> nth=2")

    assert "有一次上门取消了" in told(live, teacher)
    teacher.open("/my-week/")
    assert teacher.page.locator("main :text('急救常识')").count() == 1, "what she accepted for another day stays"
    assert [told(live, one) for one in (calligrapher, sibling)] == before

"""The desk's line for a need that waits."""

from datetime import timedelta

import pytest

from towngown.domain.exchange import actions
from towngown.domain.exchange.words import ANSWER_DAYS
from towngown.kit import clock
from towngown.web.exchange.today import overdue, unanswered


def test_each_waiting_need_with_its_days(world, browser):
    need = actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="普通话培训")
    browser("campus").get("/needs/")
    start = clock.today()
    for days, urgent in ((0, False), (3, False), (ANSWER_DAYS, True)):
        todo = next(unanswered(world.campus, start + timedelta(days=days)))
        assert (todo.href, todo.urgent, todo.thing) == (f"/needs/{need.ref}/", urgent, need)
        assert str(days) in todo.text
    assert list(unanswered(world.office, start)) == list(unanswered(world.worker, start)) == []


def test_needs_not_shown_are_counted(world, monkeypatch):
    monkeypatch.setattr("towngown.web.exchange.today.MOST", 1)
    for title in ("普通话培训", "电脑课", "急救课"):
        actions.raise_need(by=world.worker, partnership=world.partnership, title_zh=title)
    first, rest = unanswered(world.campus, clock.today())
    assert (first.number, rest.number, rest.href, rest.group) == (1, 2, "/needs/?state=raised", first.group)


@pytest.fixture
def need(world):
    return actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="普通话培训")


def test_whoever_asked_reads_on_the_desk_that_nobody_answered_in_time(world, browser, need):
    with clock.set_to(clock.now() + timedelta(days=ANSWER_DAYS + 10)):
        page = browser("worker").get("/desk/").content.decode()
    assert "您提的事已超过答复日期：普通话培训，已晚10天" in page
    assert f'href="/needs/{need.ref}/"' in page


def test_it_is_late_after_the_day_and_only_for_whoever_asked(world, need):
    last = clock.today() + timedelta(days=ANSWER_DAYS)
    assert list(overdue(world.worker, last)) == []
    late = last + timedelta(days=1)
    assert [todo.thing for todo in overdue(world.worker, late)] == [need]
    assert [list(overdue(by, late)) for by in (world.sibling, world.campus, world.office, world.visitor)] == [[]] * 4
    actions.accept(by=world.campus, need=need, reason="planned")
    assert list(overdue(world.worker, late)) == []


def test_a_need_raised_again_is_late_only_after_its_new_days(world, need):
    late = clock.today() + timedelta(days=ANSWER_DAYS + 10)
    with clock.set_to(clock.now() + timedelta(days=ANSWER_DAYS + 10)):
        actions.refuse(by=world.campus, need=need, reason="no_money", words="明年再看")
        actions.raise_again(by=world.worker, need=need)
    assert list(overdue(world.worker, late)) == []
    (todo,) = overdue(world.worker, late + timedelta(days=ANSWER_DAYS + 1))
    assert "已晚1天" in todo.text


def test_many_overdue_needs_cost_no_more_queries(world, need, django_assert_num_queries):
    late = clock.today() + timedelta(days=ANSWER_DAYS + 1)
    with django_assert_num_queries(1):
        assert len(list(overdue(world.worker, late))) == 1
    for title in ("果树", "修路"):
        actions.raise_need(by=world.worker, partnership=world.partnership, title_zh=title)
    with django_assert_num_queries(1):
        assert len(list(overdue(world.worker, late))) == 3

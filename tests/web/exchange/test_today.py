"""The desk's line for a need that waits."""

from datetime import timedelta

from towngown.domain.exchange import actions
from towngown.domain.exchange.words import ANSWER_DAYS
from towngown.kit import clock
from towngown.web.exchange.today import unanswered


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

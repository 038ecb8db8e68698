"""The desk's lines for reports."""

from datetime import date

from towngown.domain.reports import actions
from towngown.web.reports.today import due, to_release

TODAY = date(2026, 11, 22)


def test_due_reports_and_those_to_release(world, browser, report, third):
    assert [todo.thing for todo in due(world.office, TODAY)] == [world.partnership]
    assert list(due(world.worker, TODAY)) == list(to_release(third, TODAY)) == []
    actions.check(by=world.campus, report=report)
    assert [todo.thing for todo in to_release(third, TODAY)] == [report]
    for who in (world.office, world.campus, world.worker, world.stranger):
        assert list(to_release(who, TODAY)) == []

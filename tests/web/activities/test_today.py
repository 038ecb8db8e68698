"""What the desk asks because of activities."""

from datetime import date

import pytest
from django.utils import translation

from towngown.domain.activities import actions
from towngown.web.activities.today import activities

TODAY = date(2026, 11, 22)


def asked(by):
    with translation.override("en"):
        return [(todo.text, todo.href, todo.urgent) for todo in activities(by, TODAY)]


def test_the_other_side_is_asked_what_it_saw(world, held):
    (todo,) = asked(world.campus)
    assert todo == (
        "“冬季宣讲” took place; how many came, as your side saw it?",
        f"/en/do/activity.confirm/activity/{held.ref}/",
        False,
    )
    assert asked(world.worker) == asked(world.sibling) == asked(world.visitor) == []


def test_whoever_reaches_it_is_asked_about_a_plan_past_its_day(world, planned):
    expected = (
        "“冬季宣讲” was planned for 20 November 2026: did it take place?",
        f"/en/activities/{planned.ref}/",
        True,
    )
    assert asked(world.worker) == [expected]
    assert asked(world.sibling) == asked(world.stranger) == []


@pytest.mark.parametrize(
    ("due", "shown"), [(date(2026, 11, 21), [True]), (date(2026, 11, 29), [False]), (date(2026, 11, 30), [])]
)
def test_a_task_shows_up_a_week_before_its_day(world, held, due, shown):
    actions.give_task(
        by=world.office, activity=held, title="拟清单", owner_party=world.parties["locality"], due_day=due
    )
    assert [urgent for _, _, urgent in asked(world.office)] == shown

"""What the desk asks because of activities."""

from datetime import date

import pytest
from django.utils import translation

from tests.fixtures import person
from towngown.domain.activities import actions
from towngown.kit import doorway
from towngown.web.activities.today import activities, disputed
from towngown.web.shared.wording import words

TODAY = date(2026, 11, 22)


def asked(by):
    with translation.override("en"):
        return [(todo.text, todo.href, todo.urgent) for todo in activities(by, TODAY)]


def test_the_other_side_is_asked_what_it_saw(world, held):
    with doorway.opened("fixture"):
        type(held).objects.filter(pk=held.pk).update(where="村部")
    (todo,) = asked(world.campus)
    assert todo == (
        "“冬季宣讲”, 20 November 2026 · 村部, took place; how many came, as your side saw it?",
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


def test_a_teacher_is_asked_about_their_own_only(world, lecture, held):
    """What others of the university gave is theirs, or the office's, to confirm."""
    world.users["teacher"] = person("teacher", world.university, "expert")
    teacher = world.fresh("teacher")
    assert asked(teacher) == []
    mine = actions.plan(
        by=teacher, partnership=world.partnership, activity_kind=lecture, title_zh="指导", first_day=date(2026, 11, 20),
        place_code=held.place_code,
    )  # fmt: skip
    assert [address for _text, address, _urgent in asked(teacher)] == [f"/en/activities/{mine.ref}/"]
    actions.hold(by=world.worker, activity=mine, heads="5")
    assert [address for _text, address, _urgent in asked(teacher)] == [f"/en/do/activity.confirm/activity/{mine.ref}/"]
    assert len(asked(world.campus)) == 2


def test_offices_hear_of_one_dispute_by_its_name(world, held):
    actions.dispute(by=world.campus, activity=held, said="没有这回事")
    with translation.override("en"):
        (line,) = disputed(world.fresh("office"), TODAY)
    assert (line.text.startswith(f"“{words(held)}”"), line.href) == (True, f"/en/activities/{held.ref}/")


def test_whoever_works_for_the_place_hears_of_its_dispute(world, held):
    actions.dispute(by=world.campus, activity=held, said="没有这回事")
    told = {who: [one.href for one in disputed(world.fresh(who), TODAY)] for who in ("worker", "sibling", "stranger")}
    assert told == {"worker": [f"/activities/{held.ref}/"], "sibling": [], "stranger": []}


def test_offices_hear_of_disputes_in_one_line(world, held, lecture):
    other = actions.plan(by=world.worker, partnership=world.partnership, activity_kind=lecture, title_zh="另一场",
                         first_day=date(2026, 11, 20), place_code=held.place_code)  # fmt: skip
    actions.hold(by=world.worker, activity=other, heads="5")
    for one in (held, other):
        actions.dispute(by=world.campus, activity=one, said="没有这回事")
    with translation.override("en"):
        lines = {who: [(one.text, one.href) for one in disputed(world.fresh(who), TODAY)]
                 for who in ("office", "campus", "worker", "stranger")}  # fmt: skip
    line = ("2 activities are disputed by one side", "/en/activities/?state=disputed")
    assert lines == {"office": [line], "campus": [line], "worker": [line], "stranger": []}


def test_activities_not_shown_are_counted(world, planned, held, lecture, monkeypatch):
    monkeypatch.setattr("towngown.web.activities.today.MOST", 1)
    for title in ("又一场", "第三场", "第四场"):
        actions.plan(by=world.worker, partnership=world.partnership, activity_kind=lecture, title_zh=title,
                     first_day=date(2026, 11, 20), place_code=held.place_code)  # fmt: skip
    told = [(todo.number, todo.href) for todo in activities(world.worker, TODAY) if todo.number > 1]
    assert told == [(2, "/activities/?state=planned")]

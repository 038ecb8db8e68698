"""Why somebody is left out, what would help, and that it does: every suggestion is followed and the order is served."""

from functools import partial

import pytest

from tests.domain.matching.small import FAR, HERE, THERE, coming, why
from tests.fixtures import TODAY
from tests.races import needs_two_writers, overlapping
from towngown.domain.matching import actions, queries
from towngown.domain.matching.compute import Left
from towngown.domain.matching.models import Unserved
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.jobs import tasks
from towngown.foundation.journal.models import Entry
from towngown.kit.problems import Problem, Problems


def only(scenario):
    return Unserved.objects.get(scenario=scenario)


def followed(menu, scenario, order):
    """A new scenario that follows what would serve the order."""
    made = actions.follow_change(by=menu.world.campus, scenario=scenario, order=order)
    tasks.run(made.job_ref)
    made.refresh_from_db()
    return made


def test_another_half_day_is_suggested_and_serves(menu):
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-01 am")
    late = menu.order("first_aid", "2026-12-01 am", THERE)
    scenario = menu.scenario(menu.round())
    row = only(scenario)
    assert (row.order, row.cause, row.numbers["free"], row.numbers["equal"]) == (late, "outweighed", 1, 1)
    teacher = menu.teachers["陈"].pk
    assert row.change == {
        "order": late.pk, "unit": 0, "comes": teacher, "day": "2026-11-30", "half": "pm", "kind": "half_day"
    }  # fmt: skip
    after = followed(menu, scenario, late)
    assert {(key, half.format()) for key, (_, half, _) in coming(after).items()} >= {((late.pk, 0), "2026-11-30 pm")}
    assert (after.settings["changes"], after.figures["served"]) == ([row.change], 2)


@needs_two_writers
def test_two_suggestions_followed_at_once_have_a_number_each(menu):
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-01 am")
    late = menu.order("first_aid", "2026-12-01 am", THERE)
    scenario = menu.scenario(menu.round())
    follow = partial(actions.follow_change, by=menu.world.campus, order=late)
    made = overlapping(TODAY, *(partial(follow, scenario=one) for one in (scenario, menu.scenario(scenario.round))))
    assert [one.number for one in made] == [3, 4]


def test_going_further_is_suggested_and_serves(menu):
    menu.teacher("陈", ["first_aid"], reach_m=25_000)
    far = menu.order("first_aid", "2026-12-01 am", FAR)
    scenario = menu.scenario(menu.round())
    row = only(scenario)
    assert (row.cause, row.change["kind"], row.change["metres"]) == ("nobody_within_reach", "beyond", 5_000)
    assert set(coming(followed(menu, scenario, far))) == {(far.pk, 0)}


def test_one_more_in_a_week_is_suggested_and_serves(menu):
    menu.teacher("陈", ["first_aid"], week_cap=1, term_cap=1)
    menu.order("first_aid", "2026-12-01 am")
    late = menu.order("first_aid", "2026-12-02 am", THERE)
    scenario = menu.scenario(menu.round())
    row = only(scenario)
    assert (row.cause, row.change["kind"], row.change["monday"]) == ("term_cap", "caps", "2026-11-30")
    assert (row.change["in_week"], row.change["in_term"]) == (1, 1)
    after = followed(menu, scenario, late)
    assert after.figures["served"] == 2
    again = followed(menu, after, late) if why(after) else after
    assert len(again.settings["changes"]) == 1


def test_a_new_teacher_is_named_but_cannot_be_followed(menu):
    order = menu.order("phones", "2026-12-01 am")
    scenario = menu.scenario(menu.round())
    row = only(scenario)
    assert (row.cause, row.change["kind"], row.change["count"]) == ("nobody_qualified", "joined", 1)
    with pytest.raises(Problem) as refused:
        actions.follow_change(by=menu.world.campus, scenario=scenario, order=order)
    assert refused.value.code == "matching.no_change"


def test_only_campus_follows_and_looks(world, menu):
    order = menu.order("phones", "2026-12-01 am")
    scenario = menu.scenario(menu.round())
    for verb, given in ((actions.follow_change, {"order": order}), (actions.look_closer, {})):
        with pytest.raises(Problem) as refused:
            verb(by=world.office, scenario=scenario, **given)
        assert refused.value.code == "not_allowed"
    with pytest.raises(Problem):
        actions.note_changes(by=world.campus, scenario=scenario, found=[])


def test_what_was_not_searched_at_once_is_looked_for_by_a_job(world, menu, monkeypatch):
    monkeypatch.setattr("towngown.domain.matching.compute.why.SEARCHED", 0)
    menu.teacher("陈", ["first_aid"], week_cap=1, term_cap=1)
    menu.order("first_aid", "2026-12-01 am")
    menu.order("first_aid", "2026-12-02 am", THERE)
    scenario = menu.scenario(menu.round())
    row = only(scenario)
    assert row.change == {}
    assert queries.without_change(scenario) == [(row.order_id, 0)]
    actions.look_closer(by=world.campus, scenario=scenario)
    tasks.run(scenario.job_ref)
    assert only(scenario).change["kind"] == "caps"
    assert queries.without_change(scenario) == []


def test_those_left_out_are_narrowed_by_cause_and_town_and_counted(world, menu):
    menu.teacher("陈", ["first_aid"], reach_m=5_000)
    for place, offer in ((HERE, "phones"), (FAR, "phones"), (FAR, "first_aid")):
        menu.order(offer, "2026-12-01 am", place)
    scenario = menu.scenario(menu.round())
    listed = queries.left_out(world.campus, scenario)
    assert (listed.found.count(), listed.counts) == (3, {"nobody_qualified": 2, "nobody_within_reach": 1})
    narrowed = queries.left_out(world.campus, scenario, cause="nobody_qualified", town="429901200")
    assert [row.order.place_code for row in narrowed.found] == [FAR]
    assert narrowed.counts == {"nobody_qualified": 1, "nobody_within_reach": 1}
    assert queries.left_out(world.stranger, scenario).found.count() == 0


def test_what_its_worker_finds_is_noted(world, menu):
    order = menu.order("phones", "2026-12-01 am")
    scenario = menu.scenario(menu.round())
    found = Left(order.pk, 0, HERE, 7, "week_cap", {"qualified": 1}, {})
    actions.note_changes(by=the_clock(), scenario=scenario, found=[found])
    assert (only(scenario).cause, only(scenario).numbers) == ("week_cap", {"qualified": 1})


def test_that_a_list_was_taken_out_is_written_down(world, menu):
    scenario = menu.scenario(menu.round())
    actions.export_left_out(by=world.office, scenario=scenario, rows=3, form="csv")
    assert Entry.objects.filter(verb="scenario.export").get().details["rows"] == 3
    with pytest.raises(Problems):
        actions.export_left_out(by=world.office, scenario=scenario, rows=3, form="spreadsheet")

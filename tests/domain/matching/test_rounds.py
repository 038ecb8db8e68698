"""Rounds and scenarios: opened, worked out by their job, published; what was withdrawn meanwhile is left out."""

from datetime import date, timedelta
from importlib import import_module

import pytest

from tests.domain.matching.small import FAR, HERE, MONDAY, THERE, coming, settle, why
from towngown.domain.matching import actions, queries
from towngown.domain.matching.compute import Settings, facts, unpack
from towngown.domain.matching.models import Dispatch, Round, Scenario
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Order
from towngown.foundation.accounts.queries import clock, importer
from towngown.foundation.jobs import actions as jobs
from towngown.foundation.jobs import tasks
from towngown.foundation.jobs.models import Job
from towngown.foundation.journal.models import Entry
from towngown.kit import doorway
from towngown.kit.halfdays import HalfDay, mask_of
from towngown.kit.matching import build
from towngown.kit.problems import Problem

LEVELS = import_module("towngown.kit.matching.levels")  # the package has a function of this name
TUESDAY_AM = HalfDay(date(2026, 12, 1), "am")


def test_a_round_is_opened_described_closed_and_reopened_by_campus_only(world, menu):
    round_ = menu.round()
    assert (round_.state, str(round_)) == ("open", "2026-11-30—2026-12-13")
    actions.describe_round(
        by=world.campus, round_=round_, first_day=MONDAY, last_day=date(2026, 12, 6), title_zh="首周"
    )
    assert (str(round_), round_.last_day) == ("首周", date(2026, 12, 6))
    scenario = menu.scenario(round_)
    actions.publish_scenario(by=world.campus, scenario=scenario)
    assert actions.close_round(by=world.campus, round_=round_).state == "closed"
    assert actions.reopen_round(by=world.campus, round_=round_).state == "published"


@pytest.mark.parametrize("verb", ["describe_round", "close_round", "reopen_round", "publish_round"])
def test_others_may_not_touch_a_round(world, menu, verb):
    round_ = menu.round()
    days = {"first_day": MONDAY, "last_day": MONDAY} if verb == "describe_round" else {}
    for by in (world.office, world.worker, world.stranger, world.visitor):
        with pytest.raises(Problem) as refused:
            getattr(actions, verb)(by=by, round_=round_, **days)
        assert refused.value.code == "not_allowed"


def test_days_in_the_wrong_order_are_refused(menu):
    with pytest.raises(Problem) as refused:
        menu.round(MONDAY, MONDAY - timedelta(days=1))
    assert refused.value.code == "matching.days"


def test_a_round_lies_in_one_term_whose_caps_it_counts(world, menu):
    ends = date(2027, 1, 31)
    with pytest.raises(Problem) as refused:
        menu.round(MONDAY, ends + timedelta(days=1))
    assert (refused.value.code, refused.value.values) == ("matching.two_terms", {"day": date(2027, 2, 1)})
    round_ = menu.round(MONDAY, ends)
    with pytest.raises(Problem) as refused:
        actions.describe_round(by=world.campus, round_=round_, first_day=MONDAY, last_day=date(2027, 2, 28))
    assert refused.value.code == "matching.two_terms"
    assert menu.round(ends + timedelta(days=1), date(2027, 7, 31)).state == "open"


def test_a_scenario_is_worked_out_by_its_job(world, menu):
    menu.teacher("陈", ["first_aid"])
    order = menu.order("first_aid", "2026-12-01 am")
    scenario = menu.scenario(menu.round())
    assert coming(scenario) == {(order.pk, 0): ("陈", TUESDAY_AM, "drafted")}
    assert Entry.objects.filter(verb="scenario.finish", thing_id=scenario.pk).count() == 1
    job = Job.objects.get(ref=scenario.job_ref)
    assert (job.state, job.done, job.total, job.result["ref"]) == ("done", 100, 100, scenario.ref)
    assert scenario.figures == {
        "asked": 1, "served": 1, "orders": 1, "whole": 1, "metres": 0, "far": 0, "teachers": 1, "give": 1, "most": 1,
        "towns": {"429901100": [1, 1]}, "causes": {}, "long": 0, "proven": True, "unit_m": 100, "possible": 1,
        "weight_left": 0, "moved": 0, "solver": "layered",
    }  # fmt: skip


def test_a_draft_is_seen_on_campus_only_and_what_is_published_by_all_sides(world, menu):
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-01 am")
    scenario = menu.scenario(menu.round())
    sees = lambda by: (queries.scenario(by, scenario.ref) is not None, queries.dispatches(by).count())  # noqa: E731 - thrice
    assert [sees(by) for by in (world.campus, world.office, world.stranger)] == [(True, 1), (False, 0), (False, 0)]
    actions.publish_scenario(by=world.campus, scenario=scenario)
    assert [sees(by) for by in (world.campus, world.worker, world.stranger)] == [(True, 1), (True, 1), (False, 0)]


def test_publishing_asks_the_teachers_and_dispatches_the_orders(world, menu):
    menu.teacher("陈", ["first_aid"])
    order = menu.order("first_aid", "2026-12-01 am")
    scenario = menu.published()
    order.refresh_from_db()
    assert (scenario.state, scenario.round.state, order.state) == ("published", "published", "dispatched")
    assert coming(scenario) == {(order.pk, 0): ("陈", TUESDAY_AM, "dispatched")}
    caused = Entry.objects.filter(cause__verb="scenario.publish").order_by("pk").values_list("verb", flat=True)
    assert list(caused) == ["round.publish", "dispatch.publish", "order.dispatch"]
    settle()


def test_what_was_withdrawn_since_is_left_out(world, menu):
    menu.teacher("陈", ["first_aid"])
    stays, goes = menu.order("first_aid", "2026-12-01 am"), menu.order("first_aid", "2026-12-02 am")
    scenario = menu.scenario(menu.round())
    orders.withdraw(by=world.worker, order=goes)
    actions.publish_scenario(by=world.campus, scenario=scenario)
    assert list(coming(scenario)) == [(stays.pk, 0)]
    assert Dispatch.objects.get(order=goes).state == "lifted"


def test_a_scenario_for_other_days_than_its_round_has_now_is_not_published(world, menu):
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-10 am")
    round_ = menu.round()
    scenario = menu.scenario(round_)
    days = {"by": world.campus, "round_": round_, "first_day": MONDAY}
    actions.describe_round(**days, last_day=date(2026, 12, 6))
    with pytest.raises(Problem) as refused:
        actions.publish_scenario(by=world.campus, scenario=scenario)
    assert (refused.value.code, Round.objects.get().state) == ("matching.other_days", "open")
    actions.describe_round(**days, last_day=date(2026, 12, 13), title_zh="两周")
    assert actions.publish_scenario(by=world.campus, scenario=scenario).state == "published"


def test_of_two_scenarios_one_is_published(world, menu):
    round_ = menu.round()
    one, other = menu.scenario(round_), menu.scenario(round_, memory=False)
    assert [one.number, other.number] == [1, 2]
    actions.publish_scenario(by=world.campus, scenario=one)
    for again in (one, other):
        with pytest.raises(Problem) as refused:
            actions.publish_scenario(by=world.campus, scenario=again)
        assert refused.value.code == "wrong_moment"
    with pytest.raises(Problem) as refused:
        actions.add_scenario(by=world.campus, round_=round_)
    assert refused.value.code == "matching.published"


def test_only_campus_asks_for_scenarios_and_publishes_them(world, menu):
    round_ = menu.round()
    with pytest.raises(Problem):
        actions.add_scenario(by=world.office, round_=round_)
    scenario = menu.scenario(round_)
    with pytest.raises(Problem):
        actions.publish_scenario(by=world.office, scenario=scenario)
    nothing = {"come": [], "left": [], "figures": {}, "proof": b""}
    with pytest.raises(Problem):
        actions.finish_scenario(by=world.campus, scenario=scenario, **nothing)
    with pytest.raises(Problem):
        actions.fail_scenario(by=world.campus, scenario=scenario)


def test_what_cannot_be_worked_out_says_so_and_may_be_tried_again(world, menu, monkeypatch):
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-01 am")
    monkeypatch.setattr(LEVELS, "ROOM", 1)
    scenario = menu.scenario(menu.round())
    assert scenario.state == "failed"
    assert Entry.objects.filter(verb="scenario.fail", thing_id=scenario.pk).count() == 1
    [said] = Job.objects.get(ref=scenario.job_ref).result["sentences"]
    assert said["sentence"].startswith("The round is too large to be proven best.")
    with pytest.raises(Problem):
        actions.retry_scenario(by=world.office, scenario=scenario)
    monkeypatch.undo()
    actions.retry_scenario(by=world.campus, scenario=scenario)
    tasks.run(scenario.job_ref)
    assert Scenario.objects.get(pk=scenario.pk).state == "ready"


def test_distances_grow_coarser_rather_than_give_up(menu, monkeypatch):
    menu.teacher("陈", ["first_aid"], reach_m=40_000)
    menu.order("first_aid", "2026-12-01 am", FAR)
    round_ = menu.round()
    fine = menu.scenario(round_)
    assert fine.figures["unit_m"] == 100
    coarse = facts(queries.asked(fine), Settings(), 250)
    monkeypatch.setattr(LEVELS, "ROOM", build(coarse.orders, coarse.supply).levels.serve)
    again = menu.scenario(round_)
    assert (again.figures["unit_m"], again.figures["served"], again.figures["metres"]) == (250, 1, 30_000)


def test_the_same_job_run_twice_changes_nothing(menu):
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-01 am")
    scenario = menu.scenario(menu.round())
    again = jobs.start(by=clock(), job_kind="matching.scenario", given={"scenario": scenario.ref})
    tasks.run(again.ref)
    again.refresh_from_db()
    assert (again.state, Dispatch.objects.count()) == ("done", 1)


def test_reach_caps_absences_and_times_are_kept_and_named(menu):
    menu.teacher("陈", ["first_aid"], reach_m=5_000, week_cap=1, half_days=mask_of(range(0, 10, 2)))  # mornings only
    far = menu.order("first_aid", "2026-12-01 am", FAR)
    one, two = menu.order("first_aid", "2026-12-01 am", THERE), menu.order("first_aid", "2026-12-02 am")
    afternoon, nobody = menu.order("first_aid", "2026-12-03 pm"), menu.order("phones", "2026-12-03 am")
    over = menu.order("first_aid", "2026-11-24 am")
    later = menu.order("first_aid", "2026-12-20 am")
    scenario = menu.scenario(menu.round())
    assert set(coming(scenario)) == {(two.pk, 0)}  # the nearer one
    assert why(scenario) == {
        (far.pk, 0): "nobody_within_reach", (one.pk, 0): "week_cap", (afternoon.pk, 0): "nobody_free",
        (nobody.pk, 0): "nobody_qualified", (over.pk, 0): "no_half_day",
    }  # fmt: skip
    assert scenario.figures["asked"] == 6
    assert (later.pk, 0) not in why(scenario)


def test_whoever_is_away_is_not_sent(world, menu):
    teacher = menu.teacher("陈", ["first_aid"])
    orders.away(by=world.campus, teacher=teacher, first_day=date(2026, 12, 1), last_day=date(2026, 12, 4))
    gone, back = menu.order("first_aid", "2026-12-04 pm"), menu.order("first_aid", "2026-12-05 am")
    scenario = menu.scenario(menu.round())
    assert set(coming(scenario)) == {(back.pk, 0)}
    assert why(scenario) == {(gone.pk, 0): "nobody_free"}


def test_nothing_is_planned_for_days_that_are_over(menu):
    menu.teacher("陈", ["first_aid"])
    today, morrow = menu.order("first_aid", "2026-11-22 pm"), menu.order("first_aid", "2026-11-23 am")
    scenario = menu.scenario(menu.round(date(2026, 11, 16), date(2026, 11, 29)))
    assert set(coming(scenario)) == {(morrow.pk, 0)}
    assert why(scenario) == {(today.pk, 0): "nobody_free"}


def test_reach_may_be_widened_and_load_spread(menu):
    menu.teacher("陈", ["first_aid"], reach_m=20_000)
    menu.order("first_aid", "2026-12-01 am", FAR)
    round_ = menu.round()
    assert menu.scenario(round_).figures["served"] == 0
    wide = menu.scenario(round_, reach_pct=150)
    assert (wide.figures["served"], wide.figures["metres"], wide.settings["reach_pct"]) == (1, 30_000, 150)


def test_the_load_is_spread_when_asked(menu):
    for name in ("陈", "沈"):
        menu.teacher(name, ["first_aid"])
    for day in range(1, 5):
        menu.order("first_aid", f"2026-12-0{day} am")
    round_ = menu.round()
    assert menu.scenario(round_, even=True).figures["most"] == 2
    assert menu.scenario(round_, even=False).figures["proven"]


def test_an_order_for_several_weeks_gets_a_visit_a_week_some_in_a_later_round(menu):
    menu.teacher("陈", ["first_aid"])
    order = menu.order("first_aid", "2026-12-01 am", weeks=3)
    first = menu.published()
    assert [half.day for _, half, _ in coming(first).values()] == [date(2026, 12, 1), date(2026, 12, 8)]
    order.refresh_from_db()
    assert order.state == "dispatched"
    second = menu.scenario(menu.round(date(2026, 12, 14), date(2026, 12, 27)))
    assert coming(second) == {(order.pk, 2): ("陈", HalfDay(date(2026, 12, 15), "am"), "drafted")}


def test_an_order_for_many_weeks_without_wishes_goes_on_in_the_next_round(world, menu):
    menu.teacher("陈", ["first_aid"])
    order = menu.order("first_aid", weeks=4)
    first = menu.published()
    assert set(coming(first)) == {(order.pk, 0), (order.pk, 1)}
    assert why(first) == {}  # the later weeks wait for another round
    for visit in Dispatch.objects.all():
        actions.accept_dispatch(by=world.campus, dispatch=visit, told_so=True)
    second = menu.published(first=date(2026, 12, 14), last=date(2026, 12, 27))
    assert {unit: week_of(half) for (_, unit), (_, half, _) in coming(second).items()} == {2: 0, 3: 1}
    assert why(second) == {}
    order.refresh_from_db()
    assert order.state == "dispatched"  # until the teacher says yes to these weeks, too


def week_of(half):
    """Which week of the round from 14 December a half-day lies in."""
    return (half.day - date(2026, 12, 14)).days // 7


def test_weeks_of_an_order_without_wishes_begin_with_the_first_that_stands(menu):
    menu.teacher("陈", ["first_aid"])
    order = menu.order("first_aid", weeks=3)
    round_ = menu.round(date(2026, 12, 14), date(2026, 12, 27))
    with doorway.opened("fixture"):
        elsewhere = Scenario.objects.create(partnership=order.partnership, round=menu.round(), number=1)
        given = {"partnership": order.partnership, "place_code": HERE, "teacher": menu.teachers["陈"], "half": "am"}
        Dispatch.objects.create(
            scenario=elsewhere, order=order, unit=1, day=date(2026, 12, 8), state="accepted", **given
        )
    scenario = menu.scenario(round_)
    assert {unit: week_of(half) for (_, unit), (_, half, _) in coming(scenario).items()} == {2: 0}
    assert why(scenario) == {(order.pk, 0): "no_half_day"}  # its week is over


def test_whoever_wishes_nothing_takes_what_there_is(menu):
    menu.teacher("陈", ["first_aid"])
    order = menu.order("first_aid")
    assert list(coming(menu.scenario(menu.round()))) == [(order.pk, 0)]


def test_nobody_is_in_two_rounds_at_once_and_caps_hold_across_them(menu):
    menu.teacher("陈", ["first_aid"], week_cap=2, term_cap=2)
    first = menu.order("first_aid", "2026-12-01 am")
    menu.published(first=MONDAY, last=date(2026, 12, 2))
    clash, other, third = (menu.order("first_aid", f"2026-12-0{day} am") for day in (1, 3, 4))
    scenario = menu.scenario(menu.round())
    assert list(coming(scenario)) in ([(other.pk, 0)], [(third.pk, 0)])
    assert why(scenario)[clash.pk, 0] == "nobody_free"
    assert (first.pk, 0) not in coming(scenario)


def test_what_another_round_took_since_is_not_published_twice(world, menu):
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-01 am")
    drafted = menu.scenario(menu.round())
    other = menu.order("first_aid", "2026-12-01 am", THERE)
    elsewhere = menu.scenario(menu.round(MONDAY, date(2026, 12, 2)))
    actions.publish_scenario(by=world.campus, scenario=elsewhere)
    actions.publish_scenario(by=world.campus, scenario=drafted)
    standing = Dispatch.objects.filter(state="dispatched")
    assert standing.count() == 1
    assert standing.get().order_id in {other.pk, Order.objects.first().pk}


def test_nobody_is_asked_twice_for_a_half_day_though_the_round_was_changed_since(world, menu):
    teacher = menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-08 am")
    round_ = menu.round(date(2026, 12, 7), date(2026, 12, 13))
    drafted, days = menu.scenario(round_), {"by": world.campus, "round_": round_, "last_day": date(2026, 12, 13)}
    actions.describe_round(**days, first_day=MONDAY)
    [visit] = drafted.dispatches.all()
    actions.move_dispatch(by=world.campus, dispatch=visit, teacher=teacher, when=[TUESDAY_AM], reason="改期")
    actions.describe_round(**days, first_day=date(2026, 12, 7))
    menu.order("first_aid", "2026-12-01 am", THERE)
    actions.publish_scenario(by=world.campus, scenario=menu.scenario(menu.round(MONDAY, date(2026, 12, 2))))
    actions.publish_scenario(by=world.campus, scenario=drafted)
    assert (coming(drafted), drafted.figures["lost"]) == ({}, 1)
    assert Dispatch.objects.filter(state="dispatched").count() == 1


def test_those_passed_over_before_come_first_the_next_time(menu):
    menu.teacher("陈", ["first_aid"], week_cap=1)
    near, passed = menu.order("first_aid", "2026-12-01 am"), menu.order("first_aid", "2026-12-01 am", THERE)
    menu.published()
    assert queries.missed_by_place(near.partnership_id) == {THERE: 1}
    again = menu.order("first_aid", "2026-12-15 am"), menu.order("first_aid", "2026-12-15 am", THERE)
    round_ = menu.round(date(2026, 12, 14), date(2026, 12, 27))
    assert list(coming(menu.scenario(round_, memory=True))) == [(again[1].pk, 0)]
    assert list(coming(menu.scenario(round_, memory=False))) == [(again[0].pk, 0)]
    assert (passed.pk, 0) not in coming(menu.scenario(round_))


def test_the_proof_holds_the_plan(menu):
    menu.teacher("陈", ["first_aid"])
    order, left = menu.order("first_aid", "2026-12-01 am, 2026-12-02 am"), menu.order("phones", "2026-12-03 am", FAR)
    kept = unpack(bytes(menu.scenario(menu.round()).proof))
    assert [unit.key for unit in kept.facts.units] == [(order.pk, 0), (left.pk, 0)]
    assert [unit.place for unit in kept.facts.units] == [HERE, FAR]
    assert (kept.arc.tolist()[1], kept.even, kept.facts.span.monday) == (-1, True, MONDAY)
    assert kept.facts.supply.free.any()


def test_how_far_somebody_goes_holds_to_the_metre_however_coarsely_distances_are_counted(menu):
    near, away = "429901100203", "429901100204"
    spots = [(near, 0, 8_010), (away, 0, 8_051)]
    orders.load_spots(by=importer(), partnership=menu.world.partnership, spots=spots)
    menu.teacher("陈", ["first_aid"], reach_m=8_050)
    served = menu.order("first_aid", "2026-12-01 am", place=near)
    left = menu.order("first_aid", "2026-12-02 am", place=away)
    scenario = menu.scenario(menu.round())
    assert (set(coming(scenario)), why(scenario)) == ({(served.pk, 0)}, {(left.pk, 0): "nobody_within_reach"})
    for step_m in (100, 2_500, 5_000):
        supply = facts(queries.asked(scenario), Settings(), step_m).supply
        assert (supply.distance[:, 0] <= supply.reach[0]).tolist() == [True, False]

"""One person is a teacher of two partnerships: what they give in one is taken in the other, and nothing more is told of it."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from tests.domain.matching.small import MONDAY, THERE, coming, settle, small, why
from tests.fixtures import TODAY
from tests.races import needs_two_writers, overlapping
from towngown.domain.matching import actions, queries
from towngown.domain.matching.compute import Visit
from towngown.domain.matching.models import Dispatch, Scenario
from towngown.domain.orders import actions as orders
from towngown.domain.orders.models import Order
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.accounts.queries import clock
from towngown.foundation.jobs import tasks
from towngown.kit import clock as clock_at
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem

TUESDAY_AM, WEDNESDAY_AM = HalfDay(date(2026, 12, 1), "am"), HalfDay(date(2026, 12, 2), "am")


@pytest.fixture
def beside(world, menu):
    """A menu of the other partnership; the college is a party of both."""
    partnerships.join(by=world.keeper, partnership=world.other, organisation=world.university, side="campus")
    world.actors["campus"] = world.fresh("campus")
    return small(replace(world, partnership=world.other, parties={"locality": world.parties["other"]}))


@pytest.fixture
def both(menu, beside):
    """陈 teaches in both partnerships."""
    for one in (menu, beside):
        one.teacher("陈", ["first_aid"], week_cap=2, term_cap=3)
    assert menu.teachers["陈"].person == beside.teachers["陈"].person
    return menu, beside


def refused(verb, **given):
    with pytest.raises(Problem) as problem:
        verb(**given)
    return problem.value.code


def test_a_half_day_given_elsewhere_is_taken_when_a_round_is_built(both):
    here, there = both
    there.order("first_aid", "2026-12-01 am")
    there.published()
    clash, fits = here.order("first_aid", "2026-12-01 am"), here.order("first_aid", "2026-12-02 am")
    scenario = here.scenario(here.round())
    assert set(coming(scenario)) == {(fits.pk, 0)}
    assert why(scenario) == {(clash.pk, 0): "nobody_free"}


def test_visits_elsewhere_count_towards_the_caps(both):
    here, there = both
    there.order("first_aid", "2026-12-01 am")
    there.published()
    for day in (2, 3, 8, 9):
        here.order("first_aid", f"2026-12-0{day} am")
    scenario = here.scenario(here.round())
    assert scenario.figures["served"] == 2  # of three in the term one is given elsewhere
    assert len([1 for _, when, _ in coming(scenario).values() if when.day < date(2026, 12, 7)]) <= 1


def test_what_was_published_elsewhere_since_is_left_out_and_looked_for_again(world, both):
    here, there = both
    here.teacher("沈", ["first_aid"], place_code=THERE)
    order = here.order("first_aid", "2026-12-01 am")
    scenario = here.scenario(here.round())
    assert [who for who, _, _ in coming(scenario).values()] == ["陈"]
    there.order("first_aid", "2026-12-01 am")
    there.published()
    scenario = actions.publish_scenario(by=world.campus, scenario=scenario)
    assert (coming(scenario), scenario.figures["lost"]) == ({}, 1)
    settle()
    assert coming(scenario) == {(order.pk, 0): ("沈", TUESDAY_AM, "dispatched")}


def test_weeks_filled_elsewhere_since_are_full_when_it_is_published(world, both):
    here, there = both
    first, second = (here.order("first_aid", f"2026-12-0{day} am") for day in (1, 3))
    scenario = here.scenario(here.round())
    there.order("first_aid", "2026-12-02 am")
    there.published()
    scenario = actions.publish_scenario(by=world.campus, scenario=scenario)
    settle()
    assert set(coming(scenario)) == {(first.pk, 0)}
    assert why(scenario) == {(second.pk, 0): "week_cap"}


def test_two_rounds_of_one_partnership_do_not_fill_a_week_twice(world, both):
    here, _ = both
    here.order("first_aid", "2026-12-01 am")
    here.order("first_aid", "2026-12-02 am")
    early = here.scenario(here.round(MONDAY, date(2026, 12, 2)))
    third = here.order("first_aid", "2026-12-04 am")
    late = here.scenario(here.round(date(2026, 12, 3), date(2026, 12, 6)))
    assert set(coming(late)) == {(third.pk, 0)}
    for one in (early, late):
        actions.publish_scenario(by=world.campus, scenario=one)
        settle()
    assert Dispatch.objects.filter(state="dispatched").count() == 2


def test_what_a_scenario_assumes_of_a_teacher_is_not_taken_back_when_it_is_published(world, menu):
    menu.teacher("陈", ["first_aid"], week_cap=1, term_cap=1)
    for day in (1, 2):
        menu.order("first_aid", f"2026-12-0{day} am")
    scenario = menu.scenario(menu.round())
    left = scenario.unserved.get()
    assert left.change["kind"] == "caps"
    more = actions.follow_change(by=world.campus, scenario=scenario, order=left.order)
    tasks.run(more.job_ref)
    more = actions.publish_scenario(by=world.campus, scenario=Scenario.objects.get(pk=more.pk))
    settle()
    assert (len(coming(more)), more.figures["lost"]) == (2, 0)


def test_nobody_is_moved_to_where_they_are_taken_elsewhere_nor_over_their_caps(world, both):
    here, there = both
    here.order("first_aid", "2026-12-08 am")
    here.published()
    there.order("first_aid", "2026-12-01 am")
    there.published()
    visit = Dispatch.objects.get(partnership=world.partnership)
    move = partial(actions.move_dispatch, by=world.campus, dispatch=visit, teacher=visit.teacher, reason="x")
    with pytest.raises(Problem) as problem:
        move(when=[TUESDAY_AM])
    assert (problem.value.code, set(problem.value.values)) == ("matching.taken", {"teacher", "limit"})
    orders.describe_teacher(by=world.campus, teacher=visit.teacher, week_cap=1, term_cap=3)
    assert refused(move, when=[WEDNESDAY_AM]) == "matching.week_full"
    orders.describe_teacher(by=world.campus, teacher=visit.teacher, week_cap=1, term_cap=1)
    assert refused(move, when=[HalfDay(date(2026, 12, 9), "am")]) == "matching.term_full"


def test_who_is_asked_anew_is_free_elsewhere_too_and_has_room(world, both):
    here, there = both
    here.teacher("沈", ["first_aid"], place_code=THERE)
    here.order("first_aid", "2026-12-01 am", THERE)
    scenario = here.published()
    assert [who for who, _, _ in coming(scenario).values()] == ["沈"]
    for day in ("2026-12-02 am", "2026-12-03 am"):
        there.order("first_aid", day)
    there.published()
    orders.away(by=world.campus, teacher=here.teachers["沈"], first_day=date(2026, 12, 1))
    settle()
    assert coming(scenario) == {}  # the week of 陈 is full elsewhere
    assert Order.objects.get(partnership=world.partnership).state == "released"


def test_what_was_read_before_somebody_was_taken_elsewhere_is_not_written(world, both):
    here, there = both
    order = here.order("first_aid", "2026-12-02 am")
    scenario = here.published()
    there.order("first_aid", "2026-12-01 am")
    there.published()
    visit = queries.now(scenario, HalfDay(TODAY, "am"))
    assert (here.teachers["陈"].pk, TUESDAY_AM) in set(visit.busy)
    given = {"gone": [], "left": [], "figures": {}, "stands": visit.stands}
    come = [Visit(order.pk, 0, order.place_code, here.teachers["陈"].pk, date(2026, 12, 3), "am", None)]
    verb = partial(actions.replan_scenario, by=clock(), scenario=scenario, come=come, **given)
    assert refused(verb, busy=[]) == "matching.taken_meanwhile"


def test_what_was_read_before_somebody_was_moved_in_the_round_itself_is_not_written(world, menu):
    menu.teacher("沈", ["first_aid"], place_code=THERE)
    menu.teacher("陈", ["first_aid"], week_cap=1)
    order, moved = menu.order("first_aid", "2026-12-03 am", THERE), menu.order("first_aid", "2026-12-10 am", THERE)
    scenario = menu.published()
    read, chen = queries.now(scenario, HalfDay(TODAY, "am")), menu.teachers["陈"]
    given = {"gone": [(order.pk, 0)], "left": [], "figures": {}, "stands": read.stands, "busy": read.busy}
    come = [Visit(order.pk, 0, order.place_code, chen.pk, date(2026, 12, 3), "am", None)]
    verb = partial(actions.replan_scenario, by=clock(), scenario=scenario, come=come, **given)
    visit = Dispatch.objects.get(order=moved)
    actions.move_dispatch(by=world.campus, dispatch=visit, teacher=chen, when=[TUESDAY_AM], reason="x")
    assert refused(verb) == "matching.taken_meanwhile"
    assert Dispatch.objects.get(order=order).state == "dispatched"


def test_what_was_moved_by_hand_meanwhile_is_not_lifted(world, menu):
    for name in ("沈", "陈"):
        menu.teacher(name, ["first_aid"], place_code=THERE)
    order = menu.order("first_aid", "2026-12-03 am", THERE)
    scenario = menu.published()
    read, visit = queries.now(scenario, HalfDay(TODAY, "am")), Dispatch.objects.get()
    actions.move_dispatch(by=world.campus, dispatch=visit, teacher=visit.teacher, when=[TUESDAY_AM], reason="x")
    given = {"come": [], "left": [], "figures": {}, "stands": read.stands, "busy": read.busy}
    verb = partial(actions.replan_scenario, by=clock(), scenario=scenario, gone=[(order.pk, 0)], **given)
    assert refused(verb) == "matching.taken_meanwhile"


def test_nothing_is_told_of_the_other_partnership_but_that_the_half_day_is_taken(world, both):
    here, there = both
    there.order("first_aid", "2026-12-01 am")
    there.published()
    assert queries.taken(world.partnership.pk, TUESDAY_AM.day, TUESDAY_AM.day) == {(here.teachers["陈"].pk, TUESDAY_AM)}
    assert not queries.dispatches(world.worker).exists()
    assert queries.taken(world.other.pk, TUESDAY_AM.day, TUESDAY_AM.day) == {(there.teachers["陈"].pk, TUESDAY_AM)}


@needs_two_writers
def test_of_two_partnerships_that_publish_at_once_one_gets_the_teacher(world, both):
    scenarios = []
    for one in both:
        one.order("first_aid", "2026-12-01 am")
        scenarios.append(one.scenario(one.round()))
    overlapping(TODAY, *(partial(actions.publish_scenario, by=world.campus, scenario=one) for one in scenarios))
    assert [Dispatch.objects.get(scenario=one).state for one in scenarios] == ["dispatched", "lifted"]


@needs_two_writers
def test_of_two_who_move_the_same_teacher_at_once_the_later_one_is_refused(world, both):
    visits = []
    for one in both:
        one.order("first_aid", "2026-12-01 am" if one is both[0] else "2026-12-02 am")
        one.published()
        visits.append(Dispatch.objects.get(partnership=one.world.partnership))
    moves = [
        partial(
            actions.move_dispatch, by=world.campus, dispatch=one, teacher=one.teacher,
            when=[HalfDay(date(2026, 12, 3), "am")], reason="x",
        )
        for one in visits
    ]  # fmt: skip
    with pytest.raises(Problem) as problem:
        overlapping(TODAY, *moves)
    assert problem.value.code == "matching.taken"


def test_a_week_across_two_terms_is_counted_whole(world, both):
    """Monday 31 January 2028 is of one term, the Tuesday after it of the next."""
    here, _ = both
    for day in ("2028-01-31 am", "2028-02-08 am"):
        here.order("first_aid", day)
    monday, tuesday = date(2028, 1, 31), HalfDay(date(2028, 2, 1), "am")
    with clock_at.set_to(date(2028, 1, 30)):
        here.published(first=monday, last=monday)
        scenario = here.published(first=tuesday.day, last=date(2028, 2, 13))
        visit = Dispatch.objects.get(scenario=scenario)
        orders.describe_teacher(by=world.campus, teacher=visit.teacher, week_cap=1, term_cap=1)
        move = partial(actions.move_dispatch, by=world.campus, dispatch=visit, teacher=visit.teacher, reason="x")
        assert refused(move, when=[tuesday]) == "matching.week_full"
        wednesday = HalfDay(date(2028, 2, 9), "am")  # its own week: January does not count for the new term
        assert move(when=[wednesday]).half_day == wednesday


def test_a_round_that_ends_with_the_term_sees_the_rest_of_its_last_week(world, both):
    here, there = both
    with clock_at.set_to(date(2028, 1, 30)):
        there.order("first_aid", "2028-02-01 am")
        there.published(first=date(2028, 2, 1), last=date(2028, 2, 6))
        chen = here.teachers["陈"]
        orders.describe_teacher(by=world.campus, teacher=chen, week_cap=1, term_cap=3)
        order = here.order("first_aid", "2028-01-31 am")
        scenario = here.scenario(here.round(date(2028, 1, 24), date(2028, 1, 31)))
    assert why(scenario) == {(order.pk, 0): "week_cap"}

"""No released order waits in silence: it waits for a round, is left out in one, or lies in none, and that is counted."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.matching.small import FAR, MONDAY, settle
from tests.fixtures import TODAY
from towngown.domain.matching import actions, queries
from towngown.domain.matching.models import Dispatch

DAY, TOMORROW = date(2026, 12, 1), date(2026, 11, 23)


@pytest.fixture
def one(menu):
    menu.teacher("陈", ["first_aid"])
    return menu


def waits(world, order):
    found = queries.waits(world.worker, order, TODAY)
    return (found.where, found.round) if found else None


def gap(world):
    return queries.gap(world.campus, world.partnership.pk, TODAY)


def test_an_order_waits_for_the_first_open_round_that_holds_one_of_its_half_days(world, one):
    late, soon = one.round(date(2026, 12, 7), date(2026, 12, 13)), one.round(MONDAY, date(2026, 12, 6))
    one.round(date(2026, 11, 9), date(2026, 11, 22))  # over
    first, second = one.order("first_aid", "2026-12-01 am"), one.order("first_aid", "2026-12-08 am")
    several = one.order("first_aid", "2026-12-01 am", weeks=2)
    anything = one.order("first_aid")
    assert [waits(world, order) for order in (first, second, several, anything)] == [
        ("round", soon), ("round", late), ("round", soon), ("round", soon)
    ]  # fmt: skip
    assert gap(world).count == 0


def test_between_two_rounds_it_lies_in_none_and_is_counted(world, one):
    one.round(MONDAY, date(2026, 12, 6))
    one.round(date(2026, 12, 14), date(2026, 12, 20))
    between, after = one.order("first_aid", "2026-12-09 pm"), one.order("first_aid", "2027-01-04 am", weeks=2)
    assert [waits(world, order) for order in (between, after)] == [("gap", None), ("gap", None)]
    assert gap(world) == queries.Gap(2, 0, date(2026, 12, 9), date(2027, 1, 11))
    one.round(date(2026, 12, 9), date(2027, 1, 11))
    assert gap(world).count == 0


def test_they_are_counted_once_until_something_happens(world, one):
    one.order("first_aid", "2026-12-09 pm")
    before = gap(world)
    with CaptureQueriesContext(connection) as asked:
        assert gap(world) == before
    assert len(asked) == 1  # whether something happened
    one.order("first_aid", "2026-12-10 pm")
    assert gap(world).count == 2


def test_a_round_for_them_is_never_longer_than_a_round_may_be(world, one):
    one.order("first_aid", "2026-12-09 pm, 2027-02-09 pm")
    found = gap(world)
    assert found.last_day == date(2027, 1, 31)  # the end of the term
    assert actions.open_round(
        by=world.campus, partnership=world.partnership, first_day=found.first_day, last_day=found.last_day
    )


def test_whoever_wishes_nothing_waits_for_any_round_and_lies_in_a_gap_without_one(world, one):
    order = one.order("first_aid")
    assert waits(world, order) == ("gap", None)
    assert gap(world) == queries.Gap(1, 0, TOMORROW, date(2026, 12, 20))


def test_what_is_released_after_a_round_was_published_lies_in_none(world, one):
    one.order("first_aid", "2026-12-01 am")
    one.published()
    assert waits(world, one.order("first_aid", "2026-12-02 am")) == ("gap", None)


def test_who_is_left_out_of_a_running_round_is_told_of_it_and_not_counted(world, one):
    order = one.order("first_aid", "2026-12-01 am", FAR)
    scenario = one.published()
    found = queries.waits(world.worker, order, TODAY)
    assert (found.where, found.round, found.cause) == ("left_out", scenario.round, "nobody_within_reach")
    assert found.numbers["qualified"] == 1
    assert gap(world).count == 0
    actions.close_round(by=world.campus, round_=scenario.round)
    assert (waits(world, order), gap(world).count) == (("gap", None), 1)  # nobody looks any more


def test_what_was_called_off_lies_in_no_round(world, one):
    order = one.order("first_aid", "2026-12-01 am, 2026-12-16 am")
    one.published()
    actions.free_dispatch(by=world.campus, dispatch=Dispatch.objects.get(), reason="停电")
    settle()
    assert waits(world, order) == ("gap", None)


def test_a_round_that_left_it_out_and_whose_days_for_it_are_over_does_not_hold_it(world, one):
    order = one.order("first_aid", "2026-12-01 am, 2026-12-16 am", FAR)
    scenario = one.published()
    assert waits(world, order) == ("left_out", scenario.round)
    assert queries.waits(world.worker, order, DAY).where == "gap"


def test_half_days_that_are_over_are_said_to_be_and_counted_apart(world, one):
    order = one.order("first_aid", "2026-11-20 am")
    today = one.order("first_aid", "2026-11-22 pm")  # nothing is planned for the same day
    assert [waits(world, one) for one in (order, today)] == [("over", None), ("over", None)]
    assert gap(world) == queries.Gap(0, 2, TOMORROW, date(2026, 12, 20))


def test_only_what_is_released_and_taught_waits(world, one):
    order = one.order("first_aid", "2026-12-01 am")
    one.published()
    order.refresh_from_db()
    assert order.state == "dispatched"
    assert waits(world, order) is None


def test_what_was_released_since_a_scenario_was_worked_out_is_counted(world, one):
    one.order("first_aid", "2026-12-01 am")
    one.order("first_aid", "2026-12-02 am", FAR)
    scenario = one.scenario(one.round())
    assert queries.released_since(scenario) == 0
    one.order("first_aid", "2026-12-03 am", weeks=2)
    one.order("first_aid", "2026-12-31 am")  # after the round
    assert queries.released_since(scenario) == 1

"""The arithmetic of sessions."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.domain.attendance.compute.numbers import (
    Numbers,
    begins,
    ends,
    favour,
    funnel,
    in_half,
    stretches,
    together,
)
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity

DAY = date(2026, 11, 24)


def test_a_session_begins_at_its_time_or_at_the_usual_one():
    assert begins(DAY, "am", None).isoformat() == "2026-11-24T09:30:00+08:00"
    assert begins(DAY, "pm", None).isoformat() == "2026-11-24T14:30:00+08:00"
    assert begins(DAY, "pm", time(19)).isoformat() == "2026-11-24T19:00:00+08:00"
    assert ends(DAY, "am", None, 90).isoformat() == "2026-11-24T11:00:00+08:00"


def test_a_time_of_the_other_half_is_refused():
    in_half(None, "am", "Morning")
    in_half(time(6), "am", "Morning")
    in_half(time(21, 30), "pm", "Afternoon")
    for at, half in ((time(12, 31), "am"), (time(5, 59), "am"), (time(11, 59), "pm"), (time(21, 31), "pm")):
        with pytest.raises(Problem) as refused:
            in_half(at, half, half)
        assert refused.value.code == "attendance.other_half"


def test_what_a_side_says_of_a_series():
    assert together({1: 20, 2: 22}, [1, 2]) == Quantity(42, 42)
    assert together({1: 20, 3: 99}, [1, 2]) == Quantity(20, None)
    assert together({}, [1]) is None


def test_an_average_needs_three_and_rounds_half_up():
    assert favour([5, 5]).tenths is None
    assert favour([4, 4, 5]).tenths == 43
    assert favour([4, 4, 4, 5]).tenths == 43
    assert favour([1, 2, 2, 2]).tenths == 18


def test_numbers_add_up():
    assert Numbers(2, 3, 4).signed == 9
    assert not Numbers().differ
    assert not Numbers(said={"campus": 3, "locality": 3}).differ
    assert Numbers(said={"campus": 3, "locality": 4}).differ


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.booleans())))
def test_each_step_of_the_funnel_is_part_of_the_one_before(phones):
    steps = list(funnel(phones).values())
    assert steps == sorted(steps, reverse=True)
    assert steps[0] == sum(number > 0 for number, _made, _talked in phones)


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@given(st.sets(DAYS), st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=3))
def test_stretches_hold_exactly_the_days_that_are_not_known(days, known):
    found = stretches(days, known)
    held = {date.fromordinal(n) for first, last in found for n in range(first.toordinal(), last.toordinal() + 1)}
    assert held == {day for day in days if not any(first <= day <= last for first, last in known)}
    assert all(
        (later[0] - earlier[1]).days > 1 or earlier[1] < later[0]
        for earlier, later in zip(found, found[1:], strict=False)
    )
    assert found == sorted(found)

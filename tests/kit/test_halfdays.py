"""Half-days as people write them, a week's mask as files write it, and the two field types."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.kit import halfdays
from towngown.kit.fields import HalfDays, WeekHalves
from towngown.kit.halfdays import ALL_WEEK, WEEKEND, WORKING_DAYS, HalfDay, half_day_of, parse, parse_week, week_text
from towngown.kit.problems import Problem

THURSDAY = date(2026, 12, 3)


def refused(call, value):
    with pytest.raises(Problem) as problem:
        call(value)
    return problem.value.code


@pytest.mark.parametrize(
    "text",
    ["2026-12-03 am", "2026-12-3 上午", "２０２６年１２月３日上午", "2026/12/03 Morning", " 2026.12.3am "],
)
def test_one_half_day_in_many_writings(text):
    assert parse(text) == HalfDay(THURSDAY, "am")


@pytest.mark.parametrize("text", ["", "2026-12-03", "2026-02-30 am", "12-03 am", "2026-12-03 noon", "next Thursday"])
def test_what_is_no_half_day_is_refused(text):
    assert refused(parse, text) == "not_a_half_day"


def test_several_come_once_in_the_order_given():
    found = halfdays.parse_all("2026-12-03 pm，2026-12-03 am；2026-12-03 pm\n")
    assert [one.format() for one in found] == ["2026-12-03 pm", "2026-12-03 am"]


def test_they_sort_as_they_come_and_know_their_place_in_the_week():
    morning, afternoon = HalfDay(THURSDAY, "am"), HalfDay(THURSDAY, "pm")
    assert morning < afternoon
    assert (morning.bit, afternoon.bit, HalfDay(date(2026, 11, 30), "am").bit) == (6, 7, 0)
    assert (half_day_of(morning.slot), half_day_of(afternoon.slot)) == (morning, afternoon)
    assert afternoon.slot - morning.slot == 1


@pytest.mark.parametrize(
    ("text", "bits"),
    [("周一上午", [0]), ("星期三", [4, 5]), ("Wed pm", [5]), ("Sunday", [12, 13]), ("周日下午、周天上午", [12, 13]),
     ("礼拜5 下午；Mon morning", [0, 9]), ("无", []), ("3", [0, 1])],
)  # fmt: skip
def test_a_week_as_people_say_it(text, bits):
    assert halfdays.bits_of(parse_week(text)) == tuple(bits)


def test_whole_words_for_a_week():
    assert [parse_week(one) for one in ("每天", "工作日", "weekends")] == [ALL_WEEK, WORKING_DAYS, WEEKEND]
    assert WORKING_DAYS | WEEKEND == ALL_WEEK


@pytest.mark.parametrize("text", ["周八上午", "Mon noon", "99999", "随便", "周一上午半"])
def test_what_is_no_week_is_refused(text):
    assert refused(parse_week, text) == "not_a_week"


@given(st.integers(0, ALL_WEEK))
def test_a_week_is_read_back_as_it_was_written(mask):
    assert parse_week(week_text(mask)) == mask
    assert halfdays.mask_of(halfdays.bits_of(mask)) == mask


def test_the_field_of_half_days():
    field = HalfDays(label="x", most=2)
    both = (HalfDay(THURSDAY, "am"), HalfDay(THURSDAY, "pm"))
    assert field.clean("2026-12-03 am, 2026-12-03 pm") == field.clean(["2026-12-03 am", both[1]]) == both
    assert refused(field.clean, ["2026-12-03 am", "2026-12-03 pm", "2026-12-04 am"]) == "too_many"
    assert refused(field.clean, ["x"]) == "not_a_half_day"
    assert [field.empty(one) for one in (None, (), [], " ", "2026-12-03 am")] == [True, True, True, True, False]


def test_the_field_of_a_week():
    field = WeekHalves(label="x")
    assert (field.clean(5), field.clean(["0", "2"]), field.clean("周一上午；周二上午"), field.clean(0)) == (5, 5, 5, 0)
    for wrong in (ALL_WEEK + 1, -1, ["x"], "nonsense"):
        assert refused(field.clean, wrong) == "not_a_week"
    assert [field.empty(one) for one in (None, "", [], 0, "0")] == [True, True, True, False, False]

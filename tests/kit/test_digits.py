"""Digits as people write them: every reader takes ordinary and full-width ones alike, and refuses all else with a sentence."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.domain.transfer.compute.cells import day_text, number_text
from towngown.kit.digits import half_width, whole_number
from towngown.kit.fields import PlaceCode, WeekHalves, WholeNumber
from towngown.kit.halfdays import ALL_WEEK, HalfDay, parse, parse_week
from towngown.kit.problems import Problem
from towngown.kit.quantity import bounds_of
from towngown.kit.text import mark
from towngown.kit.when import When
from towngown.web.shared.paging import place_code

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
LOOK_ALIKES = "²³¹⁰₂①⑴⒈❶½㊂፩𐩀"  # a digit is in them, or they count as one; none of them is one
LONG = 10**5  # more digits than Python reads

looking_alike = st.text(st.sampled_from(LOOK_ALIKES + "0123456789０９"), min_size=1).filter(
    lambda text: any(sign in LOOK_ALIKES for sign in text)
)


def refused(read, value):
    with pytest.raises(Problem) as problem:
        read(value)
    return problem.value.code


@given(st.integers(0, 10**12))
def test_both_widths_say_the_same_number(number):
    assert whole_number(str(number)) == whole_number(f" {str(number).translate(WIDE)}　") == number


@given(looking_alike)
def test_what_only_looks_like_a_number_is_none(text):
    assert whole_number(text) is None
    assert half_width(text) == "".join(sign if sign in LOOK_ALIKES else half_width(sign) for sign in text)
    assert refused(parse_week, text) == "not_a_week"
    assert refused(parse, f"2026-12-{text} am") == "not_a_half_day"
    assert refused(PlaceCode(label=mark("Place")).clean, text) == "not_found"
    assert refused(When.parse, f"2026年{text}月") == "not_a_date"
    assert refused(bounds_of, f"{text}人") == "quantity.not_understood"
    assert day_text(text) == half_width(text)  # no day number: the field says that it is no date


@given(st.text())
def test_nothing_is_read_without_a_number_or_a_sentence(text):
    for read in (parse_week, parse, PlaceCode(label=mark("Place")).clean, When.parse):
        try:
            read(text)
        except Problem as problem:
            assert problem.code in ("not_a_week", "not_a_half_day", "not_found", "not_a_date")
    assert isinstance(day_text(text), str)


@given(st.integers(0, ALL_WEEK))
def test_a_week_as_a_bare_number_in_both_widths(mask):
    assert parse_week(str(mask)) == parse_week(str(mask).translate(WIDE)) == mask


@pytest.mark.parametrize("digit", ["9", "９", "0"])
def test_endless_digits_are_a_sentence(digit):
    assert whole_number(digit * LONG) is None
    assert refused(parse_week, digit * LONG) == "not_a_week"
    assert refused(parse, f"2026-12-{digit * LONG} am") == "not_a_half_day"
    assert day_text(digit * LONG) == half_width(digit * LONG)
    assert refused(parse_week, str(ALL_WEEK + 1)) == "not_a_week"


def test_a_day_number_in_both_widths_is_its_date():
    assert day_text("46359") == day_text("４６３５９") == day_text(46359.0) == "2026-12-03"
    assert parse("２０２６－１２－０３　上午") == HalfDay(date(2026, 12, 3), "am")


def test_signs_of_one_piece_are_still_taken_apart():
    assert half_width("２０２３年３⽉　㏠") == "2023年3月 1日"  # as they come out of printed pages
    assert unicodedata.category("½") == "No"
    assert half_width("ｅ́") == "é"


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_without_end_is_text(value):
    assert number_text(value) == repr(value)


@pytest.mark.parametrize("value", [[10**9], ["10000000000"], [14], [-1], ["²"]])
def test_places_outside_of_a_week_are_refused_at_once(value):
    assert refused(WeekHalves(label=mark("Week")).clean, value) == "not_a_week"


def test_full_width_codes_of_places_are_read():
    assert PlaceCode(label=mark("Place")).clean("４２９９０１") == "429901"


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), (" １２ ", 12), (12, 12), ("-3", -3), ("－３", -3), ("007", 7)]
)
def test_a_field_takes_whole_numbers_as_people_type_them(typed, number):
    assert WholeNumber(label="", low=-10).clean(typed) == number


@pytest.mark.parametrize("typed", ["1_000", "٣", "²", "1.5", "--1", "-", "１２人", "9" * 5_000, True])
def test_a_field_takes_nothing_else_for_a_number(typed):
    with pytest.raises(Problem) as refused:
        WholeNumber(label="").clean(typed)
    assert refused.value.code == "not_a_number"


@pytest.mark.parametrize(
    ("typed", "code"), [("310113", "310113"), ("３１０", "310"), ("1" * 13, ""), ("x", ""), ("", "")]
)
def test_the_code_of_a_place_in_an_address(typed, code):
    assert place_code(typed) == code

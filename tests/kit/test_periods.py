from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.kit.periods import MONTHS, Per, Period, day_number, day_of, period_of, periods_between
from towngown.kit.when import When

days = st.dates(date(2, 1, 1), date(9990, 1, 1))
starts = st.tuples(st.integers(1, 12), st.integers(1, 28))
pers = st.sampled_from(Per)


@given(days, pers, starts)
def test_the_period_of_a_day_holds_it_and_starts_with_its_year(day: date, per: Per, start: tuple[int, int]) -> None:
    period = period_of(day, per, start)
    assert period.first <= day <= period.last
    assert period.first.day == start[1]
    assert (period.first.month - start[0]) % MONTHS[per] == 0
    assert period_of(period.first, per, start) == period == period_of(period.last, per, start)
    assert period_of(period.last + timedelta(days=1), per, start).first == period.last + timedelta(days=1)


@given(days, st.integers(0, 2000), pers.filter(lambda per: per is not Per.ONCE), starts)
def test_periods_between_are_those_of_every_day(first: date, length: int, per: Per, start: tuple[int, int]) -> None:
    last = first + timedelta(days=length)
    every = {period_of(first + timedelta(days=n), per, start) for n in range(length + 1)}
    assert periods_between(first, last, per, start) == sorted(every)


def test_once_has_the_year_of_its_due_date() -> None:
    only = [Period(date(2025, 9, 1), date(2026, 8, 31))]
    assert periods_between(date(2020, 1, 1), date(2026, 3, 1), Per.ONCE, (9, 1)) == only


def test_no_days_no_periods() -> None:
    assert periods_between(date(2026, 1, 2), date(2026, 1, 1), Per.YEAR) == []


@pytest.mark.parametrize(
    ("day", "per", "start", "label", "zh", "en"),
    [
        (date(2026, 5, 5), Per.YEAR, (1, 1), "2026", "2026年", "2026"),
        (date(2026, 5, 5), Per.YEAR, (9, 1), "2025–2026", "2025–2026年度", "2025–2026"),
        (date(2026, 5, 5), Per.HALF_YEAR, (1, 1), "2026 H1", "2026年上半年", "2026 H1"),
        (
            *(date(2026, 5, 5), Per.HALF_YEAR, (9, 1), "2026-03–2026-08"),
            *("2026-03–2026-08", "2026-03–2026-08"),
        ),
        (date(2026, 8, 5), Per.QUARTER, (1, 1), "2026 Q3", "2026年第三季度", "2026 Q3"),
        (
            *(date(2026, 5, 5), Per.QUARTER, (9, 15), "2026-03-15–2026-06-14"),
            *("2026-03-15–2026-06-14", "2026-03-15–2026-06-14"),
        ),
        (date(2026, 3, 5), Per.MONTH, (1, 1), "2026-03", "2026年3月", "March 2026"),
        (
            *(date(2026, 3, 5), Per.MONTH, (1, 6), "2026-02-06–2026-03-05"),
            *("2026年2月6日至3月5日", "6 February – 5 March 2026"),
        ),
    ],
)
def test_labels(day: date, per: Per, start: tuple[int, int], label: str, zh: str, en: str) -> None:
    period = period_of(day, per, start)
    assert (period.label, period.text("zh"), period.text("en")) == (label, zh, en)


def test_any_days_can_be_a_period() -> None:
    period = Period(date(2026, 3, 2), date(2026, 3, 9))
    assert (period.label, period.text("en")) == ("2026-03-02–2026-03-09", "2–9 March 2026")
    assert period.holds(When.day(date(2026, 3, 9)))
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize("start", [(0, 1), (13, 1), (2, 29), (1, 0)])
def test_a_year_starts_on_a_day_that_every_month_has(start: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="cannot start"):
        period_of(date(2026, 1, 1), Per.YEAR, start)


@given(days)
def test_day_numbers(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_number(date(1970, 1, 2)) == 1

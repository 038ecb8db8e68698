"""What a field takes: no more than the database holds and the calendar goes on for."""

from datetime import date

import pytest

from towngown.kit.fields import Amount, Day, ReportedDate
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.when import When

AMOUNT, DAY, WHEN = Amount(label="x"), Day(label="x"), ReportedDate(label="x")
LONG = "很" * 101


@pytest.mark.parametrize(
    "field, value, code",
    [
        (AMOUNT, "99999999999999999999", "too_large"),
        (AMOUNT, "1亿亿", "quantity.not_understood"),
        (AMOUNT, Quantity(None, 10**16), "too_large"),
        (AMOUNT, f"200+ | {LONG} | ", "too_long"),
        (AMOUNT, f"200+ |  | {LONG}", "too_long"),
        (WHEN, f"2023-03 ({LONG})", "too_long"),
        (WHEN, "9999", "not_a_date"),
        (WHEN, "2026/9999", "not_a_date"),
        (DAY, "9999-12-31", "not_a_date"),
        (DAY, date(9999, 1, 1), "not_a_date"),
        (DAY, "0001-01-01", "not_a_date"),
    ],
)
def test_what_nothing_can_hold_is_refused(field, value, code) -> None:
    with pytest.raises(Problem) as refused:
        field.clean(value)
    assert refused.value.code == code


def test_what_is_far_but_possible_is_taken() -> None:
    assert AMOUNT.clean("1000000000000000").low == 10**15
    assert AMOUNT.clean("unknown") == Quantity.unknown()
    assert DAY.clean("2999-12-31") == date(2999, 12, 31)
    assert WHEN.clean("1893年(建校)") == When.year(1893, "建校")
    assert WHEN.clean("unknown") == When.unknown()

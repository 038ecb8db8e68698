"""What a field takes."""

import pytest

from towngown.kit.fields import Amount
from towngown.kit.quantity import Quantity


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("约5万元", Quantity(4_500_000, 5_500_000, "约5万元")),
        ("800元", Quantity(80_000, 80_000)),
        ("about 1,000 CNY", Quantity(90_000, 110_000, "", "about 1,000 CNY")),
        ("30", Quantity(30, 30)),
        ("80000 | 800元 | ", Quantity(80_000, 80_000, "800元")),  # as files hold it: in fen already
    ],
)
def test_what_may_be_a_sum_of_money_is_one_when_it_names_its_currency(text, quantity):
    assert Amount(label="", sum=True).clean(text) == quantity


def test_what_counts_things_takes_no_capitals_for_a_currency():
    said = Amount(label="", sum=True).clean("30 SCI papers")
    assert (said.low, said.words_en) == (30, "30 SCI papers")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.kit.money import Money, parse_reported, reported_text
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("1,000.00 CNY", Money(100_000)),
        ("CNY 1000", Money(100_000)),
        ("-5.00 USD", Money(-500, "USD")),
        ("¥1000", Money(100_000)),
        ("RMB 1000", Money(100_000)),
        ("1000 yuan", Money(100_000)),
        ("0.01元", Money(1)),
        ("100万元", Money(100_000_000)),
        ("人民币两百元", Money(20_000)),
        ("1000", Money(100_000)),
    ],
)
def test_parse(text: str, money: Money) -> None:
    assert Money.parse(text) == money


@pytest.mark.parametrize(
    "text", ["", "元", "10.555元", "5 USD CNY", "约100万元", "1000美元", "1000 dollars", "--5", "free", "usd 5"]
)
def test_parse_refuses(text: str) -> None:
    with pytest.raises(Problem) as caught:
        Money.parse(text)
    assert caught.value.code == "money.not_understood"


@given(st.builds(Money, st.integers(-(10**14), 10**14), st.sampled_from(["CNY", "USD", "EUR"])))
def test_format_is_read_back(money: Money) -> None:
    assert Money.parse(money.format()) == money


def test_text() -> None:
    assert (Money(123_456_789).text("zh"), Money(123_456_789).text("en")) == ("1,234,567.89元", "1,234,567.89 CNY")
    assert Money(-5, "USD").text("zh") == "-0.05 USD"


def test_a_currency_is_three_letters() -> None:
    with pytest.raises(Problem):
        Money(1, "yuan")


def test_only_one_currency_is_added() -> None:
    assert Money(1) + Money(2) == Money(3)
    with pytest.raises(Problem) as caught:
        Money(1) + Money(2, "USD")
    assert caught.value.code == "money.currencies_differ"


def test_reported_sums() -> None:
    assert parse_reported("约100万元") == (Quantity(90_000_000, 110_000_000, "约100万元"), "CNY")
    assert parse_reported("about 1,000 USD") == (Quantity(90_000, 110_000, "", "about 1,000 USD"), "USD")
    assert parse_reported("5000+ CNY") == (Quantity(500_000, None), "CNY")
    assert parse_reported("unknown") == (Quantity.unknown(), "CNY")


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [
        (Quantity.about(100_000_000), "约100万元", "about 1,000,000.00 CNY"),
        (Quantity(1_512_000, None), "≥15,120元", "≥15,120.00 CNY"),
        (Quantity.exactly(100_000), "1,000元", "1,000.00 CNY"),
        (Quantity.exactly(100_050), "1,000.50元", "1,000.50 CNY"),
        (Quantity.exactly(0), "0元", "0.00 CNY"),
        (Quantity(1, None, "若干"), "若干", "≥0.01 CNY"),
    ],
)
def test_reported_text(quantity: Quantity, zh: str, en: str) -> None:
    assert (reported_text(quantity, "zh"), reported_text(quantity, "en")) == (zh, en)


def test_foreign_sums_keep_their_code() -> None:
    assert reported_text(Quantity.exactly(100_000_000), "zh", "USD") == "1,000,000.00 USD"


def test_two_sums_share_the_scale_of_the_second() -> None:
    quantity, currency = parse_reported("10-20万元")
    assert (quantity.low, quantity.high, currency) == (10_000_000, 20_000_000, "CNY")

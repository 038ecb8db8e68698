import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity

numbers = st.integers(0, 10**9)
words = st.text(max_size=12)
bounds = st.one_of(
    st.tuples(numbers, numbers).map(sorted).map(tuple),
    st.tuples(st.none() | numbers, st.none()),
    st.tuples(st.none(), numbers),
)
quantities = st.builds(lambda bound, zh, en: Quantity(*bound, zh, en), bounds, words, words)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        *(
            ("183", 183, 183),
            ("５０", 50, 50),
            ("12,345", 12345, 12345),
            ("1.5万人", 15000, 15000),
            ("两百名", 200, 200),
        ),
        *(("three batches", 3, 3), ("5 million", 5_000_000, 5_000_000), ("2 dozen", 24, 24), ("一百二十", 120, 120)),
        *(("200+", 200, None), ("200余名", 200, None), ("180余", 180, None), ("10多", 10, None), ("两百余", 200, None)),
        *(("十几个", 10, None), ("100多万", 1_000_000, None), ("百余", 100, None), ("至少5", 5, None), ("≥5", 5, None)),
        *(("more than 600", 600, None), ("at least 5", 5, None), ("20+ scholars", 20, None), ("5 or more", 5, None)),
        *(("20人以上", 20, None), ("200余名村党支部书记", 200, None), ("more than ten canteens", 10, None)),
        *(("nearly 10", None, 10), ("近10场", None, 10), ("不到20", None, 20), ("20不到", None, 20), ("≤10", None, 10)),
        *(("nearly 10 services", None, 10), ("at most 20", None, 20), ("近百", None, 100), ("20人以内", None, 20)),
        *(("20-30", 20, 30), ("20–30", 20, 30), ("20至30名", 20, 30), ("3 to 5", 3, 5), ("约20-30", 20, 30)),
        *(("about 100", 90, 110), ("约100", 90, 110), ("100左右", 90, 110), ("约3", 2, 4), ("about 0", 0, 0)),
        *(
            ("", None, None),
            ("unknown", None, None),
            ("未知", None, None),
            ("多次", None, None),
            ("数十名", None, None),
        ),
        *(("1至2万人", 10_000, 20_000), ("10 to 20 million", 10_000_000, 20_000_000), ("三到五百人", 300, 500)),
        *(
            ("8000至2万人", 8000, 20_000),
            ("1万至2万人", 10_000, 20_000),
            ("一至两万", 10_000, 20_000),
            ("5至十", 5, 10),
        ),
        *(("二〇二三", 2023, 2023), ("9至一百", 9, 100)),
        ("several visits", None, None),
    ],
)
def test_parse_bounds(text: str, low: int | None, high: int | None) -> None:
    quantity = Quantity.parse(text)
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "abc",
            "-5",
            "50-20",
            "1,00",
            "1.5",
            "10 percent",
            "10%",
            "近200余名",
            "至少20-30",
            "两三百",
            "三五",
            "三五人",
            "七八名",
            "三五至八",
            "二三十",
            "10 or 20",
        ),
        *("线上活动", "10-", "+", "200+ or less", "1.55555万"),
    ],
)
def test_parse_refuses_what_it_does_not_understand(text: str) -> None:
    with pytest.raises(Problem) as caught:
        Quantity.parse(text)
    assert (caught.value.code, caught.value.values) == ("quantity.not_understood", {"value": text})


@pytest.mark.parametrize(("low", "high"), [(5, 4), (-1, None), (None, -1)])
def test_bounds_hold_together(low: int | None, high: int | None) -> None:
    with pytest.raises(Problem):
        Quantity(low, high)


def test_reported_words_are_kept_in_their_language() -> None:
    assert Quantity.parse(" 200余名 ") == Quantity(200, None, "200余名")
    assert Quantity.parse("nearly 10") == Quantity(None, 10, "", "nearly 10")
    assert Quantity.parse("200+") == Quantity(200, None)


@given(quantities)
def test_format_is_read_back(quantity: Quantity) -> None:
    assert Quantity.parse(quantity.format()) == quantity


@given(quantities, quantities)
def test_sums_add_bounds_and_a_missing_bound_absorbs(one: Quantity, other: Quantity) -> None:
    both = one + other
    assert both.low == (None if None in (one.low, other.low) else one.low + other.low)
    assert both.high == (None if None in (one.high, other.high) else one.high + other.high)
    assert both.text("en").isdigit() == (both.exact is not None)


def test_total_keeps_what_is_certain() -> None:
    parts = [Quantity.parse(text) for text in ("200余名", "nearly 10", "5")]
    assert Quantity.total(parts) == Quantity(205, None)
    assert Quantity.total(parts[1:]) == Quantity(5, 15)
    assert Quantity.total([]) == Quantity.exactly(0)
    assert Quantity.total([Quantity.unknown(), Quantity(None, 3)]) == Quantity.unknown()


def test_at_least_and_exact() -> None:
    assert (Quantity.exactly(4).at_least, Quantity.exactly(4).exact) == (4, 4)
    assert (Quantity(None, 4).at_least, Quantity(None, 4).exact) == (0, None)
    assert Quantity.unknown().exact is None


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [
        (Quantity.exactly(183), "183", "183"),
        (Quantity(200, None), "≥200", "≥200"),
        (Quantity(None, 10), "≤10", "≤10"),
        (Quantity.about(100) + Quantity.about(200), "约300", "about 300"),
        (Quantity(20, 30), "约20–30", "about 20–30"),
        (Quantity(80, 120), "约80–120", "about 80–120"),
        (Quantity.unknown(), "数量不详", "number unknown"),
        (Quantity.parse("200余名"), "200余名", "≥200"),
        (Quantity.parse("多次"), "多次", "多次"),
        (Quantity.parse("several visits"), "several visits", "several visits"),
        (Quantity(600, None, "600余名", "more than 600"), "600余名", "more than 600"),
    ],
)
def test_text(quantity: Quantity, zh: str, en: str) -> None:
    assert (quantity.text("zh"), quantity.text("en")) == (zh, en)

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.kit.problems import Problem
from towngown.kit.when import Precision, When

MARCH_30, MARCH_31 = date(2023, 3, 30), date(2023, 3, 31)
TWO_DAYS = When.days(MARCH_30, MARCH_31)

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
pairs = st.tuples(days, days).map(sorted)
years = st.integers(1, 9999)
whens = st.one_of(
    st.builds(When.unknown, st.text()),
    st.builds(When.day, days, st.text()),
    st.builds(When.month, years, st.integers(1, 12), st.text()),
    st.builds(lambda pair, words: When.days(*pair, words), pairs, st.text()),
    st.builds(lambda pair: When.years(pair[0].year, pair[1].year), pairs),
    st.builds(
        lambda pair: When(
            When.month(pair[0].year, pair[0].month).first,
            When.month(pair[1].year, pair[1].month).last,
            Precision.MONTH,
        ),
        pairs,
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-03-30", When.day(MARCH_30)),
        ("2023.3.30", When.day(MARCH_30)),
        ("2023/3/30", When.day(MARCH_30)),
        (" ２０２３年３月３０日 ", When.day(MARCH_30)),
        ("2023年3月30号", When.day(MARCH_30)),
        ("2023-03-30/2023-03-31", TWO_DAYS),
        ("2023-03-30..31", TWO_DAYS),
        ("2023-03-30-31", TWO_DAYS),
        ("2023.3.30–3.31", TWO_DAYS),
        ("2023年3月30日至31日", TWO_DAYS),
        ("2023年3月30日到3月31日", TWO_DAYS),
        ("2023年3月30日～2023年3月31日", TWO_DAYS),
        ("2023年3月30–31日", TWO_DAYS),
        ("2022-07", When.month(2022, 7)),
        ("2023年3月", When.month(2023, 3)),
        ("2022-07..08", When(date(2022, 7, 1), date(2022, 8, 31), Precision.MONTH)),
        ("2022年7月至8月", When(date(2022, 7, 1), date(2022, 8, 31), Precision.MONTH)),
        ("2022年7-8月", When(date(2022, 7, 1), date(2022, 8, 31), Precision.MONTH)),
        ("2021", When.year(2021)),
        ("2023年", When.year(2023)),
        ("2021..2022", When.years(2021, 2022)),
        ("2021-2022年", When.years(2021, 2022)),
        ("unknown", When.unknown()),
        ("未知", When.unknown()),
        ("", When.unknown()),
        ("2022-07 (暑期)", When.month(2022, 7, "暑期")),
        ("未知（多次）", When.unknown("多次")),
    ],
)
def test_parse_reads_what_reports_write(text: str, expected: When) -> None:
    assert When.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("soon", "2023-13", "2023-02-30", "0000", "23-03-30", "年2023", "2023日", "2023-3/30-", "2023-03-30 31"),
        *(
            "2023-03-31..30",
            "2022..2021",
            "2021..22",
            "2023-03-30..2023-04",
            "2023年3月2日至4月",
            "2023年3-5日",
            "2023年3月至5日",
        ),
        *("2023年3月30日至", "2023-03-30..x", "2023-02-01..30", "2023-1.2"),
    ],
)
def test_parse_refuses_garbage(text: str) -> None:
    with pytest.raises(Problem) as caught:
        When.parse(text)
    assert (caught.value.code, caught.value.values) == ("not_a_date", {"value": text})


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        (MARCH_31, MARCH_30, Precision.DAY),
        (MARCH_30, None, Precision.DAY),
        (None, MARCH_30, Precision.UNKNOWN),
        (None, None, Precision.DAY),
        (MARCH_30, MARCH_31, Precision.UNKNOWN),
        (MARCH_30, MARCH_31, Precision.MONTH),
        (date(2023, 1, 1), date(2023, 3, 31), Precision.YEAR),
    ],
)
def test_a_when_holds_together(first: date | None, last: date | None, precision: Precision) -> None:
    with pytest.raises(Problem, match="is not a date"):
        When(first, last, precision)


def test_a_year_out_of_the_calendar_is_not_a_date() -> None:
    with pytest.raises(Problem, match="is not a date"):
        When.year(10_000)


def test_december_ends_the_calendar() -> None:
    assert When.month(9999, 12).last == date(9999, 12, 31)


@pytest.mark.parametrize(
    ("when", "inside"),
    [
        (TWO_DAYS, True),
        (When.day(date(2023, 12, 31)), True),
        (When.year(2023), True),
        (When.day(date(2022, 12, 31)), False),
        (When.days(date(2023, 12, 31), date(2024, 1, 1)), False),
        (When.days(date(2022, 12, 31), date(2023, 1, 1)), False),
        (When.years(2022, 2023), False),
        (When.unknown(), False),
    ],
)
def test_only_what_lies_wholly_inside_counts(when: When, inside: bool) -> None:
    assert when.inside(date(2023, 1, 1), date(2023, 12, 31)) is inside


@given(whens)
def test_format_is_read_back(when: When) -> None:
    assert When.parse(when.format()) == when


@given(whens.filter(lambda when: when.precision is not Precision.UNKNOWN and when.first.year > 999))
def test_chinese_text_is_read_back(when: When) -> None:
    again = When.parse(when.text("zh"))
    assert (again.first, again.last, again.precision) == (when.first, when.last, when.precision)


@pytest.mark.parametrize(
    ("text", "canonical", "zh", "en"),
    [
        ("2023.3.30", "2023-03-30", "2023年3月30日", "30 March 2023"),
        ("2023-03-30..31", "2023-03-30/2023-03-31", "2023年3月30日至31日", "30–31 March 2023"),
        ("2023-03-30..4-2", "2023-03-30/2023-04-02", "2023年3月30日至4月2日", "30 March – 2 April 2023"),
        (
            "2023-12-30/2024-01-02",
            "2023-12-30/2024-01-02",
            "2023年12月30日至2024年1月2日",
            "30 December 2023 – 2 January 2024",
        ),
        (
            "2023-03-30/2024-03-31",
            "2023-03-30/2024-03-31",
            "2023年3月30日至2024年3月31日",
            "30 March 2023 – 31 March 2024",
        ),
        ("2022年7月", "2022-07", "2022年7月", "July 2022"),
        ("2022-07..08", "2022-07/2022-08", "2022年7月至8月", "July–August 2022"),
        ("2022-12/2023-01", "2022-12/2023-01", "2022年12月至2023年1月", "December 2022 – January 2023"),
        ("2021", "2021", "2021年", "2021"),
        ("2021..2022", "2021/2022", "2021–2022年", "2021–2022"),
        (
            "2023-03-31（年份为推定）",
            "2023-03-31 (年份为推定)",
            "2023年3月31日（年份为推定）",
            "31 March 2023 (年份为推定)",
        ),
        ("未知", "unknown", "日期不详", "date unknown"),
        ("unknown (多次)", "unknown (多次)", "多次", "多次"),
    ],
)
def test_text_for_machines_and_people(text: str, canonical: str, zh: str, en: str) -> None:
    when = When.parse(text)
    assert (when.format(), when.text("zh"), when.text("en")) == (canonical, zh, en)

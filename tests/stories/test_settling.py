"""What need not be kept is waived by both sides, and a year is closed by both: only then is a promise missed."""

from datetime import date

import pytest

pytestmark = pytest.mark.story

LAST_YEAR = date.today().year - 1
THIS_YEAR = date.today().year


def cell(kind: str, year: int) -> str:
    return f"table.ledger tr:has-text('{kind}') td:has-text('{year}') a"


def open_cell(one, kind, year):
    one.open("/partnerships/small/ledger/")
    one.click(one.page.locator(cell(kind, year)))


def test_a_waiver_says_why_and_by_whom(live, walk):
    office, campus = walk(live), walk(live)
    office.log_in("office")
    open_cell(office, "领导互访", THIS_YEAR)
    office.verb("waiver.propose", reason="双方领导换届")
    office.sees("双方领导换届", "云溪县")
    assert not office.page.locator("main .mark.waived").count()

    campus.log_in("campus")
    open_cell(campus, "领导互访", THIS_YEAR)
    campus.verb("waiver.sign")
    open_cell(campus, "领导互访", THIS_YEAR)
    campus.sees("双方领导换届", "云溪县", "江城大学")
    assert campus.page.locator("main .mark.waived").count() == 1


def test_only_a_year_closed_by_both_sides_is_missed(live, walk):
    office, campus = walk(live), walk(live)
    office.log_in("office")
    open_cell(office, "干部培训", LAST_YEAR)
    office.sees("逾期未记")
    office.verb("closing.propose", year=LAST_YEAR)
    open_cell(office, "干部培训", LAST_YEAR)
    office.sees("逾期未记")
    office.misses("未兑现")

    campus.log_in("campus")
    open_cell(campus, "干部培训", LAST_YEAR)
    campus.verb("closing.sign")
    open_cell(campus, "干部培训", LAST_YEAR)
    campus.sees("未兑现")
    campus.misses("逾期未记")

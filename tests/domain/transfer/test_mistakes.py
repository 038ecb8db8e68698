"""A workbook with planted mistakes names every one, and nothing of it is written; corrected it goes in."""

import io

import openpyxl
import pytest
from django.utils import translation

from tests.effort import calls_of
from towngown.domain.transfer import queries
from towngown.domain.transfer.actions import Outcome, bring_in
from towngown.domain.transfer.compute.cells import Found, Where
from towngown.domain.transfer.queries import told
from towngown.domain.transfer.words import MOST_PROBLEMS
from towngown.foundation.journal.models import Entry
from towngown.foundation.journal.table import kinds
from towngown.kit.problems import Problem

# Sheet → header and rows. Each mistake is a pair (wrong, right) of one cell.
SHEETS = {
    "单位": [
        ["key", "org_kind", "title_zh", "parent"],
        ["xian", "government", "某县", None],
        ["xueyuan", ("uni", "university"), "某学院", None],
        ["xi", "unit", "某系", ("nobody", "xueyuan")],
    ],
    "合作方": [
        ["key", "organisation", "side"],
        ["a", "xian", "locality"],
        [("a", "b"), "xueyuan", "campus"],
    ],
    "协议": [
        ["key", "title_zh", "signed", "parties", "term_first"],
        ["xy", "框架协议", ("去年", "2023年3月"), "a；", ("2023-02-30", "２０２３-０３-３１")],
    ],
    "承诺": [
        ["key", "agreement", "activity_kind", "first_day", "minimum"],
        ["p1", "xy", ("visiting", "leaders_visit"), "2023-03-31", 1],
        ["p2", "xy", "internship", (None, "2023-03-31"), ("一次", 1.0)],
    ],
    "活动": [
        ["key", "activity_kind", "title_zh", "when", "heads", "place_code", ("colour", None)],
        ["h1", "internship", "实习", 45108, ("很多很多人吧", "43名"), ("山里", "429901"), ("red", None)],
    ],
}
NAMED = [  # sheet, cell, what is said
    ("单位", "B3", "not_a_choice"),
    ("单位", "D4", "not_found"),
    ("合作方", "A3", "transfer.twice"),
    ("协议", "C2", "not_a_date"),
    ("协议", "E2", "not_a_date"),
    ("承诺", "C2", "not_found"),
    ("承诺", "D3", "required"),
    ("承诺", "E3", "not_a_number"),
    ("活动", "E2", "quantity.not_understood"),
    ("活动", "F2", "not_found"),
    ("活动", "G2", "transfer.unknown_column"),
]


def workbook(right: bool) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row, 1):
                value = cell[right] if isinstance(cell, tuple) else cell
                if value is not None:
                    sheet.cell(number, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def bring(world):
    return lambda right: bring_in(by=world.keeper, partnership=world.other, files=[("某县.xlsx", workbook(right))])


def test_every_mistake_is_named_and_nothing_is_written(world, bring):
    before = Entry.objects.count()
    outcome = bring(right=False)
    named = {(one.where.sheet, one.where.cell, one.problem.code) for one in outcome.found}
    assert named == set(NAMED)
    assert Entry.objects.count() == before
    assert kinds()["activity"].objects.count() == 0


def test_a_mistake_is_told_with_its_place(bring):
    with translation.override("en"):
        places = [told(one) for one in bring(right=False).found]
    assert ("某县.xlsx, sheet “承诺”, row 3, cell E3, column “minimum”", "“一次” is not a whole number.") in places


def test_corrected_it_goes_in_and_again_nothing_changes(world, bring):
    outcome = bring(right=True)
    assert outcome.found == []
    activity = kinds()["activity"].objects.get(key="h1")
    assert (activity.when.format(), activity.place_code) == ("2023-07-01", "429901")
    assert kinds()["agreement"].objects.get(key="xy").term_first.isoformat() == "2023-03-31"
    entries = Entry.objects.count()
    again = bring(right=True)
    assert (again.found, again.changes, Entry.objects.count()) == ([], 0, entries)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_filled_in_is_an_import(world, language):
    book = openpyxl.load_workbook(io.BytesIO(queries.template(language)))
    sheet = book[{"zh": "合作领域", "en": "Areas"}[language]]
    header = {str(cell.value): cell.column for cell in sheet[1]}
    key, title, *_ = header.values()
    sheet.cell(2, key, "health")
    sheet.cell(2, title, "健康")
    out = io.BytesIO()
    book.save(out)
    outcome = bring_in(by=world.office, partnership=world.partnership, files=[("filled.xlsx", out.getvalue())])
    assert (outcome.found, outcome.tallies["areas"].created) == ([], 1)


def test_very_many_problems_are_put_in_their_order_at_once():
    found = [Found(Problem("required"), Where("a.xlsx", sheet, row)) for sheet in ("b", "a") for row in range(25_000)]
    outcome = Outcome(found=found[::-1] + found[:1])
    assert calls_of(outcome.settle) < 10 * len(found)  # a few calls for each, however many there are
    assert [(one.where.sheet, one.where.row) for one in outcome.found[:2]] == [("a", 0), ("a", 1)]
    assert len(outcome.found) == MOST_PROBLEMS + 1

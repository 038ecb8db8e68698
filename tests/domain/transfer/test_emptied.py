"""A column that a file leaves out stays as it is, an emptied cell empties: for every list of an activity, both ways."""

import io

import openpyxl
import pytest

from towngown.domain.activities.models import Activity, Raised
from towngown.domain.transfer import queries
from towngown.domain.transfer.actions import bring_in
from towngown.domain.transfer.queries.things import values_of
from towngown.domain.transfer.queries.values import written

FULL = """
organisations: [{key: bureau, org_kind: government, title: {zh: 民政局}}]
agreements: [{key: base, title: {zh: 协议}}]
promises: [{key: talks, agreement: base, activity_kind: symposium, first_day: 2022-01-01}]
intentions: [{key: platform, title: {zh: 建平台}}]
needs: [{key: people, title: {zh: 要人}}]
activities:
  - key: meeting
    activity_kind: symposium
    title: {zh: 座谈会}
    when: 2022-09-26
    organised_by: [bureau]
    promises: [talks]
    agenda: 回顾历程
    decided: 细化任务
    raised_intentions: [platform]
    raised_needs: [people]
"""
LISTS = ("organised_by", "promises", "agenda", "decided", "raised_intentions", "raised_needs")


def bring(world, name, content):
    outcome = bring_in(by=world.keeper, partnership=world.partnership, files=[(name, content)])
    assert outcome.found == []
    return outcome


@pytest.fixture
def full(world):
    bring(world, "a.yaml", FULL.encode())


def lists():
    """Each list of the one activity as a file would hold it, None when empty."""
    sheet = next(one for one in queries.sheets() if one.id == "activities")
    values = values_of(sheet, Activity.objects.get())
    return {name: written(values[name]) for name in LISTS}


def edited(world, change) -> bytes:
    """The exported workbook after somebody changed its sheet of activities."""
    book = openpyxl.load_workbook(io.BytesIO(queries.as_workbook(world.keeper, world.partnership, "en")))
    page = book["Activities"]
    head = next(row for row in page.iter_rows() if any("Title" in str(cell.value) for cell in row))
    change(page, {str(cell.value).strip(" *"): cell.column for cell in head})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LABELS = {
    "organised_by": "Organised by", "promises": "Serves the promises", "agenda": "Agenda",
    "decided": "What was decided", "raised_intentions": "Intentions voiced there", "raised_needs": "Needs raised there",
}  # fmt: skip


def test_all_of_them_come_in_and_go_out(world, full):
    assert lists() == {
        "organised_by": ["bureau"], "promises": ["talks"], "agenda": "回顾历程", "decided": "细化任务",
        "raised_intentions": ["platform"], "raised_needs": ["people"],
    }  # fmt: skip
    yaml = queries.as_yaml(world.keeper, world.partnership)
    assert bring(world, "a.yaml", yaml.encode()).changes == 0
    assert bring(world, "a.xlsx", edited(world, lambda page, columns: None)).changes == 0


@pytest.mark.parametrize("name", LISTS)
def test_a_text_file_empties_one_list(world, full, name):
    before = lists()
    outcome = bring(world, "a.yaml", f"activities: [{{key: meeting, {name}: }}]".encode())
    assert outcome.changes == 1
    assert lists() == before | {name: None}


@pytest.mark.parametrize("name", LISTS)
def test_a_workbook_empties_one_list(world, full, name):
    before = lists()

    def clear(page, columns):
        row = next(row for row in page.iter_rows() if "meeting" in [cell.value for cell in row])
        page.cell(row[0].row, columns[LABELS[name]]).value = None

    assert bring(world, "a.xlsx", edited(world, clear)).changes == 1
    assert lists() == before | {name: None}


def test_a_workbook_without_the_columns_changes_none(world, full):
    before = lists()

    def drop(page, columns):
        for label in LABELS.values():
            for cell in list(page.iter_cols(columns[label], columns[label]))[0]:
                cell.value = None

    content = edited(world, drop)
    assert bring(world, "a.xlsx", content).changes == 0
    titled = "activities: [{key: meeting, title: {zh: 改名}}]"
    assert bring(world, "a.yaml", titled.encode()).changes == 1
    assert lists() == before
    assert Raised.objects.count() == 2

"""Workbooks as people send them: repaired where it is clear what was meant, refused with a sentence where not."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from towngown.domain.transfer.compute.cells import day_text, owners_first, plain, tidy
from towngown.domain.transfer.compute.workbook_out import Page, PageColumn, write_workbook
from towngown.domain.transfer.compute.workbooks import address, child_says, read_workbook

HEADERS = {"needs": {"key", "title", "when"}, "需求": {"key", "title", "when"}}


def book(*rows, sheet="Needs", merge=(), **cells) -> bytes:
    """A workbook with one sheet; `cells` are extra ones by address."""
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    for where, value in cells.items():
        made.active[where] = value
    for area in merge:
        made.active.merge_cells(area)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(content: bytes):
    return read_workbook(content, "a.xlsx", HEADERS)


def problems(content: bytes) -> list[tuple[str, str]]:
    return [(one.problem.code, one.where.cell) for one in read(content).found]


def values(content: bytes) -> list[dict[str, object]]:
    return [{name: cell.value for name, cell in row.cells.items()} for row in read(content).rows]


def test_cells_know_their_address():
    row = read(book(["Key", "Title"], ["a", "甲"], [None, None], ["b", "乙"])).rows[1]
    assert (row.where.row, row.cells["Title"].where.cell, row.cells["Title"].where.sheet) == (4, "B4", "Needs")


def test_spaces_full_width_names_and_notes_above_the_header_are_no_matter():
    content = book(["填表说明：请逐行填写", None], ["　Ｋｅｙ * ", " title　"], ["a ", " 甲　"], sheet=" 需求 ")
    assert values(content) == [{"Ｋｅｙ *": "a", "title": "甲"}]


def test_dates_and_numbers_come_as_they_are():
    content = book(["key", "when"], [7, datetime.fromisoformat("2023-03-31")], [8.5, date(2022, 7, 1)], [9, 45016])
    assert values(content) == [
        {"key": 7, "when": date(2023, 3, 31)},
        {"key": 8.5, "when": date(2022, 7, 1)},
        {"key": 9, "when": 45016},
    ]
    assert [day_text(row["when"]) for row in values(content)] == ["2023-03-31", "2022-07-01", "2023-03-31"]


def test_a_year_is_not_a_day_number():
    assert (day_text(2023), day_text("2023"), day_text("２０２３.７")) == ("2023", "2023", "2023.7")


def test_a_value_merged_over_rows_holds_for_each():
    content = book(["key", "title"], ["a", "甲"], ["b", None], ["c", None], merge=["B2:B4"])
    assert [row["title"] for row in values(content)] == ["甲", "甲", "甲"]


def test_formulas_give_their_results_and_are_named_without():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("Needs")
        sheet.write_row(0, 0, ["key", "title"])
        sheet.write_formula(1, 0, '="a"&"b"', None, "ab")
    assert values(out.getvalue()) == [{"key": "ab", "title": None}]
    assert problems(book(["key", "title"], ["=1+1", "甲"])) == [("transfer.formula", "A2")]


def moved(content: bytes) -> bytes:
    """The workbook as it is when its two tabs have changed places: their files keep their numbers."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                text = text.replace(b"sheet1.xml", b"sheet0.xml").replace(b"sheet2.xml", b"sheet1.xml")
                text = text.replace(b"sheet0.xml", b"sheet2.xml")
            new.writestr(name, text)
    return out.getvalue()


def test_a_formula_is_named_in_its_own_sheet_when_the_tabs_were_moved():
    made = openpyxl.Workbook()
    made.active.title = "Areas"
    made.active.append(["key", "title"])
    made.active.append(["a", "=1+1"])
    other = made.create_sheet("Needs")
    other.append(["key", "title"])
    other.append(["b", "乙"])
    out = io.BytesIO()
    made.save(out)
    for content, sheet in ((out.getvalue(), "Areas"), (moved(out.getvalue()), "Needs")):
        found = read_workbook(content, "file.xlsx", HEADERS | {"areas": HEADERS["needs"]}).found
        assert [(one.problem.code, one.where.sheet, one.where.cell) for one in found] == [
            ("transfer.formula", sheet, "B2")
        ]


def test_error_cells_are_named():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("Needs")
        sheet.write_row(0, 0, ["key", "title"])
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    assert problems(out.getvalue()) == [("transfer.formula", "B2")]


def test_a_million_empty_rows_are_no_rows():
    content = book(["key", "title"], ["a", "甲"], A1048576=" ")
    assert [row["key"] for row in values(content)] == ["a"]


def test_cells_at_the_far_corners_do_not_eat_the_memory():
    assert problems(book(["key", "title"], XFD1048576="x")) == [("transfer.too_wide", "")]


def test_too_many_rows_are_refused():
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("Needs")
    sheet.append(["key", "title"])
    for number in range(50_010):
        sheet.append([number, "x"])
    out = io.BytesIO()
    made.save(out)
    assert problems(out.getvalue()) == [("transfer.too_wide", "")]


def _zip(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


GOOD = book(["key", "title"], ["a", "甲"])
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "transfer.not_a_workbook"),
        (b"key,title\na,b\n", "transfer.not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "transfer.not_a_workbook"),
        (GOOD[:-300], "transfer.broken"),
        (GOOD[:400], "transfer.broken"),
        (_zip(a="b"), "transfer.broken"),
        (COMPOUND, "transfer.broken"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "transfer.password"),
        (book(["x", "y"], sheet="Other"), "transfer.empty"),
        (book(["nothing", "known"], ["a", "b"]), "transfer.no_header"),
        (bytes(20_000_001), "transfer.too_large"),
    ],
)
def test_what_cannot_be_read_is_refused(content, code):
    found = read(content).found
    assert [one.problem.code for one in found] == [code]


def test_an_empty_sheet_is_nothing():
    assert (read(book()).rows, read(book()).found) == ([], [])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused(at, junk):
    damaged = GOOD[:at] + junk + GOOD[at + len(junk) :]
    known = {"transfer.not_a_workbook", "transfer.broken", "transfer.too_wide", "transfer.empty", "transfer.no_header"}
    assert {code for code, _ in problems(damaged)} <= known


def test_addresses():
    assert [address(6, 1), address(0, 25), address(0, 26), address(1, 701), address(1, 702)] == [
        "B7", "Z1", "AA1", "ZZ2", "AAA2"
    ]  # fmt: skip


def test_plain_forms():
    assert plain(" Ｎａｍｅ in_Chinese * ") == plain("name inchinese")


def test_owners_first_keeps_the_order_and_names_circles():
    rows = [("c", ["b"]), ("x", []), ("b", ["a"]), ("a", [])]
    assert owners_first(rows, lambda row: row[0], lambda row: row[1])[0] == [rows[1], rows[3], rows[2], rows[0]]
    circle = [("a", ["b"]), ("b", ["a"])]
    assert owners_first(circle, lambda row: row[0], lambda row: row[1]) == ([], circle)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "=cmd|' /C calc'!A0"])
def test_no_cell_we_write_is_a_formula(text):
    columns = [PageColumn("key", "key"), PageColumn("title", "title")]
    content = write_workbook("Read me", ["x"], [Page("Needs", columns, [["a", text]])])
    cell = openpyxl.load_workbook(io.BytesIO(content))["Needs"]["B2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    assert values(content)[0]["title"] == tidy(text)


REAL = Path(__file__).parents[4] / "shared/data/real/spreadsheets"
REAL = next(
    (one for one in (REAL, *(up / "shared/data/real/spreadsheets" for up in REAL.parents)) if one.is_dir()), None
)


@pytest.mark.skipif(
    REAL is None, reason="the real spreadsheets are not part of the project; kept beside it by the founders"
)
def test_real_workbooks_are_refused_with_a_sentence_or_read():
    files = [path for path in sorted(REAL.iterdir()) if path.suffix in (".xls", ".xlsx")]
    assert len(files) >= 9
    told = {path.name: child_says(path.read_bytes())["sheets"] for path in files}
    headers = {plain(sheet["name"]): {"key", "title"} for sheets in told.values() for sheet in sheets}
    for path in files:
        read_all = read_workbook(path.read_bytes(), path.name, headers)
        assert read_all.rows == []
        assert {one.problem.code for one in read_all.found} == {"transfer.no_header"}, path.name
        assert {one.problem.code for one in read(path.read_bytes()).found} == {"transfer.empty"}, path.name

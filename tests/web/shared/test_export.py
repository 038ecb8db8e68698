"""No export ever holds an active cell, and harmless text stays as it is."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from towngown.web.shared.export import as_file, harmless

ACTIVE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    "\u3000＝1",
    "\ufeff=1",
]


@pytest.mark.parametrize("text", ACTIVE)
def test_what_could_run_is_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "讲座", "1-2", "a=b", 5, -5, None, date(2026, 1, 1), "'=1"])
def test_what_cannot_run_is_left_alone(value):
    assert harmless(value) == value


def test_excel_reads_text_numbers_and_days():
    body = as_file("xlsx", "x", ["=题", "数", "日"], [[text, -7, date(2026, 3, 1)] for text in ACTIVE]).content
    rows = list(openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows())
    assert {cell.data_type for row in rows for cell in row} == {"s", "n", "d"}
    assert [(row[1].value, row[2].value.date()) for row in rows[1:]] == [(-7, date(2026, 3, 1))] * len(ACTIVE)


def test_csv_has_a_mark_for_excel_and_no_active_cell():
    response = as_file("csv", "名", ["题"], [[text] for text in ACTIVE])
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:]] == [f"'{text}" for text in ACTIVE]

"""A workbook with ten mistakes: all ten named by sheet, row and cell, nothing written; then corrected; then again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.stories.live import Live
from tests.stories.walk import Walk

pytestmark = pytest.mark.story

Begin = Callable[..., Walk]
Cells = dict[str, Any]

# Sheet → rows as they should be, by the beginning of the column's name.
GOOD: dict[str, list[Cells]] = {
    "意向": [
        {"文件中": "night-school", "一句话（中文）": "共建乡村夜校", "日期": "2024-03"},
        {"文件中": "herbs", "一句话（中文）": "中药材技术合作", "日期": "2024-05-20"},
    ],
    "需求": [
        {
            "文件中": "e-commerce",
            "一句话（中文）": "请老师来讲农产品电商",
            "来自意向": "night-school",
            "日期": "2024-06",
        },
        {"文件中": "soil", "一句话（中文）": "土壤检测", "来自意向": "herbs", "日期": "2024-07-01"},
    ],
    "活动": [
        {"文件中": "visit", "类型": "考察交流", "中文名称": "赴县考察", "时间": "2024-05", "到场人数": "近20人"},
        {"文件中": "lecture", "类型": "理论宣讲", "中文名称": "宣讲进村", "时间": "2024-09-10", "到场人数": "180余名"},
    ],
}
# (sheet, row of the list, column, what is written instead)
MISTAKES = (
    ("活动", 1, "文件中", None),
    ("意向", 1, "日期", "2024-02-30"),
    ("意向", 1, "谁可以看", "随便谁"),
    ("需求", 0, "日期", "去年春天某日"),
    ("需求", 1, "来自意向", "no-such-intention"),
    ("需求", 1, "状态", "差不多了"),
    ("活动", 0, "类型", "跳舞大会"),
    ("活动", 0, "到场人数", "人山人海"),
    ("活动", 1, "时间", "2024-13-01"),
    ("活动", 1, "地点", "石桥"),
)


def filled(template: Path, path: Path, mistakes: tuple[Any, ...] = ()) -> list[tuple[str, int, str]]:
    """Write the rows into a copy of the template; returns sheet, row and cell of each mistake."""
    book = openpyxl.load_workbook(template)
    for sheet, rows in GOOD.items():
        for at, cells in enumerate(rows):
            for column, value in cells.items():
                place(book[sheet], at, column).value = value
    found = []
    for sheet, at, column, value in mistakes:
        cell = place(book[sheet], at, column)
        cell.value = value
        found.append((sheet, cell.row, cell.coordinate))
    book.save(path)
    return found


def place(sheet: Any, at: int, column: str) -> Any:
    """The cell of a row (0 = first under the header) in the column whose name begins so."""
    header = next(cell for cell in sheet[1] if str(cell.value).startswith(column))
    return sheet.cell(row=at + 2, column=header.column)


def sent(one: Walk, path: Path) -> None:
    """Choose the workbook and wait until the trial is over."""
    one.open("/import/")
    one.page.locator("main [name=files]").set_input_files(path)
    one.send()
    one.await_there("main progress", gone=True)


def test_ten_mistakes_and_then_none(live: Live, walk: Begin, tmp_path: Path) -> None:
    office, template, path = walk(live), tmp_path / "template.xlsx", tmp_path / "往年.xlsx"
    office.log_in("office")
    office.open("/import/")
    with office.page.expect_download() as download:
        office.page.locator("a[href$='template-zh.xlsx']").click()
    download.value.save_as(template)

    places = filled(template, path, MISTAKES)
    sent(office, path)
    told = office.text.replace(" ", "")
    assert told.count("工作表“") == len(MISTAKES), told
    for sheet, row, cell in places:
        assert f"工作表“{sheet}”，第{row}行，单元格{cell}，" in told, (sheet, cell, told)
    office.open("/intentions/")
    office.misses("共建乡村夜校", "中药材技术合作")

    filled(template, path)
    sent(office, path)
    office.send()
    office.await_there("main progress", gone=True)
    office.open("/intentions/")
    office.sees("共建乡村夜校", "中药材技术合作")
    office.open("/activities/")
    office.sees("赴县考察", "近20人", "宣讲进村", "180余名")

    sent(office, path)
    office.sees("没有变化")
    assert not office.page.locator("main form.form").count()

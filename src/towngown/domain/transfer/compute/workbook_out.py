"""Writing workbooks: every cell is text and none is a formula, whatever it says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import xlsxwriter

from towngown.kit.problems import Problem
from towngown.kit.spreadsheet import could_run

SPARE = 500  # rows below the last one that offer the choices too
LONGEST_CELL = 32_767  # characters that Excel holds
LONGEST_LIST = 255  # characters that Excel allows in a list of choices


@dataclass(frozen=True)
class PageColumn:
    """One column: its name in the header row, and what is said about it."""

    name: str
    label: str
    hint: str = ""
    required: bool = False
    choices: Sequence[str] = ()
    text: bool = False  # paragraphs

    @property
    def header(self) -> str:
        return f"{self.name} *" if self.required else self.name


@dataclass(frozen=True)
class Page:
    """One sheet."""

    name: str
    columns: Sequence[PageColumn]
    rows: Sequence[Sequence[str]] = field(default_factory=list)


def write_workbook(readme: str, lead: Sequence[str], pages: Sequence[Page]) -> bytes:
    """A workbook with a sheet of explanations, then the pages. Raises transfer.too_long_for_excel."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        formats = {
            "header": book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True}),
            "cell": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
            "quoted": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True, "quote_prefix": True}),
        }
        _readme(book, formats, readme, lead, pages)
        for page in pages:
            _page(book, formats, page)
    return buffer.getvalue()


def _readme(book: Any, formats: dict[str, Any], name: str, lead: Sequence[str], pages: Sequence[Page]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 1, 24, formats["cell"])
    sheet.set_column(2, 2, 70, formats["cell"])
    row = 0
    for line in lead:
        sheet.write_string(row, 0, line, formats["header"] if row == 0 else None)
        row += 1
    for page in pages:
        row += 1
        sheet.write_string(row, 0, page.name, formats["header"])
        for column in page.columns:
            row += 1
            sheet.write_string(row, 1, column.header, formats["cell"])
            said = [column.label if column.label != column.name else "", column.hint, " / ".join(column.choices)]
            sheet.write_string(row, 2, "  ".join(part for part in said if part), formats["cell"])


def _page(book: Any, formats: dict[str, Any], page: Page) -> None:
    sheet = book.add_worksheet(page.name[:31])
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(page.columns):
        sheet.set_column(at, at, 40 if column.text else 18, formats["cell"])
        sheet.write_string(0, at, column.header, formats["header"])
        said = [column.hint, " / ".join(column.choices)]
        if note := "\n".join(part for part in said if part):
            sheet.write_comment(0, at, note)
        if column.choices and len(",".join(column.choices)) <= LONGEST_LIST:
            last = len(page.rows) + SPARE
            sheet.data_validation(1, at, last, at, {"validate": "list", "source": list(column.choices)})
    for row, cells in enumerate(page.rows, 1):
        for at, text in enumerate(cells):
            if text:
                if len(text) > LONGEST_CELL:
                    raise Problem("transfer.too_long_for_excel", sheet=page.name, row=row + 1)
                sheet.write_string(row, at, text, formats["quoted" if could_run(text) else "cell"])

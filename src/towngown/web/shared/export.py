"""Lists as files: CSV that opens in Excel, and Excel itself. No cell ever becomes a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from towngown.foundation.journal.taking import FORMS
from towngown.kit.spreadsheet import could_run

Cell = str | int | float | date | None

MOST_EXPORTED = 50_000
TAKEN = MOST_EXPORTED + 1  # how many rows of a list are read: one more tells whether there are more
CHUNK = 500  # how many of them at a time, where each needs something read with it
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: Cell) -> Cell:
    """The value, with an apostrophe before text that a spreadsheet might run: = + - @, also full-width or after blanks."""
    return f"'{value}" if isinstance(value, str) and could_run(value) else value


def handed_over(
    request: HttpRequest, form: str, name: str, taken: Callable[..., object], header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> HttpResponse:  # fmt: skip
    """A list as a file of csv or xlsx, and nothing else; `taken` writes down that it left.

    Of a list longer than MOST_EXPORTED rows the first are there, and the last row says so.
    """
    if form not in FORMS:
        raise Http404
    asked = iter(rows)
    whole = list(islice(asked, MOST_EXPORTED))
    more = next(asked, None) is not None
    taken(by=request.actor, rows=len(whole), form=form)
    if more:
        whole.append([_("Only the first {n} rows are here; narrow the list to take the others.").format(n=len(whole))])
    return as_file(form, name, header, whole)


def as_file(form: str, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A download of the rows as "csv" or "xlsx"; `name` is the file's name without its ending."""
    make, media_type = (_xlsx, XLSX) if form == "xlsx" else (_csv, "text/csv; charset=utf-8")
    response = HttpResponse(make(header, rows), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte-order mark, without which Excel shows Chinese as noise."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet; text is written as text, days as days."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
        sheet.set_row(0, None, bold)
        sheet.freeze_panes(1, 0)
        for at, row in enumerate([header, *rows]):
            for column, cell in enumerate(row):
                _write(sheet, at, column, cell, day)
        sheet.set_column(0, max(len(header) - 1, 0), 18)
    return buffer.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, str(harmless(cell)))

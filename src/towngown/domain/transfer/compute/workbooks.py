"""Excel workbooks as rows: names of sheets and columns as written, every cell with its address."""

import json
import re
import subprocess
import sys
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from towngown.domain.transfer.compute.cells import Cell, Read, Row, Value, Where, number_text, plain, tidy
from towngown.domain.transfer.words import LARGEST_FILE

CHILD = Path(__file__).with_name("workbook_child.py")
PATIENCE = 30  # seconds
SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # zip (.xlsx), compound file (.xls)
HEADER_WITHIN = 12  # rows
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Headers = Mapping[str, Collection[str]]
"""Sheet name in plain form → its column names in plain form."""

Grid = dict[int, dict[int, Value]]


def address(row: int, column: int) -> str:
    """B7 for (6, 1)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def read_workbook(content: bytes, file: str, headers: Headers) -> Read:
    """The rows of the sheets whose names are known; other sheets are left alone, unless none is known."""
    read, whole = Read(), Where(file)
    if len(content) > LARGEST_FILE:
        read.blame("transfer.too_large", whole, limit=f"{LARGEST_FILE // 1_000_000} MB")
        return read
    if not content.startswith(SIGNATURES):
        read.blame("transfer.not_a_workbook", whole)
        return read
    told: dict[str, Any] = {"error": "password"} if _is_locked(content) else child_says(content)
    if "error" in told:
        read.blame(f"transfer.{told['error']}", whole)
        return read
    known = [sheet for sheet in told["sheets"] if plain(sheet["name"]) in headers]
    for sheet in known:
        _sheet(read, sheet, whole.at(sheet=tidy(sheet["name"])), headers[plain(sheet["name"])])
    if not known:
        read.blame("transfer.empty", whole)
    return read


def _is_locked(content: bytes) -> bool:
    return content.startswith(SIGNATURES[1]) and ENCRYPTED in content


def child_says(content: bytes) -> Any:
    """What the child printed about the sheets (workbook_child.py); its death is an answer too."""
    command = [sys.executable, "-I", str(CHILD)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)
        return json.loads(done.stdout) if done.returncode == 0 else {"error": "too_wide"}
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {"error": "too_wide"}


def _sheet(read: Read, sheet: dict[str, Any], where: Where, columns: Collection[str]) -> None:
    grid: Grid = {row: {at: _value(cell) for at, cell in cells} for row, cells in sheet["rows"]}
    header = _header_row(grid, columns)
    if header is None:
        if grid:
            read.blame("transfer.no_header", where)
        return
    _unmerge(grid, sheet["merged"], header)
    _blame_cells(read, sheet["formulas"], where, header)
    names = {at: tidy(str(value)) for at, value in grid[header].items()}
    for row in sorted(row for row in grid if row > header):
        cells = {
            names[at]: Cell(value, where.at(row=row + 1, cell=address(row, at), column=names[at]))
            for at, value in grid[row].items()
            if at in names and value not in (None, "")
        }
        blank = {
            name: Cell(None, where.at(row=row + 1, cell=address(row, at), column=name)) for at, name in names.items()
        }
        if cells:
            read.rows.append(Row(where.sheet, where.at(row=row + 1), blank | cells))


def _value(cell: Any) -> Value:
    """A cell's value: a date for dates, tidy text for text."""
    if isinstance(cell, dict):
        text = str(cell["day"])
        return date.fromisoformat(text) if len(text) == 10 else text
    return tidy(cell) if isinstance(cell, str) else cell


def _header_row(grid: Grid, columns: Collection[str]) -> int | None:
    """The first row near the top that names at least two columns, or all there are."""
    for row in sorted(grid)[:HEADER_WITHIN]:
        named = sum(plain(str(value)) in columns for value in grid[row].values())
        if named >= min(2, len(columns)):
            return row
    return None


def _unmerge(grid: Grid, merged: list[Any], header: int) -> None:
    """A value merged down over several rows holds for each of them."""
    for (top, left), (bottom, _) in merged:
        value = grid.get(top, {}).get(left)
        if top <= header or value in (None, "") or bottom - top > 10_000:
            continue
        for row in range(top + 1, bottom + 1):
            if row in grid:
                grid[row].setdefault(left, value)


def _blame_cells(read: Read, formulas: list[str], where: Where, header: int) -> None:
    """Formulas without a result, or whose result is an error."""
    for cell in formulas:
        row = int(re.sub("[A-Z]", "", cell))
        if row - 1 > header:
            read.blame("transfer.formula", where.at(row=row, cell=cell))


def text_of(value: Value) -> str:
    """A workbook's or text's cell as a person would have typed it."""
    if isinstance(value, float):
        return number_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)

"""Read one workbook from standard input in a process of its own, with little memory and time, and print it as JSON.

A hostile workbook may ask for a hundred gigabytes or make the parser abort; then only this process dies. It imports
nothing of ours, and is run by its path. Prints {"error": word} or {"sheets": [{name, rows, merged, formulas}]}, where a
row is [number from 0, [[column from 0, value], …]] and a date is {"day": "2026-03-31"}.
"""

import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MEMORY = 700_000_000
SECONDS = 20
MOST_ROWS = 50_000
MOST_COLUMNS = 200

_CELL = re.compile(rb"<c\b([^>]*)>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>')
_ADDRESS = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\s\w+:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ID, _TARGET = re.compile(rb'\sId="([^"]*)"'), re.compile(rb'\sTarget="([^"]*)"')
MOST_NAMED = 100
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
LARGE = 50_000_000  # bytes of one sheet


def limit_myself() -> None:
    """Little memory, little time; where the system knows no such limits, the parent's clock is all there is."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def value_of(cell: Any) -> Any:
    """The cell as JSON knows it."""
    if isinstance(cell, datetime):
        return {"day": cell.date().isoformat()} if cell.time() == time() else {"day": cell.isoformat(sep=" ")}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def sheet_of(workbook: CalamineWorkbook, name: str, unsolved: list[str]) -> dict[str, Any]:
    """The filled cells of one sheet."""
    sheet = workbook.get_sheet_by_name(name)
    rows = []
    for number, cells in enumerate(sheet.iter_rows()):
        filled = [[at, value_of(cell)] for at, cell in enumerate(cells[:MOST_COLUMNS]) if cell not in ("", None)]
        if filled:
            rows.append([number, filled])
        if len(rows) > MOST_ROWS:
            raise MemoryError
    return {"name": name, "rows": rows, "merged": sheet.merged_cell_ranges or [], "formulas": unsolved}


def unsolved_formulas(content: bytes) -> list[list[str]]:
    """Of each sheet in the order of the tabs, the cells whose formula has no result or an error; none where the workbook
    does not say which file is which sheet's."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return []
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sizes = {one.filename: one.file_size for one in parts.infolist()}
        if WORKBOOK not in sizes or RELATIONS not in sizes:
            return []
        names = _files_of_sheets(parts.read(WORKBOOK), parts.read(RELATIONS))
        return [_addresses(parts.read(name)) if sizes.get(name, LARGE) < LARGE else [] for name in names]


def _files_of_sheets(workbook: bytes, relations: bytes) -> list[str]:
    """The name of the file of each sheet, in the order of the tabs: files keep their numbers when tabs change places."""
    targets = {}
    for relation in _RELATION.findall(relations):
        key, target = _ID.search(relation), _TARGET.search(relation)
        if key and target:
            targets[key[1]] = "/".join(["xl", target[1].decode("utf-8", "replace")])
    found = [targets.get(key, "") for key in _SHEET.findall(workbook)]
    return [name.removeprefix("xl//") for name in found]  # a target may be written from the top: /xl/worksheets/…


def _addresses(text: bytes) -> list[str]:
    """The addresses of cells without a result."""
    found = [_ADDRESS.search(inside) for inside in (_CELL.findall(text) + _ERROR.findall(text))[:MOST_NAMED]]
    return [match[1].decode() for match in found if match]


def answer(content: bytes) -> dict[str, Any]:
    """What to print."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            unsolved = unsolved_formulas(content)
            names = workbook.sheet_names
            known = unsolved if len(unsolved) == len(names) else [[] for _ in names]
            return {"sheets": [sheet_of(workbook, name, cells) for name, cells in zip(names, known, strict=True)]}
    except PasswordError:
        return {"error": "password"}
    except MemoryError:
        return {"error": "too_wide"}
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError):
        return {"error": "broken"}
    except BaseException as panic:  # the parser's own panics are no Exception
        if isinstance(panic, KeyboardInterrupt | SystemExit):
            raise
        return {"error": "broken"}


if __name__ == "__main__":
    limit_myself()
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)

"""Files as people hand them over, read as rows of known sheets."""

from collections.abc import Iterable
from pathlib import PurePath

from towngown.domain.transfer.compute.cells import Read, Where
from towngown.domain.transfer.compute.texts import read_text
from towngown.domain.transfer.compute.workbooks import SIGNATURES, read_workbook
from towngown.domain.transfer.queries.sheets import sheets
from towngown.domain.transfer.words import MOST_ROWS


def read_files(files: Iterable[tuple[str, bytes]]) -> Read:
    """The rows of all files (name, content), and what could not be read."""
    headers = {name: set(sheet.by_header) for sheet in sheets() for name in sheet.names}
    read = Read()
    for name, content in files:
        ending = PurePath(name).suffix.lower()
        if content.startswith(SIGNATURES) or ending in (".xlsx", ".xls", ".xlsm", ".xlsb"):
            read += read_workbook(content, name, headers)
        elif ending in (".yaml", ".yml"):
            read += read_text(content, name)
        else:
            read.blame("transfer.unknown_type", Where(name), value=name)
    if len(read.rows) > MOST_ROWS:
        read.blame("transfer.too_large", Where(""), limit=f"{MOST_ROWS:,}")
    elif not read.rows and not read.found:
        read.blame("transfer.empty", Where(""))
    return read

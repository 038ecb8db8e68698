"""Reading a file of places line by line, checking each line. 逐行检查行政区划文件。"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from towngown.foundation.places.words import COLUMNS, TIER_OF_LENGTH
from towngown.kit.problems import Problem

Row = tuple[str, str, str, str, str]
"""code, name, parent, tier, replaced_by"""

MOST_NAMED = 1000

UNASSIGNED = "99"  # GB/T 2260 gives this number to no province: what is invented uses it


def in_no_code_book(code: str) -> bool:
    """Whether this code cannot be that of a real place."""
    return code.startswith(UNASSIGNED)


def text_of(content: bytes) -> str:
    """The content as text, UTF-8 (with or without mark) or GB 18030; Problem("places.encoding") otherwise."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem("places.encoding", "file")


@dataclass
class Reader:
    """The rows of a file `code,name,parent,tier[,replaced_by]`; what is wrong gathers in `problems`.

    Rows come only as long as nothing is wrong, for then nothing will be loaded; reading goes on to name every line.
    """

    lines: Iterable[str]
    problems: list[Problem] = field(default_factory=list)
    unnamed: int = 0  # wrong lines beyond MOST_NAMED
    codes: set[str] = field(default_factory=set)
    parents: dict[str, list[int]] = field(default_factory=dict)  # parent not (yet) seen → the lines that name it

    def rows(self) -> Iterator[Row]:
        """Every good row, in the order of the file."""
        reader = csv.reader(self.lines)
        header = tuple(cell.strip().lower() for cell in next(reader, []))
        if header not in (COLUMNS, (*COLUMNS, "replaced_by")):
            self.problems.append(Problem("places.header", "file", columns=",".join(COLUMNS)))
            return
        for cells in reader:
            if not cells:
                continue
            row = self._row(cells, reader.line_num, len(header))
            if row is not None and not self.problems:
                yield row

    def unknown_parents(self) -> dict[str, list[int]]:
        """Parents that the whole file does not hold → the lines that name them; to be looked up in the record."""
        return {code: lines for code, lines in self.parents.items() if code not in self.codes}

    def blame(self, problem: str, line: int, **values: object) -> None:
        """Name a wrong line."""
        if len(self.problems) < MOST_NAMED:
            self.problems.append(Problem(problem, "file", line=line, **values))
        else:
            self.unnamed += 1

    def _row(self, cells: list[str], line: int, wanted: int) -> Row | None:
        if len(cells) != wanted:
            self.blame("places.columns", line, found=len(cells), wanted=wanted)
            return None
        code, name, parent, tier = (cell.strip() for cell in cells[:4])
        right_tier = TIER_OF_LENGTH.get(len(code))
        if right_tier is None or not (code.isascii() and code.isdigit()):
            self.blame("places.code", line, value=code)
            return None
        if not 0 < len(name) <= 100:
            self.blame("places.name", line)
            return None
        if tier != right_tier:
            self.blame("places.tier", line, wanted=right_tier, value=tier)
            return None
        if bool(parent) == (tier == "province") or not (code.startswith(parent) and len(parent) < len(code)):
            self.blame("places.parent", line, value=parent, place=code)
            return None
        if code in self.codes:
            self.blame("places.twice", line, value=code)
            return None
        self.codes.add(code)
        if parent and parent not in self.codes:
            self.parents.setdefault(parent, []).append(line)
        return code, name, parent, tier, cells[4].strip()[:12] if wanted > 4 else ""

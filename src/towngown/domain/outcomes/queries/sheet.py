"""The ledger of one partnership page by page. The numbers of all its cells are kept until its journal moves on."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from towngown.domain.agreements import queries as agreements
from towngown.domain.outcomes.queries.ledger import Ledger, cells_of, computed, promises_of, rows_of
from towngown.domain.outcomes.queries.rows import Rows
from towngown.domain.outcomes.words import State
from towngown.domain.partnerships.models import Partnership
from towngown.foundation.journal import moments
from towngown.kit.actors import Actor
from towngown.kit.periods import day_of

SIZE = 25
KEPT = 32

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Line:
    """One row of the ledger: the promise that stands, and the numbers of its cells."""

    promise_id: int
    cells: Numbers


@dataclass(frozen=True)
class Sheet:
    """The whole ledger in numbers: its lines in order, the line and the year of each cell."""

    rows: Rows
    lines: tuple[Line, ...]
    line_of: Numbers
    year_of: Numbers

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(int(self.year_of.min()), int(self.year_of.max()) + 1)) if len(self.year_of) else ()

    def wanted(self, state: State | None, year: int | None) -> NDArray[np.bool_]:
        """Which cells are in this state and this year, where given."""
        fits = np.ones(len(self.year_of), np.bool_)
        if state is not None:
            fits &= self.rows.outcome.state == state
        return fits & (self.year_of == year) if year is not None else fits


@dataclass(frozen=True)
class Part:
    """One page: its rows as a ledger, the years and counts of the whole, and the promises before and after which to go on."""

    ledger: Ledger
    years: tuple[int, ...]
    counts: Counter[State]
    number: int  # of cells that fit, on all pages
    before: str = ""
    after: str = ""


def part(
    by: Actor, one: Partnership, today: date, *, state: State | None = None, year: int | None = None,
    before: str = "", after: str = "", size: int | None = SIZE,
) -> Part:  # fmt: skip
    """The page of 25 promises after or before this one (a ref), of those with a cell that fits; all without a size."""
    sheet = _sheet(by.eyes, one.pk, today, moments.of_walls().get(one.pk, (None, "")))
    if sheet is None:
        return Part(Ledger((), (), today), (), Counter(), 0)
    fits = sheet.wanted(state, year)
    lines = [sheet.lines[at] for at in np.unique(sheet.line_of[fits]).tolist()]
    first = _first(by, lines, before, after, size)
    shown = lines[first : None if size is None else first + size]
    found = _shown(by, one, sheet, shown, today)
    refs = [row.promise.ref for row in found.rows] or [""]
    counts = Counter(
        {State(code): int(number) for code, number in enumerate(np.bincount(sheet.rows.outcome.state)) if number}
    )
    further = first + len(shown) < len(lines)
    return Part(found, sheet.years, counts, int(fits.sum()), refs[0] if first else "", refs[-1] if further else "")


def _first(by: Actor, lines: list[Line], before: str, after: str, size: int | None) -> int:
    """Where the page begins among these lines; at their beginning when the promise named is not one of them."""
    if size is None or not (before or after):
        return 0
    named = agreements.promises(by).filter(ref=before or after).values_list("pk", flat=True).first()
    at = next((at for at, line in enumerate(lines) if line.promise_id == named), None)
    if at is None:
        return 0
    return at + 1 if not before else max(at - size, 0)


def _shown(by: Actor, one: Partnership, sheet: Sheet, lines: list[Line], today: date) -> Ledger:
    chosen = np.concatenate([np.zeros(0, np.int64), *(line.cells for line in lines)])
    ids = {int(pk) for pk in sheet.rows.promise_ids[sheet.rows.cells.promise[chosen]]}
    promises = promises_of(by, {one.pk: one}, ids | {line.promise_id for line in lines})
    return Ledger(rows_of(cells_of(sheet.rows, promises, chosen), promises), sheet.years, today)


@moments.kept(most=KEPT)
def _sheet(eyes: Actor, wall: int, today: date, moment: moments.Moment) -> Sheet | None:
    one = Partnership.objects.get(pk=wall)
    rows = computed(eyes, {wall: one}, today)
    if rows is None:
        return None
    years = {int(day): day_of(int(day)).year for day in np.unique(rows.cells.last)}
    lines = _lines(rows)
    line_of = np.zeros(len(rows.cells.promise), np.int64)
    for at, line in enumerate(lines):
        line_of[line.cells] = at
    return Sheet(rows, lines, line_of, np.array([years[day] for day in rows.cells.last.tolist()], np.int64))


def _lines(rows: Rows) -> tuple[Line, ...]:
    """The cells of each promise that nobody replaced and of those it replaced: by agreement, the oldest promise first."""
    ids = rows.promise_ids.tolist()
    follower = {replaced: pk for pk, replaced in zip(ids, rows.replaced_ids.tolist(), strict=True) if replaced}
    agreement = dict(zip(ids, rows.agreement_ids.tolist(), strict=True))
    found: dict[int, list[int]] = {}
    for cell, index in enumerate(rows.cells.promise.tolist()):
        last = ids[index]
        while last in follower:
            last = follower[last]
        found.setdefault(last, []).append(cell)
    firsts = rows.promise_ids[rows.cells.promise]
    ordered = sorted(found, key=lambda last: (agreement[last], firsts[found[last][0]]))
    return tuple(Line(last, np.array(found[last], np.int64)) for last in ordered)

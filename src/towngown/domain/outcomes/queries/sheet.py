"""The ledger of one partnership page by page. The numbers of all its cells are kept until its journal moves on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from towngown.domain.agreements import queries as agreements
from towngown.domain.agreements.models import Promise
from towngown.domain.outcomes.queries.ledger import Cell, Ledger, Row, cells_of, computed, promises_of
from towngown.domain.outcomes.queries.rows import Rows
from towngown.domain.outcomes.words import State
from towngown.domain.partnerships.models import Partnership
from towngown.foundation.journal import moments
from towngown.kit.actors import Actor
from towngown.kit.periods import day_of

SIZE = 25
KEPT = 32
NEVER: moments.Moment = (None, "")

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Line:
    """One row of the ledger: the promise that stands, and the numbers of its cells."""

    promise_id: int
    cells: Numbers


@dataclass(frozen=True)
class Sheet:
    """The whole ledger in numbers: its lines in order, the line and the year of each cell, its years and its counts."""

    rows: Rows
    lines: tuple[Line, ...]
    line_of: Numbers
    year_of: Numbers
    years: tuple[int, ...]
    counts: Counter[State]

    def line_with(self, promise_id: int) -> int | None:
        """The number of the line in which this promise stands, itself or replaced; none where it has no cell, neither
        itself nor what it replaced."""
        standing = next((at for at, line in enumerate(self.lines) if line.promise_id == promise_id), None)
        if standing is not None:
            return standing
        index = int(np.searchsorted(self.rows.promise_ids, promise_id))
        cells = np.flatnonzero(self.rows.cells.promise == index)
        there = index < len(self.rows.promise_ids) and self.rows.promise_ids[index] == promise_id
        return int(self.line_of[cells[0]]) if there and len(cells) else None

    def wanted(self, state: State | None, year: int | None) -> NDArray[np.bool_]:
        """Which cells are in this state and this year, where given."""
        fits = np.ones(len(self.year_of), np.bool_)
        if state is not None:
            fits &= self.rows.outcome.state == state
        return fits & (self.year_of == year) if year is not None else fits

    def beside(self, promise_ids: Iterable[int]) -> NDArray[np.bool_]:
        """Which cells are in a line in which one of these promises stands, itself or replaced."""
        named = np.isin(self.rows.promise_ids[self.rows.cells.promise], list(promise_ids))
        return np.isin(self.line_of, self.line_of[named])


@dataclass(frozen=True)
class Choice:
    """The numbers of the lines with a cell that fits, where each promise stands among them, and which cells fit."""

    lines: tuple[int, ...]
    place: dict[int, int]
    fits: NDArray[np.bool_]
    number: int
    early: int


@dataclass(frozen=True)
class Part:
    """One page: its rows as a ledger, of narrowed ones only the cells that fit, the years and counts of the whole, and
    the promises before and after which to go on."""

    ledger: Ledger
    years: tuple[int, ...]
    counts: Counter[State]
    number: int  # of cells that fit, on all pages
    early: int = 0  # how many of them were not yet promised
    before: str = ""
    after: str = ""


def part(
    by: Actor, one: Partnership, today: date, *, state: State | None = None, year: int | None = None,
    text: str = "", before: str = "", after: str = "", size: int | None = SIZE,
) -> Part:  # fmt: skip
    """The page of 25 promises after or before this one (a ref), of those with a cell that fits; all without a size.

    With a text, only lines in which a promise is named by it.
    """
    asked = (by.eyes, one.pk, today, moments.of_walls().get(one.pk, NEVER))
    sheet = _sheet(*asked)
    if sheet is None:
        return Part(Ledger((), (), today), (), Counter(), 0)
    choice = _choice(*asked, state, year)
    if text:
        choice = _chosen(sheet, choice.fits & sheet.beside(agreements.named(by, one, text)))
    first = _first(by, choice.place, before, after, size)
    shown = [sheet.lines[at] for at in choice.lines[first : None if size is None else first + size]]
    found = _shown(by, one, sheet, shown, today, None if state is None and year is None else choice.fits)
    refs = [row.promise.ref for row in found.rows] or [""]
    further = first + len(shown) < len(choice.lines)
    return Part(
        found, sheet.years, sheet.counts, choice.number, choice.early, refs[0] if first else "",
        refs[-1] if further else "",
    )  # fmt: skip


def standing(by: Actor, partnerships: Iterable[Partnership], today: date) -> dict[int, tuple[int, Counter[State]]]:
    """Partnership id → how many promises stand in its ledger, and how many of its cells in each state."""
    walls = moments.of_walls()
    return {one.pk: _standing(by.eyes, one.pk, today, walls.get(one.pk, NEVER)) for one in partnerships}


def row_of(by: Actor, promise: Promise, today: date) -> Row | None:
    """The ledger's row in which this promise stands, or none while its agreement is a draft."""
    wall = promise.partnership_id
    sheet = _sheet(by.eyes, wall, today, moments.of_walls().get(wall, NEVER))
    at = None if sheet is None else sheet.line_with(promise.pk)
    if sheet is None or at is None:
        return None
    return _shown(by, promise.partnership, sheet, [sheet.lines[at]], today).rows[0]


def _first(by: Actor, place: Mapping[int, int], before: str, after: str, size: int | None) -> int:
    """Where the page begins among these lines; at their beginning when the promise named is not one of them."""
    if size is None or not (before or after):
        return 0
    named = agreements.promises(by).filter(ref=before or after).values_list("pk", flat=True).first()
    at = None if named is None else place.get(named)
    if at is None:
        return 0
    return at + 1 if not before else max(at - size, 0)


def _shown(
    by: Actor, one: Partnership, sheet: Sheet, lines: list[Line], today: date, fits: NDArray[np.bool_] | None = None
) -> Ledger:
    """These lines as a ledger: whole, with who is responsible, or only the cells that fit."""
    chosen = [line.cells if fits is None else line.cells[fits[line.cells]] for line in lines]
    numbers = np.concatenate([np.zeros(0, np.int64), *chosen])
    ids = set(sheet.rows.promise_ids[sheet.rows.cells.promise[numbers]].tolist())
    promises = promises_of(by, {one.pk: one}, ids | {line.promise_id for line in lines}, responsible=fits is None)
    cells = iter(cells_of(sheet.rows, promises, numbers))
    rows = ((line, sorted(islice(cells, len(some)), key=_begin)) for line, some in zip(lines, chosen, strict=True))
    return Ledger(tuple(Row(promises[line.promise_id], tuple(own)) for line, own in rows), sheet.years, today)


def _begin(cell: Cell) -> date:
    return cell.period.first


@moments.kept()
def _standing(eyes: Actor, wall: int, today: date, moment: moments.Moment) -> tuple[int, Counter[State]]:
    sheet = _sheet(eyes, wall, today, moment)
    return (len(sheet.lines), sheet.counts) if sheet else (0, Counter())


@moments.kept(most=4 * KEPT)
def _choice(
    eyes: Actor, wall: int, today: date, moment: moments.Moment, state: State | None, year: int | None
) -> Choice:
    sheet = _sheet(eyes, wall, today, moment)
    if sheet is None:
        return Choice((), {}, np.zeros(0, np.bool_), 0, 0)
    return _chosen(sheet, sheet.wanted(state, year))


def _chosen(sheet: Sheet, fits: NDArray[np.bool_]) -> Choice:
    lines = tuple(np.unique(sheet.line_of[fits]).tolist())
    place = {sheet.lines[at].promise_id: number for number, at in enumerate(lines)}
    early = fits & (sheet.rows.outcome.state == State.NOT_YET_PROMISED)
    return Choice(lines, place, fits, int(fits.sum()), int(early.sum()))


@moments.kept(most=KEPT)
def _sheet(eyes: Actor, wall: int, today: date, moment: moments.Moment) -> Sheet | None:
    one = Partnership.objects.get(pk=wall)
    rows = computed(eyes, {wall: one}, today)
    if rows is None:
        return None
    year_of_day = {int(day): day_of(int(day)).year for day in np.unique(rows.cells.last)}
    lines = _lines(rows)
    line_of = np.zeros(len(rows.cells.promise), np.int64)
    for at, line in enumerate(lines):
        line_of[line.cells] = at
    year_of = np.array([year_of_day[day] for day in rows.cells.last.tolist()], np.int64)
    years = tuple(np.unique(year_of).tolist())
    counts = Counter(
        {State(code): int(number) for code, number in enumerate(np.bincount(rows.outcome.state)) if number}
    )
    return Sheet(rows, lines, line_of, year_of, years, counts)


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

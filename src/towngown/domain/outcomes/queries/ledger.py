"""The ledger as pages show it: a row for each promise with those it replaced, a column for each year."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from towngown.domain.activities.queries import activities
from towngown.domain.agreements import queries as agreements
from towngown.domain.agreements.models import Promise
from towngown.domain.outcomes.queries.rows import Rows, compute
from towngown.domain.outcomes.words import LABELS, MARKS, REASONS, UNTOUCHED, WORST_FIRST, Reason, State
from towngown.domain.partnerships.models import Partnership
from towngown.foundation.journal.table import TITLED
from towngown.kit.actors import Actor
from towngown.kit.periods import Period, day_of

BARE = (*TITLED, "ref", "partnership", "agreement", "replaces", "first_day", "measure", "minimum", "per")
STATES, WHY = tuple(State), tuple(Reason)  # by their numbers


@dataclass(frozen=True)
class Cell:
    """One promise in one period: its state, why, what was counted, and the activity that decided it (0: none)."""

    promise: Promise
    period: Period
    state: State
    reason: Reason
    counted: int
    held: int
    activity_id: int

    @property
    def code(self) -> str:
        """The state's word, as pages and files name it."""
        return self.state.name.lower()

    @property
    def label(self) -> str:
        return LABELS[self.state]

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def year(self) -> int:
        """The year of the column it stands in: that of its last day."""
        return self.period.last.year

    @property
    def sentence(self) -> str:
        """The marked sentence that says why, its places not yet filled."""
        reasons = REASONS if self._touched else UNTOUCHED
        return reasons.get(self.reason, REASONS[self.reason])

    @property
    def _touched(self) -> bool:
        """Whether the record of the partnership covers any day of the period."""
        wall, period = self.promise.partnership, self.period
        begun = wall.record_from is None or wall.record_from <= period.last
        return begun and (wall.record_to is None or wall.record_to >= period.first)

    @property
    def values(self) -> dict[str, Any]:
        """What fills the sentence's places."""
        wall = self.promise.partnership
        return {
            "promise_first": self.promise.first_day, "period_last": self.period.last, "counted": self.counted,
            "held": self.held, "minimum": self.promise.minimum, "record_from": wall.record_from,
            "record_to": wall.record_to,
        }  # fmt: skip

    @property
    def missing(self) -> int:
        """How much is still lacking, with the evidence as it is."""
        return max(self.promise.minimum - self.counted, 0)


@dataclass(frozen=True)
class Row:
    """A promise as it stands, and its cells in the order of time, those of the promises it replaced included."""

    promise: Promise
    cells: tuple[Cell, ...]

    def in_year(self, year: int) -> list[Cell]:
        """The cells of one column."""
        return [cell for cell in self.cells if cell.year == year]

    def worst_in(self, year: int) -> Cell | None:
        """The cell that speaks for a year of several periods: the one that most needs a hand."""
        return min(self.in_year(year), key=lambda cell: WORST_FIRST.index(cell.state), default=None)


@dataclass(frozen=True)
class Ledger:
    """All rows, the years of their columns (those in which some row has a cell), and the day it was computed for."""

    rows: tuple[Row, ...]
    years: tuple[int, ...]
    today: date

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]

    def counts(self, year: int | None = None) -> Counter[State]:
        """How many cells are in each state, in one year or in all."""
        return Counter(cell.state for cell in self.cells if year is None or cell.year == year)

    def beside(self, promise_ids: Collection[int]) -> "Ledger":
        """The rows in which one of these promises stands, itself or replaced."""
        rows = tuple(row for row in self.rows if any(cell.promise.pk in promise_ids for cell in row.cells))
        return Ledger(rows, self.years, self.today)

    def of(self, partnership_id: int) -> "Ledger":
        """The rows of one partnership, with the years they need."""
        rows = tuple(row for row in self.rows if row.promise.partnership_id == partnership_id)
        return Ledger(rows, _years(rows), self.today)


def ledger(by: Actor, partnerships: Iterable[Partnership], today: date) -> Ledger:
    """The ledger of these partnerships, from the beginning of each record or promise to the end of this year; what is
    due once in a later year stands in that year.

    Six statements, however many promises there are; only what the viewer may see counts.
    """
    walls = {one.pk: one for one in partnerships}
    rows = computed(by, walls, today)
    if rows is None:
        return Ledger((), (), today)
    promises = promises_of(by, walls)
    line = rows_of(cells_of(rows, promises), promises)
    return Ledger(line, _years(line), today)


def computed(by: Actor, walls: dict[int, Partnership], today: date) -> Rows | None:
    """All cells of these partnerships as arrays; none where nothing is promised."""
    first = agreements.first_promised(by, walls)
    if first is None:
        return None
    begin = min([first, *(one.record_from for one in walls.values() if one.record_from)])
    return compute(by, today, date(begin.year, 1, 1), date(today.year, 12, 31), walls)


def promises_of(
    by: Actor, walls: dict[int, Partnership], ids: Iterable[int] | None = None, *, responsible: bool = True
) -> dict[int, Promise]:
    """The promises of these partnerships with agreement and kind, or bare those with these ids; with who is responsible."""
    if ids is None:
        found = agreements.promises(by).filter(partnership_id__in=walls)
    else:
        found = Promise.objects.visible_to(by).filter(partnership_id__in=walls, pk__among=ids).only(*BARE)
    promises = {one.pk: one for one in (agreements.with_responsible(found) if responsible else found)}
    for one in promises.values():
        one.partnership = walls[one.partnership_id]
    return promises


def cells_of(rows: Rows, promises: dict[int, Promise], chosen: Any = slice(None)) -> list[Cell]:
    """The cells as pages show them: all of them, or those with these numbers."""
    cells, outcome = rows.cells, rows.outcome
    columns = (cells.first, cells.last, outcome.state, outcome.reason, outcome.counted, outcome.held, outcome.activity)
    periods = {span: Period(day_of(span[0]), day_of(span[1])) for span in zip(
        cells.first[chosen].tolist(), cells.last[chosen].tolist(), strict=True)}  # fmt: skip
    return [
        Cell(promises[pk], periods[first, last], STATES[state], WHY[reason], counted, held, activity)
        for pk, first, last, state, reason, counted, held, activity in zip(
            rows.promise_ids[cells.promise[chosen]].tolist(), *(column[chosen].tolist() for column in columns),
            strict=True,
        )
    ]  # fmt: skip


def rows_of(cells: Sequence[Cell], promises: dict[int, Promise]) -> tuple[Row, ...]:
    """One row per promise nobody replaced, holding the cells of its whole line."""
    follower = {one.replaces_id: one.pk for one in promises.values() if one.replaces_id}
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        last = cell.promise.pk
        while last in follower:
            last = follower[last]
        by_row.setdefault(last, []).append(cell)
    ordered = sorted(by_row.items(), key=lambda row: (promises[row[0]].agreement_id, row[1][0].promise.pk))
    return tuple(Row(promises[pk], tuple(sorted(found, key=lambda cell: cell.period.first))) for pk, found in ordered)


def _years(rows: Iterable[Row]) -> tuple[int, ...]:
    return tuple(sorted({cell.year for row in rows for cell in row.cells}))


def deciding(by: Actor, cells: Iterable[Cell]) -> dict[int, Any]:
    """Activity id → activity, of those that decided these cells."""
    return activities(by).in_bulk({cell.activity_id for cell in cells if cell.activity_id})

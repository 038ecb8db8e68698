"""From the tables to arrays: one statement per table, whole numbers only, for every promise the viewer may see at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Case, F, Func, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from towngown.domain.activities.models import Serves as ServesRow
from towngown.domain.activities.words import HAPPENED
from towngown.domain.agreements.models import Closing, Promise, Waiver
from towngown.domain.agreements.words import IN_LEDGER, MEASURES, PERS
from towngown.domain.evidence.compute import proven
from towngown.domain.evidence.words import EVIDENCE_RULES
from towngown.domain.outcomes.compute import (
    NO_END,
    UNDATED,
    Cells,
    Facts,
    Outcome,
    PeriodsOf,
    Promises,
    Serves,
    Terms,
    expand_cells,
    ledger,
)
from towngown.foundation.journal.table import seen_by
from towngown.kit.actors import Actor
from towngown.kit.periods import MONTHS, Per, day_number
from towngown.kit.when import Precision

Table = NDArray[np.int64]
Read = tuple[str, tuple[Any, ...], int]

RULES, PER_CODES, MEASURE_CODES = list(EVIDENCE_RULES), list(PERS), list(MEASURES)
COUNTED_AS_ONE = ("times", "deliverable")  # one activity counts one; everything else counts the lower of the accounts


class DayNumber(Func):
    """A date column as days since 1970-01-01."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER)", **more
        )

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '1970-01-01')", **more)


def day(column: str, otherwise: int) -> Coalesce:
    """The column as a day number, or this number where it is empty."""
    return Coalesce(DayNumber(F(column)), Value(otherwise), output_field=IntegerField())


def code(column: str, words: list[str]) -> Case:
    """The column's word as its place in the list."""
    cases = [When(**{column: word}, then=Value(at)) for at, word in enumerate(words)]
    return Case(*cases, default=Value(0), output_field=IntegerField())


@dataclass(frozen=True)
class Rows:
    """All cells computed: promises by index (id, agreement's id, id of what it replaced or 0), cells, their outcome."""

    promise_ids: Table
    agreement_ids: Table
    replaced_ids: Table
    cells: Cells
    outcome: Outcome


def promise_rows(by: Actor, partnership_ids: Iterable[int] | None) -> QuerySet[Any]:
    """The statement for promises in the ledger."""
    found = Promise.objects.visible_to(by).filter(agreement__state__in=IN_LEDGER)
    if partnership_ids is not None:
        found = found.filter(partnership_id__in=list(partnership_ids))
    return found.order_by("pk").values_list(
        "pk", "agreement_id", day("first_day", 0), day("last_day", NO_END), "minimum", code("per", PER_CODES),
        "year_starts_month", "year_starts_day", day("due_day", UNDATED), code("evidence_rule", RULES),
        code("measure", MEASURE_CODES), day("agreement__term_last", NO_END), Coalesce("replaces_id", Value(0)),
        day("partnership__record_from", UNDATED), day("partnership__record_to", NO_END),
    )  # fmt: skip


def serves_rows(by: Actor, partnership_ids: Iterable[int] | None) -> QuerySet[Any]:
    """The statement for what serves them: confirmed links from activities that happened and are dated."""
    found = ServesRow.objects.filter(
        seen_by(by, "activity"), confirmed=True, activity__state__in=HAPPENED, activity__first_day__isnull=False
    )
    if partnership_ids is not None:
        found = found.filter(activity__partnership_id__in=list(partnership_ids))
    to_the_day = When(activity__precision=Precision.DAY.value, then=Value(1))
    return found.order_by().values_list(
        "promise_id", "activity_id", day("activity__first_day", UNDATED), day("activity__last_day", UNDATED),
        Case(to_the_day, default=Value(0), output_field=IntegerField()), "activity__claim__support",
        Coalesce("activity__claim__lower", Value(0)),
    )  # fmt: skip


def waiver_rows(by: Actor, partnership_ids: Iterable[int] | None) -> QuerySet[Any]:
    """The statement for waivers that both sides signed."""
    found = Waiver.objects.visible_to(by).filter(state="agreed")
    if partnership_ids is not None:
        found = found.filter(partnership_id__in=list(partnership_ids))
    return found.order_by().values_list("promise_id", DayNumber(F("period_first")))


def closing_rows(by: Actor, partnership_ids: Iterable[int] | None) -> QuerySet[Any]:
    """The statement for years that both sides closed."""
    found = Closing.objects.visible_to(by).filter(state="agreed")
    if partnership_ids is not None:
        found = found.filter(partnership_id__in=list(partnership_ids))
    return found.order_by().values_list("agreement_id", "year")


def statements(by: Actor, partnership_ids: Iterable[int] | None = None) -> list[Read]:
    """The four statements of a ledger with their parameters and how many columns each gives."""
    wanted = None if partnership_ids is None else list(partnership_ids)
    found = [rows(by, wanted) for rows in (promise_rows, serves_rows, waiver_rows, closing_rows)]
    return [(*one.query.sql_with_params(), width) for one, width in zip(found, (15, 7, 2, 2), strict=True)]


def read(statement: Read) -> Table:
    """One statement's rows as an array of shape (rows, columns)."""
    sql, params, width = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    flat = np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * width)
    return flat.reshape(len(rows), width)


def compute(
    by: Actor, today: date, show_from: date, show_to: date, partnership_ids: Iterable[int] | None = None
) -> Rows:
    """Every cell that touches show_from..show_to, of all promises that the viewer may see. Four statements."""
    promised, served, waived, closed = (read(statement) for statement in statements(by, partnership_ids))
    promises, terms = _promises(promised), _terms(promised)
    cells = _without_echoes(expand_cells(promises, terms, day_number(show_from), day_number(show_to)), promised)
    facts = Facts(
        promises, cells, _serves(promised, served), _waivers(promised, waived),
        _closed(promised, cells, closed), day_number(today),
    )  # fmt: skip
    return Rows(promised[:, 0], promised[:, 1], promised[:, 12], cells, ledger(facts))


def _days(column: Table) -> NDArray[np.int32]:
    return column.astype(np.int32)


def _promises(rows: Table) -> Promises:
    """A promise lives until it ended or its agreement's term did, whichever was first."""
    end = np.minimum(rows[:, 3], rows[:, 11])
    return Promises(_days(rows[:, 2]), _days(end), rows[:, 4], _days(rows[:, 13]), _days(rows[:, 14]))


def _terms(rows: Table) -> Terms:
    months = np.array([MONTHS[Per(per)] for per in PER_CODES], np.int64)
    once = rows[:, 5] == PER_CODES.index("once")
    return Terms(months[rows[:, 5]], rows[:, 6], rows[:, 7], _days(np.where(once, rows[:, 8], UNDATED)))


def _without_echoes(cells: Cells, promised: Table) -> Cells:
    """Without the periods before a replacing promise began: they are those of the promise it replaced. And without the
    period in which something promised once was replaced: it is that of the promise that took its place."""
    echo = (promised[cells.promise, 12] != 0) & (cells.last < promised[cells.promise, 2])
    follower = _followers(promised)[cells.promise]
    echo |= (follower >= 0) & (cells.last >= promised[follower, 2])
    return Cells(cells.promise[~echo], cells.first[~echo], cells.last[~echo])


def _followers(promised: Table) -> Table:
    """For each promise the index of the one that replaced it, -1 where nothing did."""
    found = np.full(len(promised), -1, np.int64)
    replacing = np.flatnonzero(promised[:, 12])
    at, there = _index(promised, promised[replacing, 12])
    found[at[there]] = replacing[there]
    return found


def _index(promised: Table, ids: Table) -> tuple[Table, NDArray[np.bool_]]:
    """The index of each promise id, and which of them are there."""
    at = np.minimum(np.searchsorted(promised[:, 0], ids), max(len(promised) - 1, 0))
    there = promised[at, 0] == ids if len(promised) else np.zeros(len(ids), np.bool_)
    return at, there


def _serves(promised: Table, rows: Table) -> Serves:
    at, there = _index(promised, rows[:, 0])
    at, rows = _handed_on(promised, at[there], rows[there])
    one = np.isin(promised[at, 10], [MEASURE_CODES.index(word) for word in COUNTED_AS_ONE])
    first, last = _days(rows[:, 2]), _days(rows[:, 3])
    since = np.where(rows[:, 4] == 1, last, first)
    met = np.zeros(len(rows), np.bool_)
    for number, rule in enumerate(RULES):
        met |= (promised[at, 9] == number) & proven(rows[:, 5], rule)
    return Serves(at, first, last, since, np.where(one, 1, rows[:, 6]), met, rows[:, 1])


def _handed_on(promised: Table, at: Table, rows: Table) -> tuple[Table, Table]:
    """What was linked to a promise and ended when another had taken its place counts there, once if linked to both."""
    follower, now = _followers(promised), at
    while (later := (follower[now] >= 0) & (rows[:, 3] >= promised[follower[now], 2])).any():
        now = np.where(later, follower[now], now)
    if (now == at).all():
        return at, rows
    _, first = np.unique(np.stack((now, rows[:, 1]), axis=1), axis=0, return_index=True)
    return now[first], rows[first]


def _waivers(promised: Table, rows: Table) -> PeriodsOf:
    at, there = _index(promised, rows[:, 0])
    return PeriodsOf(at[there], _days(rows[there, 1]))


def _closed(promised: Table, cells: Cells, rows: Table) -> PeriodsOf:
    """The cells whose last day lies in a closed year of their agreement."""
    year = cells.last.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    shut = np.isin(promised[cells.promise, 1] * 10_000 + year, rows[:, 0] * 10_000 + rows[:, 1])
    return PeriodsOf(cells.promise[shut], cells.first[shut])

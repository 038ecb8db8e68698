"""The ledger said slowly: one cell at a time, in the order of the law. Tests compare the arrays with it."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from towngown.domain.outcomes.compute import Cells, Facts, Outcome, PeriodsOf, Promises, Serves
from towngown.domain.outcomes.words import Reason, State


@dataclass(frozen=True)
class Promise:
    first_day: int
    end_day: int
    minimum: int
    record_from: int
    record_to: int


@dataclass(frozen=True)
class Row:
    promise: int
    first_day: int
    last_day: int
    amount: int
    proven: bool
    activity: int
    to_the_day: bool = True

    @property
    def since(self) -> int:
        return self.last_day if self.to_the_day else self.first_day


@dataclass(frozen=True)
class Case:
    promises: list[Promise]
    cells: list[tuple[int, int, int]]
    rows: list[Row]
    waivers: list[tuple[int, int]]
    closed: list[tuple[int, int]]
    today: int

    def facts(self) -> Facts:
        def column(items: list, name: str, dtype: type) -> np.ndarray:
            return np.array([getattr(item, name) for item in items], dtype)

        days = {"first_day", "last_day", "since", "end_day", "record_from", "record_to"}

        def table(kind: type, items: list) -> object:
            dtypes = {name: np.int32 if name in days else np.int64 for name in kind.__dataclass_fields__}
            dtypes |= {"proven": np.bool_}
            return kind(*(column(items, name, dtypes[name]) for name in kind.__dataclass_fields__))

        def numbers(tuples: list[tuple], width: int) -> list[np.ndarray]:
            columns = list(zip(*tuples, strict=True)) or [()] * width
            return [np.array(columns[0], np.int64), *(np.array(days, np.int32) for days in columns[1:])]

        return Facts(
            table(Promises, self.promises),
            Cells(*numbers(self.cells, 3)),
            table(Serves, self.rows),
            PeriodsOf(*numbers(self.waivers, 2)),
            PeriodsOf(*numbers(self.closed, 2)),
            self.today,
        )


Answer = tuple[State, Reason, int, int, int]


def answers(outcome: Outcome) -> list[Answer]:
    columns = (outcome.state, outcome.reason, outcome.activity, outcome.counted, outcome.held)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def slowly(case: Case) -> list[Answer]:
    return [_cell(case, *cell) for cell in case.cells]


def _cell(case: Case, index: int, first: int, last: int) -> Answer:
    promise = case.promises[index]
    held = [
        row
        for row in case.rows
        if row.promise == index and row.since >= promise.first_day and first <= row.first_day and row.last_day <= last
    ]
    proven = [row for row in held if row.proven]
    counted, total = (sum(row.amount for row in rows) for rows in (proven, held))
    state, reason, rows = _judge(case, promise, (index, first), last, counted, total, proven, held)
    return state, reason, _decider(rows, promise.minimum), counted, total


def _judge(case, promise, key, last, counted, total, proven, held):
    if last < promise.first_day:
        return State.NOT_YET_PROMISED, Reason.NOT_YET_PROMISED, []
    if key in case.waivers:
        return State.WAIVED, Reason.WAIVED, []
    if counted >= promise.minimum:
        return State.KEPT, Reason.KEPT, proven
    if total >= promise.minimum:
        return State.UNPROVEN, Reason.UNPROVEN, held
    if promise.record_from > key[1]:
        return State.NOT_RECORDED, Reason.RECORD_STARTS_LATER, []
    if promise.record_to < last:
        return State.NOT_RECORDED, Reason.RECORD_ENDS_EARLIER, []
    if last >= case.today:
        return State.OPEN, Reason.OPEN_PARTLY if total else Reason.OPEN_NOTHING, []
    if key in case.closed:
        return State.MISSED, Reason.MISSED_PARTLY if total else Reason.MISSED_NOTHING, []
    return State.LATE, Reason.LATE_PARTLY if total else Reason.LATE_NOTHING, []


def _decider(rows: list[Row], minimum: int) -> int:
    done = 0
    for _, same_day in groupby(sorted(rows, key=lambda row: row.last_day), key=lambda row: row.last_day):
        day = [row for row in same_day if row.amount]
        done += sum(row.amount for row in day)
        if done >= minimum > 0:
            return min(row.activity for row in day)
    return 0

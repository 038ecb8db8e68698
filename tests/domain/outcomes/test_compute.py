from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.outcomes.reference import Case, Promise, Row, answers, slowly
from tests.effort import calls_of
from towngown.domain.outcomes.compute import (
    NO_END,
    UNDATED,
    Cells,
    Facts,
    PeriodsOf,
    Promises,
    Serves,
    Terms,
    expand_cells,
    ledger,
)
from towngown.domain.outcomes.words import CSS_CLASSES, LABELS, MARKS, MEANINGS, REASONS, Reason, State
from towngown.kit.periods import MONTHS, Per, day_number, period_of, periods_between

FIRST, LAST = 100, 199
PROMISE = Promise(first_day=0, end_day=NO_END, minimum=2, record_from=0, record_to=NO_END)
PROVEN = [Row(0, 110, 110, 1, True, 7), Row(0, 120, 121, 1, True, 5)]
CASE = Case([PROMISE], [(0, FIRST, LAST)], [], [], [], today=300)
HERE = [(0, FIRST)]


def judged(case: Case) -> tuple[State, Reason, int, int, int]:
    (answer,) = answers(ledger(case.facts()))
    return answer


def of(case: Case, **changes: int) -> Case:
    return replace(case, promises=[replace(PROMISE, **changes)])


UNPROVEN = [PROVEN[0], replace(PROVEN[1], proven=False)]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (of(CASE, first_day=200), (State.NOT_YET_PROMISED, Reason.NOT_YET_PROMISED, 0, 0, 0)),
        (replace(CASE, waivers=HERE), (State.WAIVED, Reason.WAIVED, 0, 0, 0)),
        (replace(CASE, rows=PROVEN), (State.KEPT, Reason.KEPT, 5, 2, 2)),
        (replace(CASE, rows=UNPROVEN), (State.UNPROVEN, Reason.UNPROVEN, 5, 1, 2)),
        (of(CASE, record_from=101), (State.NOT_RECORDED, Reason.RECORD_STARTS_LATER, 0, 0, 0)),
        (of(CASE, record_to=198), (State.NOT_RECORDED, Reason.RECORD_ENDS_EARLIER, 0, 0, 0)),
        (replace(CASE, today=LAST), (State.OPEN, Reason.OPEN_NOTHING, 0, 0, 0)),
        (replace(CASE, today=LAST, rows=PROVEN[:1]), (State.OPEN, Reason.OPEN_PARTLY, 0, 1, 1)),
        (replace(CASE, closed=HERE), (State.MISSED, Reason.MISSED_NOTHING, 0, 0, 0)),
        (replace(CASE, closed=HERE, rows=PROVEN[1:]), (State.MISSED, Reason.MISSED_PARTLY, 0, 1, 1)),
        (CASE, (State.LATE, Reason.LATE_NOTHING, 0, 0, 0)),
        (replace(CASE, today=LAST + 1), (State.LATE, Reason.LATE_NOTHING, 0, 0, 0)),
        (replace(CASE, rows=UNPROVEN[1:]), (State.LATE, Reason.LATE_PARTLY, 0, 0, 1)),
    ],
)
def test_each_state(case: Case, expected: tuple[State, Reason, int, int, int]) -> None:
    assert judged(case) == expected == slowly(case)[0]


def test_the_first_that_applies() -> None:
    """All at once, then one condition after the other taken away."""
    changes = {"first_day": 200, "record_to": 150}
    case = replace(of(CASE, **changes), waivers=HERE, closed=HERE, rows=PROVEN, today=LAST)
    order = [judged(case)[0]]
    for step in (
        lambda case: of(case, record_to=150),
        lambda case: replace(case, waivers=[]),
        lambda case: replace(case, rows=UNPROVEN),
        lambda case: replace(case, rows=[]),
        lambda case: of(case),
        lambda case: replace(case, today=300),
        lambda case: replace(case, closed=[]),
    ):
        case = step(case)
        order.append(judged(case)[0])
    assert order == list(State)


@pytest.mark.parametrize(
    ("first", "last", "to_the_day", "counts"),
    [
        (100, 199, True, True),
        (99, 100, True, False),
        (199, 200, True, False),
        (149, 150, True, True),  # talks that end on the day of the promise
        (149, 150, False, False),  # "in that month": nobody knows whether before or after
        (150, 150, False, True),
        (UNDATED, UNDATED, True, False),
    ],
)
def test_only_what_is_wholly_inside_and_after_the_promise_counts(
    first: int, last: int, to_the_day: bool, counts: bool
) -> None:
    starts = 150 if last == 150 else 0
    row = Row(0, first, last, 2, True, 1, to_the_day)
    assert judged(replace(of(CASE, first_day=starts), rows=[row]))[3] == (2 if counts else 0)


def test_a_period_begun_midway_keeps_the_full_minimum() -> None:
    assert judged(replace(of(CASE, first_day=115), rows=PROVEN))[0] == State.LATE


def test_head_counts_decide_by_their_sum_and_a_zero_decides_nothing() -> None:
    rows = [Row(0, 110, 110, 30, True, 9), Row(0, 130, 130, 25, True, 8), Row(0, 130, 130, 0, True, 1)]
    assert judged(replace(of(CASE, minimum=50), rows=rows)) == (State.KEPT, Reason.KEPT, 8, 55, 55)


def test_no_cells_no_answers() -> None:
    assert answers(ledger(replace(CASE, cells=[], rows=PROVEN, waivers=HERE).facts())) == []


def test_waivers_of_no_cell_are_ignored() -> None:
    assert judged(replace(CASE, waivers=[(0, 99), (0, 101), (1, 100)]))[0] == State.LATE


small = st.integers(0, 60)
promises = st.builds(
    Promise,
    small,
    st.just(NO_END),
    st.integers(0, 3),
    st.integers(0, 25),
    st.sampled_from([NO_END, 40, 59]),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    known = draw(st.lists(promises, min_size=1, max_size=4))
    index = st.integers(0, len(known) - 1)
    sizes = [draw(st.sampled_from([10, 20])) for _ in known]
    cells = [(at, first, first + size - 1) for at, size in enumerate(sizes) for first in range(0, 60, size)]
    cells = draw(st.permutations(draw(st.lists(st.sampled_from(cells), unique=True))))
    dated = st.tuples(index, small, st.integers(0, 3), st.integers(0, 2), st.booleans(), st.booleans())
    rows = [
        Row(at, first, first + length, amount, proven, activity, to_the_day)
        for activity, (at, first, length, amount, proven, to_the_day) in enumerate(
            draw(st.lists(dated, max_size=25)), 1
        )
    ]
    keys = st.lists(st.tuples(index, st.sampled_from(range(0, 60, 10))), max_size=5)
    return Case(known, cells, draw(st.permutations(rows)), draw(keys), draw(keys), draw(small))


@given(cases(), st.randoms(use_true_random=False))
def test_the_arrays_say_what_the_slow_way_says_in_any_order_of_rows(case: Case, random) -> None:
    expected = slowly(case)
    assert answers(ledger(case.facts())) == expected
    shuffled = replace(case, rows=random.sample(case.rows, len(case.rows)))
    assert answers(ledger(shuffled.facts())) == expected


dates = st.dates(date(1990, 1, 1), date(2040, 12, 31))
terms = st.tuples(
    st.sampled_from(Per), st.tuples(st.integers(1, 12), st.integers(1, 28)), dates, st.none() | dates, dates
)


@given(st.lists(terms, max_size=4), dates, dates)
def test_cells_are_the_periods_of_the_calendar(rows: list, show_from: date, show_to: date) -> None:
    expected = []
    for at, (per, start, begin, end, due) in enumerate(rows):
        if end and end < begin:
            continue  # it never lived
        last = period_of(due, per, start).last if per is Per.ONCE else show_to  # the one cell, however far off
        shown = periods_between(show_from, last, Per.YEAR if per is Per.ONCE else per, start)
        for period in shown if per is Per.ONCE or show_from <= show_to else []:
            if (per is not Per.ONCE or period.first <= due <= period.last) and period.first <= (end or period.first):
                expected.append((at, day_number(period.first), day_number(period.last)))
    cells = expand_cells(_promises(rows), _terms(rows), day_number(show_from), day_number(show_to))
    found = zip(cells.promise.tolist(), cells.first.tolist(), cells.last.tolist(), strict=True)
    assert list(found) == expected
    assert cells.first.dtype == cells.last.dtype == np.int32


def test_a_promise_that_ended_before_it_began_has_no_cell() -> None:
    begin = date(2026, 3, 1)
    rows = [(Per.YEAR, (1, 1), begin, end, begin) for end in (date(2026, 2, 28), begin)]
    cells = expand_cells(_promises(rows), _terms(rows), day_number(begin), day_number(begin))
    assert cells.promise.tolist() == [1]


def _promises(rows: list) -> Promises:
    ends = np.array([day_number(end) if end else NO_END for _, _, _, end, _ in rows], np.int32)
    begins = np.array([day_number(begin) for _, _, begin, _, _ in rows], np.int32)
    none = np.zeros(len(rows), np.int32)
    return Promises(begins, ends, none.astype(np.int64), none, none)


def _terms(rows: list) -> Terms:
    numbers = [(MONTHS[per], *start) for per, start, *_ in rows]
    months, month, day = np.array(numbers, np.int64).reshape(-1, 3).T
    dues = [day_number(due) if per is Per.ONCE else UNDATED for per, _, _, _, due in rows]
    return Terms(months, month, day, np.array(dues, np.int32))


def test_a_thousand_agreements_take_a_moment() -> None:
    """60 000 cells and 200 000 rows; the bound is loose, benchmarks measure."""
    random, size, rows = np.random.default_rng(1), 6000, 200_000
    days = np.full(size, 14610, np.int32)
    ends = np.full(size, NO_END, np.int32)
    ones = np.ones(size, np.int64)
    known = Promises(days, ends, random.integers(1, 4, size), days, ends)
    cells = expand_cells(known, Terms(ones * 12, ones, ones, np.full(size, UNDATED, np.int32)), 14610, 18261)
    day = random.integers(14610, 18262, rows).astype(np.int32)
    amount, proven = np.ones(rows, np.int64), random.random(rows) < 0.6
    serves = Serves(random.integers(0, size, rows), day, day, day, amount, proven, np.arange(1, rows + 1))
    nothing = PeriodsOf(np.array([], np.int64), np.array([], np.int32))
    facts = Facts(known, cells, serves, nothing, nothing, 18000)
    assert calls_of(lambda: ledger(facts)) < 2_000  # whole arrays: none is called for each of 200 000 rows
    outcome = ledger(facts)
    assert isinstance(cells, Cells)
    assert len(outcome.state) == 60_000
    assert outcome.held.sum() == rows


def test_every_state_and_reason_has_its_words() -> None:
    assert set(LABELS) == set(MEANINGS) == set(MARKS) == set(CSS_CLASSES) == set(State)
    assert set(REASONS) == set(Reason)
    assert "".join(MARKS.values()) == "·—●◐?○✕△"
    assert CSS_CLASSES[State.NOT_RECORDED] == "cell-not-recorded"

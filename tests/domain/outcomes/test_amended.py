"""What a change of terms does to the ledger: what was linked to the old promise goes on to count under the new one."""

from datetime import date

import pytest

from tests.domain.outcomes.test_ledger import held
from tests.fixtures import TODAY
from towngown.domain.activities import actions as activities
from towngown.domain.activities.models import Serves
from towngown.domain.agreements import actions as agreements
from towngown.domain.agreements.models import Promise
from towngown.domain.outcomes import queries
from towngown.domain.outcomes.words import State
from towngown.domain.partnerships.queries import activity_kind
from towngown.kit import doorway


def change(world, promise, from_day, **terms):
    """New terms signed by both sides; the promise that holds from then on."""
    amendment = agreements.propose_amendment(by=world.office, promise=promise, from_day=from_day, **terms)
    agreements.sign_amendment(by=world.campus, amendment=amendment)
    return Promise.objects.get(replaces=promise)


@pytest.fixture
def any_record(world, promise, signed):
    """The promise, proven by a file alone."""
    with doorway.opened("fixture"):
        promise.evidence_rule = "any_record"
        promise.save()
    return promise


def states(world, today):
    (row,) = queries.ledger(world.office, [world.partnership], today).rows
    return {(cell.year, cell.promise.pk): (cell.state, cell.held) for cell in row.cells}


def test_what_was_held_this_year_counts_under_terms_signed_later_in_it(world, any_record):
    held(world, any_record, "2026-03-01", "spring")
    new = change(world, any_record, date(2026, 1, 1), evidence_rule="any_record", minimum=1)
    assert states(world, TODAY)[2026, new.pk] == (State.KEPT, 1)


def test_what_serves_both_the_old_and_the_new_counts_once(world, any_record):
    new = change(world, any_record, date(2026, 1, 1), minimum=2)
    activity = held(world, any_record, "2026-03-01", "spring")
    activities.add_promise(by=world.keeper, activity=activity, promise=new)
    assert states(world, TODAY)[2026, new.pk] == (State.OPEN, 1)


def test_what_the_old_year_saw_stays_there(world, any_record):
    held(world, any_record, "2025-03-01", "before")
    new = change(world, any_record, date(2026, 1, 1), minimum=2)
    found = states(world, TODAY)
    assert (found[2025, any_record.pk], found[2026, new.pk]) == ((State.KEPT, 1), (State.OPEN, 0))


def test_the_cell_names_what_counts_under_the_new_terms(world, any_record):
    activity = held(world, any_record, "2026-03-01", "spring")
    new = change(world, any_record, date(2026, 1, 1), minimum=1)
    _row, cell = queries.cell(world.office, new, date(2026, 1, 1), TODAY)
    assert [(one.activity, one.reason) for one in queries.served_in(world.office, new, cell.period)] == [
        (activity, "counts")
    ]
    old = queries.cell(world.office, any_record, date(2025, 1, 1), TODAY)[1]
    assert queries.served_in(world.office, any_record, old.period) == []


def test_a_promise_kept_once_has_one_cell_whoever_changed_it(world, draft):
    salon = agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("salon"), per="once", due_day=date(2026, 12, 31)
    )
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    new = change(world, salon, date(2026, 12, 1), minimum=2)
    assert states(world, TODAY) == {(2026, new.pk): (State.OPEN, 0)}


def test_each_cell_is_found_by_its_own_promise(world, draft):
    monthly = agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("salon"), per="month", first_day=date(2026, 1, 1)
    )
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    new = change(world, monthly, date(2026, 12, 1), per="year")
    assert queries.cell(world.office, new, date(2026, 1, 1), TODAY)[1].promise == new
    assert queries.cell(world.office, monthly, date(2026, 1, 1), TODAY)[1].promise == monthly


def test_what_was_suggested_before_the_change_is_confirmed_under_the_new_terms(world, any_record):
    activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=any_record.activity_kind,
        first_day=date(2026, 3, 1), place_code="429901",
    )  # fmt: skip
    new = change(world, any_record, date(2026, 1, 1), minimum=1)
    activities.confirm_all(by=world.office, promise=new, first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
    assert Serves.objects.get().confirmed


def test_days_before_1970_are_told_exactly(world, any_record):
    """SQLite cuts towards zero, so a day before 1970 was one too late."""
    with doorway.opened("fixture"):
        any_record.first_day = date(1969, 12, 31)
        any_record.save()
    held(world, any_record, "1969-12-31", "long ago")
    (row,) = queries.ledger(world.office, [world.partnership], TODAY).rows
    assert {cell.year: cell.state for cell in row.cells}[1969] == State.KEPT

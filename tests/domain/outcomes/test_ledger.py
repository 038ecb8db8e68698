"""The eight states through real rows, and what a viewer's ledger is made of."""

from datetime import date

import pytest

from tests.fixtures import TODAY
from towngown.domain.activities import actions as activities
from towngown.domain.agreements import actions as agreements
from towngown.domain.outcomes import queries
from towngown.domain.outcomes.words import Reason, State
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind
from towngown.kit.quantity import Quantity
from towngown.kit.when import When


def states(world, by=None):
    """Year → state of the first row."""
    ledger = queries.ledger(by or world.office, [world.partnership], TODAY)
    return {cell.year: cell.state for cell in ledger.rows[0].cells}


def held(world, promise, day, key, both=True):
    """A lecture recorded as reported, with the word of one side or of both."""
    heads = {"campus_heads": Quantity.exactly(30)} | ({"locality_heads": Quantity.exactly(28)} if both else {})
    return activities.record(
        by=world.keeper, partnership=world.partnership, key=key, activity_kind=promise.activity_kind,
        title_zh="宣讲", when=When.parse(day), promises=[promise], **heads,
    )  # fmt: skip


def test_a_draft_promises_nothing(world, promise):
    assert queries.ledger(world.office, [world.partnership], TODAY).rows == ()
    assert queries.row_of(world.office, promise, TODAY) is None


def test_late_and_open_without_any_activity(world, promise, signed):
    assert states(world) == {2023: State.LATE, 2024: State.LATE, 2025: State.LATE, 2026: State.OPEN}


def test_what_is_due_once_in_far_years_widens_nobody_elses_row(world, promise, draft):
    agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("salon"), per="once", due_day=date(2040, 6, 30)
    )
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    whole, page = (
        queries.ledger(world.office, [world.partnership], TODAY),
        queries.part(world.office, world.partnership, TODAY),
    )
    assert whole.years == page.years == (2022, 2023, 2024, 2025, 2026, 2040)
    assert [[cell.year for cell in row.cells] for row in whole.rows] == [[2022, 2023, 2024, 2025, 2026], [2040]]
    assert whole.counts()[State.OPEN] == page.counts[State.OPEN] == 2


def test_what_is_due_once_is_seen_before_the_year_in_which_anything_begins(world, draft):
    begins, due = date(2027, 3, 1), date(2028, 6, 30)
    salon = activity_kind("salon")
    agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=salon, per="once", first_day=begins, due_day=due
    )
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    assert queries.ledger(world.office, [world.partnership], TODAY).years == (2028,)


def test_the_record_begins_before_the_promise(world, promise, signed):
    set_record(world, date(2022, 1, 1), None)
    assert states(world)[2022] == State.NOT_YET_PROMISED


def set_record(world, first, last):
    """The record's cover (there is no verb to narrow it later)."""
    from towngown.kit import doorway

    world.partnership.record_from, world.partnership.record_to = first, last
    with doorway.opened("fixture"):
        world.partnership.save()


def test_outside_the_record_nothing_is_late(world, promise, signed):
    set_record(world, date(2024, 1, 1), date(2025, 3, 31))
    ledger = queries.ledger(world.office, [world.partnership], TODAY)
    assert [(cell.state, cell.reason) for cell in ledger.rows[0].cells] == [
        (State.NOT_RECORDED, Reason.RECORD_STARTS_LATER),
        (State.LATE, Reason.LATE_NOTHING),
        (State.NOT_RECORDED, Reason.RECORD_ENDS_EARLIER),
        (State.NOT_RECORDED, Reason.RECORD_ENDS_EARLIER),
    ]


@pytest.mark.parametrize("both", [True, False])
def test_what_a_file_says_does_not_meet_both_sides(world, promise, signed, both):
    """The rule asks that both sides say so themselves; a file's figures are not that."""
    held(world, promise, "2024-05-01", "a", both)
    assert states(world)[2024] == State.UNPROVEN


def test_kept_when_both_sides_confirm(world, promise, signed):
    activity = activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=promise.activity_kind,
        first_day=date(2026, 5, 1), promises=[promise],
    )  # fmt: skip
    assert states(world)[2026] == State.OPEN
    activities.hold(by=world.office, activity=activity)
    assert states(world)[2026] == State.UNPROVEN
    activities.confirm(by=world.campus, activity=activity)
    row = queries.row_of(world.office, promise, TODAY)
    (cell,) = row.in_year(2026)
    assert (cell.state, cell.counted, cell.held, cell.activity_id) == (State.KEPT, 1, 1, activity.pk)
    assert queries.deciding(world.office, [cell]) == {activity.pk: activity}


def test_waived_once_both_sides_signed(world, promise, signed):
    waiver = agreements.propose_waiver(by=world.campus, promise=promise, period_first=date(2024, 6, 1), reason="停办")
    assert states(world)[2024] == State.LATE
    agreements.sign_waiver(by=world.office, waiver=waiver)
    assert states(world)[2024] == State.WAIVED


def test_missed_once_both_sides_closed_the_year(world, promise, signed):
    closing = agreements.propose_closing(by=world.office, agreement=signed, year=2025)
    assert states(world)[2025] == State.LATE
    agreements.sign_closing(by=world.campus, closing=closing)
    assert states(world) == {2023: State.LATE, 2024: State.LATE, 2025: State.MISSED, 2026: State.OPEN}


def test_an_amendment_keeps_the_old_periods(world, promise, signed):
    amendment = agreements.propose_amendment(
        by=world.office, promise=promise, from_day=date(2027, 1, 1), minimum=4, per="quarter"
    )
    agreements.sign_amendment(by=world.campus, amendment=amendment)
    ledger = queries.ledger(world.office, [world.partnership], date(2027, 5, 1))
    (row,) = ledger.rows
    assert row.promise.replaces == promise
    assert [(cell.period.label, cell.promise.minimum) for cell in row.cells] == [
        ("2023", 1), ("2024", 1), ("2025", 1), ("2026", 1),
        ("2027 Q1", 4), ("2027 Q2", 4), ("2027 Q3", 4), ("2027 Q4", 4),
    ]  # fmt: skip
    assert row.worst_in(2027).period.label == "2027 Q1"
    assert ledger.counts(2027) == {State.LATE: 1, State.OPEN: 3}


def test_a_visitor_sees_no_ledger_of_a_closed_partnership(world, promise, signed):
    for name in ("visitor", "stranger"):
        assert queries.ledger(world.actors[name], [world.partnership], TODAY).rows == ()


def test_a_cell_says_which_activities_count_and_why_others_do_not(world, promise, signed):
    both = activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=promise.activity_kind,
        first_day=date(2026, 3, 1), promises=[promise],
    )  # fmt: skip
    activities.hold(by=world.office, activity=both)
    activities.confirm(by=world.campus, activity=both)
    activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=promise.activity_kind,
        first_day=date(2026, 12, 1), promises=[promise],
    )  # fmt: skip
    held(world, promise, "unknown", "undated")
    held(world, promise, "2025-12-30/2026-01-02", "across")
    row, cell = queries.cell(world.office, promise, date(2026, 1, 1), TODAY)
    found = queries.served_in(world.office, cell.promise, cell.period)
    assert [one.reason for one in found] == ["counts", "not_inside", "not_held", "undated"]
    assert cell.held == 1


def test_no_such_cell(world, promise, signed):
    assert queries.cell(world.office, promise, date(2026, 1, 2), TODAY) is None


def test_people_are_counted_by_the_lower_account(world, draft):
    promise = agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("training"), measure="people", minimum=180,
        first_day=date(2026, 1, 1), evidence_rule="any_record",
    )  # fmt: skip
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    activities.record(
        by=world.keeper, partnership=world.partnership, key="t", activity_kind=promise.activity_kind,
        title_zh="培训", when=When.parse("2026-10-01"), promises=[promise],
        campus_heads=Quantity.exactly(183), locality_heads=Quantity.exactly(176),
    )  # fmt: skip
    (cell,) = queries.row_of(world.office, promise, TODAY).cells
    assert (cell.counted, cell.missing, cell.state) == (176, 4, State.OPEN)


def test_statements_do_not_grow_with_promises(world, draft, django_assert_num_queries):
    def sign_with(number):
        for _ in range(number):
            agreements.add_promise(by=world.office, agreement=draft, activity_kind=activity_kind("salon"))

    sign_with(3)
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    with django_assert_num_queries(7):
        assert len(queries.ledger(world.office, [world.partnership], TODAY).rows) == 3


def test_an_undecided_partnership_has_an_empty_ledger(world):
    partnership = partnerships.found(by=world.keeper, slug="empty", title_zh="空")
    ledger = queries.ledger(world.keeper, [partnership], TODAY)
    assert (ledger.rows, ledger.years, ledger.cells) == ((), (), [])

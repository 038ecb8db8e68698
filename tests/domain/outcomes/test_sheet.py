"""The ledger page by page is the whole ledger, cut; its numbers are kept only until something happens."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.outcomes.test_ledger import held
from tests.fixtures import TODAY
from towngown.domain.agreements import actions as agreements
from towngown.domain.outcomes import queries
from towngown.domain.outcomes.words import State
from towngown.domain.partnerships.queries import activity_kind
from towngown.foundation.journal import moments

NEXT_YEAR = date(2027, 1, 1)


def more_promises(world, number):
    for _ in range(number):
        more = agreements.draft(
            by=world.office, partnership=world.partnership, title_zh="又一份", parties=list(world.parties.values())[:2]
        )
        agreements.add_promise(by=world.office, agreement=more, activity_kind=activity_kind("salon"), first_day=TODAY)
        agreements.sign(by=world.office, agreement=more)
        agreements.sign(by=world.campus, agreement=more)


def part(world, **more):
    return queries.part(world.office, world.partnership, TODAY, **more)


def test_the_pages_together_are_the_ledger(world, promise, signed):
    more_promises(world, 4)
    whole = queries.ledger(world.office, [world.partnership], TODAY)
    pages, after = [], ""
    while page := part(world, after=after, size=2):
        pages.append(page)
        after = page.after
        if not after:
            break
    assert [row for page in pages for row in page.ledger.rows] == list(whole.rows)
    assert [len(page.ledger.rows) for page in pages] == [2, 2, 1]
    assert {(page.years, page.number) for page in pages} == {(whole.years, len(whole.cells))}
    assert all(page.counts == whole.counts() for page in pages)
    assert part(world, before=pages[2].before, size=2).ledger == pages[1].ledger
    assert (pages[0].before, pages[1].before) == ("", pages[1].ledger.rows[0].promise.ref)
    assert part(world, size=None).ledger == whole
    assert part(world, after="nobody", size=2).ledger == pages[0].ledger


def test_only_promises_with_a_cell_that_fits(world, promise, signed):
    more_promises(world, 1)
    late = part(world, state=State.LATE, year=2024)
    assert ([row.promise for row in late.ledger.rows], late.number) == ([promise], 1)
    assert part(world, state=State.MISSED).ledger.rows == ()


def test_only_promises_named_by_a_text(world, promise, signed):
    more_promises(world, 2)
    salon, alone = part(world, text="又一份"), part(world, text="合作协议")
    assert len(salon.ledger.rows) == 2
    assert (alone.ledger.rows, alone.number) == (part(world).ledger.rows[:1], 4)
    assert part(world, text="没有").ledger.rows == ()
    assert part(world, text="合作协议", state=State.LATE, year=2024).number == 1
    assert part(world, text="又一份", after=salon.ledger.rows[0].promise.ref).ledger.rows == salon.ledger.rows[1:]


def test_a_line_is_found_by_the_promise_that_was_replaced(world, promise, signed, monkeypatch):
    amendment = agreements.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR, minimum=2)
    agreements.sign_amendment(by=world.campus, amendment=amendment)
    whole = queries.ledger(world.office, [world.partnership], NEXT_YEAR)
    assert whole.beside({promise.pk}).rows == whole.rows != ()
    assert whole.beside({0}).rows == ()
    monkeypatch.setattr("towngown.domain.agreements.queries.named", lambda by, one, text: {promise.pk})
    assert queries.part(world.office, world.partnership, NEXT_YEAR, text="x").ledger.rows == whole.rows


def test_an_act_shows_at_once(world, promise, signed):
    assert part(world).counts[State.UNPROVEN] == 0
    held(world, promise, "2024-05-01", "a")
    assert part(world).counts[State.UNPROVEN] == 1


def test_nothing_is_promised(world, promise):
    empty = part(world)
    assert (empty.ledger.rows, empty.years, empty.number, empty.counts) == ((), (), 0, {})


def test_queries_do_not_grow(world, promise, signed):
    def queries_for(rows):
        moments.forget()
        with CaptureQueriesContext(connection) as asked:
            assert len(part(world).ledger.rows) == rows
        return len(asked)

    alone = queries_for(1)
    more_promises(world, 2)
    assert queries_for(3) == alone


def test_what_was_read_at_this_moment_is_not_read_again(world, promise, signed, django_assert_num_queries):
    part(world)
    with django_assert_num_queries(3):
        part(world)

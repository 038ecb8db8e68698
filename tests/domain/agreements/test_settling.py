"""Amendments, waivers, closings: one side proposes, another signs, and nothing over is rewritten."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
import time_machine

from tests.domain.agreements.test_agreements import offered, refusal
from tests.fixtures import TODAY
from tests.races import needs_two_writers, overlapping
from towngown.domain.agreements import actions, queries
from towngown.domain.agreements.models import Amendment, Closing, Promise, Waiver
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind
from towngown.kit.problems import Problems

NEXT_YEAR = date(2027, 1, 1)


def test_the_other_side_signs_an_amendment_and_the_old_promise_ends(world, signed, promise):
    amendment = actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR, minimum=2)
    assert refusal(actions.sign_amendment, by=world.office, amendment=amendment) == "agreements.same_side"
    actions.sign_amendment(by=world.campus, amendment=amendment)
    old, new = Promise.objects.order_by("pk")
    assert (old.last_day, new.first_day, new.minimum, new.replaces) == (date(2026, 12, 31), NEXT_YEAR, 2, old)
    assert queries.life_of(new) == queries.life_of(old) == [old, new]
    assert refusal(actions.propose_amendment, by=world.office, promise=old, from_day=NEXT_YEAR) == "not_allowed"


def test_an_amendment_may_end_a_promise_for_good(world, signed, promise):
    amendment = actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR, only_ends=True)
    actions.sign_amendment(by=world.campus, amendment=amendment)
    assert Promise.objects.get().last_day == date(2026, 12, 31)


@pytest.mark.parametrize(
    "day, code",
    [(date(2025, 1, 1), "agreements.past_period"), (date(2027, 2, 1), "agreements.from_period_start")],
)
def test_periods_that_are_over_keep_their_terms(world, signed, promise, day, code):
    assert refusal(actions.propose_amendment, by=world.office, promise=promise, from_day=day) == code


def test_one_change_at_a_time_and_it_can_be_withdrawn(world, signed, promise):
    given = {"by": world.office, "promise": promise, "from_day": NEXT_YEAR}
    amendment = actions.propose_amendment(**given)
    assert refusal(actions.propose_amendment, **given) == "agreements.change_pending"
    assert refusal(actions.withdraw_amendment, by=world.stranger, amendment=amendment) == "not_allowed"
    assert refusal(actions.withdraw_amendment, by=world.campus, amendment=amendment) == "not_allowed"
    actions.withdraw_amendment(by=world.office, amendment=amendment)
    actions.propose_amendment(**given)
    assert sorted(Amendment.objects.values_list("state", flat=True)) == ["proposed", "withdrawn"]


def test_a_promise_that_ended_meanwhile_is_not_amended(world, signed, promise):
    amendment = actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR)
    actions.end(by=world.office, agreement=signed)
    assert refusal(actions.sign_amendment, by=world.campus, amendment=amendment) == "agreements.promise_ended"


@pytest.fixture
def once(world, draft):
    """Something promised once, by the end of the year."""
    return actions.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("salon"), per="once", due_day=date(2026, 12, 31)
    )


@pytest.mark.parametrize(
    "day, code",
    [(date(2026, 11, 21), "agreements.past_period"), (date(2027, 1, 1), "agreements.due_over")],
)
def test_a_once_promise_is_changed_from_today_until_its_period_is_over(world, once, signed, day, code):
    given = {"by": world.office, "promise": once}
    assert refusal(actions.propose_amendment, **given, from_day=day) == code
    assert actions.propose_amendment(**given, from_day=TODAY, minimum=2).state == "proposed"


def test_a_once_promise_that_was_due_keeps_its_terms(world, once, signed):
    with time_machine.travel(date(2027, 1, 1), tick=False):
        given = {"by": world.office, "promise": once}
        for day in (date(2026, 12, 31), date(2027, 1, 1)):
            assert refusal(actions.propose_amendment, **given, from_day=day) == "agreements.due_over"


def test_one_person_with_seats_on_both_sides_settles_nothing(world, signed):
    both = replace(world.office, seats=world.office.seats + world.campus.seats)
    closing = actions.propose_closing(by=both, agreement=signed, year=2025)
    assert refusal(actions.sign_closing, by=both, closing=closing) == "agreements.same_person"
    assert Closing.objects.get().state == "proposed"


def test_a_promise_that_never_lived_is_not_waived(world, signed, promise):
    amendment = actions.propose_amendment(by=world.office, promise=late(world, signed), from_day=date(2027, 3, 1))
    actions.sign_amendment(by=world.campus, amendment=amendment)
    old = Promise.objects.get(pk=amendment.ends_id)
    given = {"by": world.office, "promise": old, "reason": "x", "period_first": date(2027, 3, 1)}
    assert refusal(actions.propose_waiver, **given) == "agreements.not_promised_then"


def late(world, agreement):
    """A promise that begins in the middle of next year."""
    return actions.record_promise(
        by=world.keeper, partnership=world.partnership, key="late", agreement=agreement,
        activity_kind=activity_kind("salon"), first_day=date(2027, 3, 1),
    )  # fmt: skip


def test_once_needs_its_day(world, signed, promise, draft):
    given = {"by": world.office, "promise": promise, "from_day": NEXT_YEAR, "per": "once"}
    assert refusal(actions.propose_amendment, **given) == "agreements.once_needs_a_day"


def test_a_waiver_holds_for_the_whole_period_once_both_signed(world, signed, promise):
    given = {"promise": promise, "period_first": date(2025, 7, 1), "reason": "防汛"}
    waiver = actions.propose_waiver(by=world.office, **given)
    assert (waiver.period_first, waiver.state) == (date(2025, 1, 1), "proposed")
    assert refusal(actions.propose_waiver, by=world.campus, **given) == "agreements.waived_already"
    assert refusal(actions.sign_waiver, by=world.office, waiver=waiver) == "agreements.same_side"
    assert actions.sign_waiver(by=world.campus, waiver=waiver).state == "agreed"
    assert refusal(actions.withdraw_waiver, by=world.office, waiver=waiver) == "wrong_moment"


def test_a_waiver_needs_a_reason_and_a_period_that_was_promised(world, signed, promise):
    with pytest.raises(Problems):
        actions.propose_waiver(by=world.office, promise=promise, period_first=date(2025, 1, 1), reason="")
    given = {"by": world.office, "promise": promise, "reason": "x"}
    assert refusal(actions.propose_waiver, **given, period_first=date(2022, 5, 1)) == "agreements.not_promised_then"
    withdrawn = actions.propose_waiver(**given, period_first=date(2024, 1, 1))
    assert refusal(actions.withdraw_waiver, by=world.campus, waiver=withdrawn) == "not_allowed"
    assert actions.withdraw_waiver(by=world.office, waiver=withdrawn).state == "withdrawn"
    assert Waiver.objects.filter(state="proposed").count() == 0


def test_a_draft_cannot_be_waived(world, promise):
    given = {"by": world.office, "promise": promise, "reason": "x", "period_first": date(2025, 1, 1)}
    assert refusal(actions.propose_waiver, **given) == "agreements.not_promised_then"


def test_a_year_is_closed_only_when_over_and_by_both(world, signed, promise):
    assert refusal(actions.propose_closing, by=world.office, agreement=signed, year=2026) == "agreements.year_not_over"
    closing = actions.propose_closing(by=world.office, agreement=signed, year=2025)
    assert refusal(actions.propose_closing, by=world.campus, agreement=signed, year=2025) == "agreements.year_closed"
    assert refusal(actions.sign_closing, by=world.office, closing=closing) == "agreements.same_side"
    actions.sign_closing(by=world.campus, closing=closing)
    given = {"by": world.office, "promise": promise, "reason": "x", "period_first": date(2025, 1, 1)}
    assert refusal(actions.propose_waiver, **given) == "agreements.year_closed"
    assert queries.awaits(world.campus, signed, []) is True
    other = actions.propose_closing(by=world.campus, agreement=signed, year=2024)
    assert refusal(actions.withdraw_closing, by=world.office, closing=other) == "not_allowed"
    assert actions.withdraw_closing(by=world.campus, closing=other).state == "withdrawn"
    assert Closing.objects.get(state="agreed").year == 2025


def test_only_a_year_in_which_something_was_due_is_closed(world, draft):
    """The school year that began in September 2024 ends in 2025: nothing was due in 2024."""
    actions.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("salon"), first_day=date(2024, 9, 1),
        year_starts_month=9,
    )  # fmt: skip
    actions.sign(by=world.office, agreement=draft)
    actions.sign(by=world.campus, agreement=draft)
    close = {"by": world.office, "agreement": draft}
    for year in (1990, 2024):
        assert refusal(actions.propose_closing, **close, year=year) == "agreements.nothing_due_then"
    assert draft.years_to_close(TODAY) == [2025]
    assert "closing.propose" in offered(world.office, draft)
    actions.propose_closing(**close, year=2025)
    assert draft.years_to_close(TODAY) == []
    assert "closing.propose" not in offered(world.office, draft)
    assert draft.years_to_close(date(2028, 1, 1)) == [2027, 2026]


def test_what_was_due_once_or_ended_is_closed_in_its_year(world, draft):
    salon = activity_kind("salon")
    actions.add_promise(by=world.office, agreement=draft, activity_kind=salon, per="once", due_day=date(2024, 5, 1))
    actions.add_promise(
        by=world.office, agreement=draft, activity_kind=salon, first_day=date(2025, 3, 1), per="quarter"
    )
    actions.sign(by=world.office, agreement=draft)
    actions.sign(by=world.campus, agreement=draft)
    actions.end(by=world.office, agreement=draft)
    assert draft.years_to_close(date(2030, 1, 1)) == [2026, 2025, 2024]


def test_what_never_began_was_not_due_in_the_year_of_its_day(world, draft):
    """Terminated before its first day, it has no cell in the ledger, and no year to close."""
    salon, begins = activity_kind("salon"), date(2027, 3, 1)
    for given in ({"per": "once", "due_day": date(2027, 6, 30)}, {"per": "quarter"}):
        actions.add_promise(by=world.office, agreement=draft, activity_kind=salon, first_day=begins, **given)
    actions.sign(by=world.office, agreement=draft)
    actions.sign(by=world.campus, agreement=draft)
    actions.terminate(by=world.office, agreement=draft, end_reason="另有安排")
    assert draft.years_to_close(date(2030, 1, 1)) == []


def test_who_is_no_party_settles_nothing(world, signed, promise, alumni):
    papers = {
        "amendment": actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR),
        "waiver": actions.propose_waiver(by=world.office, promise=promise, period_first=date(2025, 1, 1), reason="x"),
        "closing": actions.propose_closing(by=world.office, agreement=signed, year=2024),
    }
    for kind, paper in papers.items():
        for verb in ("sign", "withdraw"):
            assert refusal(getattr(actions, f"{verb}_{kind}"), by=alumni, **{kind: paper}) == "not_allowed"
    given = {"by": alumni, "promise": promise}
    assert refusal(actions.propose_amendment, **given, from_day=NEXT_YEAR) == "not_allowed"
    assert refusal(actions.propose_waiver, **given, period_first=date(2024, 1, 1), reason="x") == "not_allowed"
    assert refusal(actions.propose_closing, by=alumni, agreement=signed, year=2025) == "not_allowed"


def test_a_draft_has_no_years_to_close(world, draft):
    assert refusal(actions.propose_closing, by=world.office, agreement=draft, year=2025) == "not_allowed"


def test_what_waits_for_a_signature(world, signed, promise):
    actions.propose_waiver(by=world.office, promise=promise, period_first=date(2025, 1, 1), reason="x")
    actions.propose_closing(by=world.office, agreement=signed, year=2024)
    actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR)
    proposed = queries.proposed(world.campus, world.partnership)
    assert {kind: len(rows) for kind, rows in proposed.items()} == {
        "agreement": 0, "amendment": 1, "waiver": 1, "closing": 1,
    }  # fmt: skip
    papers = [one for rows in proposed.values() for one in rows]
    signed_by = queries.signatures(*papers)
    for paper in papers:
        agreement = queries.agreement_of(paper)
        assert agreement == signed
        under = signed_by[paper.kind, paper.pk]
        assert (queries.awaits(world.office, agreement, under), queries.awaits(world.campus, agreement, under)) == (
            False, True,
        )  # fmt: skip


def test_a_promise_of_a_draft(world, draft):
    given = {"by": world.office, "agreement": draft, "activity_kind": activity_kind("salon")}
    assert refusal(actions.add_promise, **given, per="once") == "agreements.once_needs_a_day"
    assert refusal(actions.add_promise, **given, responsible=[world.parties["other"]]) == "agreements.other_partnership"
    promise = actions.add_promise(**given, title_en="Talk", responsible=[world.parties["campus"]])
    assert (promise.title_zh, promise.title_en, promise.first_day) == ("", "Talk", date(2022, 1, 1))
    assert refusal(actions.add_promise, **given | {"by": world.sibling}) == "not_allowed"


def test_today_is_the_day_of_the_tests(signed):
    assert signed.first_day == TODAY


def test_a_change_is_signed_while_the_period_it_begins_with_lasts(world, signed, promise):
    amendment = actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR, minimum=2)
    with time_machine.travel(date(2027, 12, 31), tick=False):
        actions.sign_amendment(by=world.campus, amendment=amendment)
    assert [one.first_day for one in Promise.objects.order_by("pk")] == [promise.first_day, NEXT_YEAR]


def test_a_change_whose_time_is_over_is_not_signed_and_makes_way(world, signed, promise):
    amendment = actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR, minimum=2)
    assert not queries.overtaken(amendment, date(2027, 12, 31))
    with time_machine.travel(date(2028, 1, 1), tick=False):
        assert queries.overtaken(amendment, date(2028, 1, 1))
        assert refusal(actions.sign_amendment, by=world.campus, amendment=amendment) == "agreements.too_late"
        given = {"by": world.campus, "promise": promise, "minimum": 3}
        assert refusal(actions.propose_amendment, **given, from_day=NEXT_YEAR) == "agreements.past_period"
        actions.propose_amendment(**given, from_day=date(2028, 1, 1))
    assert list(Amendment.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "proposed"]
    assert Promise.objects.get().last_day is None


@needs_two_writers
def test_a_change_signed_while_the_agreement_is_stopped_does_not_outlive_it(world, draft):
    kind = partnerships.add_kind(by=world.keeper, code="salon", title_zh="沙龙")
    promise = actions.add_promise(by=world.office, agreement=draft, activity_kind=kind)
    for by in (world.office, world.campus):
        actions.sign(by=by, agreement=draft)
    amendment = actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR, minimum=2)
    overlapping(
        TODAY,
        partial(actions.sign_amendment, by=world.campus, amendment=amendment),
        partial(actions.terminate, by=world.office, agreement=draft, end_reason="停办"),
    )
    assert list(Promise.objects.order_by("pk").values_list("last_day", flat=True)) == [TODAY, date(2026, 12, 31)]


def test_a_once_promise_is_changed_by_signing_before_the_day(world, once, signed):
    amendment = actions.propose_amendment(by=world.office, promise=once, from_day=date(2026, 12, 1), minimum=2)
    with time_machine.travel(date(2026, 12, 2), tick=False):
        assert refusal(actions.sign_amendment, by=world.campus, amendment=amendment) == "agreements.too_late"


def test_a_waiver_is_not_signed_for_a_year_closed_meanwhile(world, signed, promise):
    """Both sides have settled the year: what they agreed on is not turned round by a paper left lying."""
    waiver = actions.propose_waiver(by=world.campus, promise=promise, period_first=date(2025, 1, 1), reason="停办")
    closing = actions.propose_closing(by=world.office, agreement=signed, year=2025)
    actions.sign_closing(by=world.campus, closing=closing)
    assert refusal(actions.sign_waiver, by=world.office, waiver=waiver) == "agreements.year_closed"
    actions.withdraw_waiver(by=world.campus, waiver=waiver)


def test_an_end_before_the_agreed_change_ends_the_old_terms_too(world, signed, promise):
    """New terms are signed for next year; the agreement stops today: the old terms do not live on until then."""
    amendment = actions.propose_amendment(by=world.office, promise=promise, from_day=NEXT_YEAR, minimum=2)
    actions.sign_amendment(by=world.campus, amendment=amendment)
    actions.end(by=world.office, agreement=signed)
    assert list(Promise.objects.order_by("pk").values_list("last_day", flat=True)) == [TODAY, date(2026, 12, 31)]
    actions.renew(by=world.office, agreement=signed)
    assert list(Promise.objects.order_by("pk").values_list("last_day", flat=True)) == [date(2026, 12, 31), None]

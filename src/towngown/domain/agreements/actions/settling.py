"""Waivers (one period need not be kept) and closings (a year is settled): one side proposes, another signs."""

from datetime import date
from typing import Annotated

from towngown.domain.agreements.actions import signing
from towngown.domain.agreements.actions.fields import Reason
from towngown.domain.agreements.actions.promises import belonging
from towngown.domain.agreements.models import Agreement, Closing, Promise, Waiver
from towngown.domain.agreements.rules import has_years_to_close, may_act, may_settle, may_withdraw
from towngown.domain.agreements.words import CLOSING_MOVES, IN_LEDGER, WAIVER_MOVES
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Day, WholeNumber
from towngown.kit.periods import Per, Period, period_of
from towngown.kit.problems import Problem
from towngown.kit.text import mark


@action("waiver.propose", label=mark("Propose a waiver"), told=mark("proposed a waiver"), may=may_act, on="promise")
def propose_waiver(
    *,
    by: Actor,
    promise: Promise,
    period_first: Annotated[
        date, Day(label=mark("For which period"), help=mark("Any day in the period, such as 1 January."))
    ],
    reason: Reason,
) -> Waiver:
    """Propose, and sign for one's own side, that the period holding this day needs nothing. The reason is required."""
    period = _promised(promise, period_first)
    _still_open(promise, period, "period_first")
    if Waiver.objects.filter(promise=promise, period_first=period.first).exclude(state="withdrawn").exists():
        raise Problem("agreements.waived_already", "period_first")
    waiver = Waiver.objects.create(
        promise=promise, period_first=period.first, reason=reason, **belonging(promise.agreement)
    )
    signing.put(by, waiver, promise.agreement)
    return waiver


def _still_open(promise: Promise, period: Period, field: str | None = None) -> None:
    """Raise when both sides have closed the year in which the period ends: then it is settled without a waiver."""
    if Closing.objects.filter(agreement=promise.agreement_id, year=period.last.year, state="agreed").exists():
        raise Problem("agreements.year_closed", field, year=period.last.year)


def _promised(promise: Promise, day: date) -> Period:
    """The promise's period that holds the day; raises when nothing was promised for it."""
    period = period_of(day, Per(promise.per), (promise.year_starts_month, promise.year_starts_day))
    ended = promise.last_day is not None and promise.last_day < max(period.first, promise.first_day)
    other_year = (
        promise.due_day is not None and promise.per == "once" and not period.first <= promise.due_day <= period.last
    )
    if period.last < promise.first_day or ended or other_year or promise.agreement.state not in IN_LEDGER:
        raise Problem("agreements.not_promised_then", "period_first")
    return period


@action(
    "waiver.sign", label=mark("Sign the waiver"), told=mark("signed the waiver"),
    may=may_act, on="waiver", moves=WAIVER_MOVES,
)  # fmt: skip
def sign_waiver(*, by: Actor, waiver: Waiver) -> Waiver:
    """The other side agrees: the period is waived. Raises when both sides have closed its year meanwhile."""
    _still_open(waiver.promise, waiver.promise.rhythm.period(waiver.period_first))
    signed = signing.put(by, waiver, waiver.promise.agreement)
    waiver.state = "agreed" if signed else "proposed"  # a supporting side alone does not settle it
    waiver.save()
    return waiver


@action(
    "waiver.withdraw", label=mark("Withdraw the waiver"), told=mark("withdrew the proposed waiver"),
    may=may_withdraw, on="waiver", moves=WAIVER_MOVES,
)  # fmt: skip
def withdraw_waiver(*, by: Actor, waiver: Waiver) -> Waiver:
    """Take one's own side's proposal back before the other side has signed."""
    waiver.save()
    return waiver


@action(
    "closing.propose", label=mark("Close a year"), told=mark("proposed to close the year"),
    may=may_settle, on="agreement", offered=has_years_to_close,
)  # fmt: skip
def propose_closing(
    *, by: Actor, agreement: Agreement, year: Annotated[int, WholeNumber(label=mark("Year"), low=1990, high=2999)]
) -> Closing:
    """Propose, and sign for one's own side, that a year is settled: what is empty then counts as missed, not late.

    Raises for a year that is not over, is closed or proposed already, or in which nothing was due.
    """
    if year >= clock.today().year:
        raise Problem("agreements.year_not_over", "year", year=year)
    if Closing.objects.filter(agreement=agreement, year=year).exclude(state="withdrawn").exists():
        raise Problem("agreements.year_closed", "year", year=year)
    if year not in agreement.years_to_close(clock.today()):
        raise Problem("agreements.nothing_due_then", "year", year=year)
    closing = Closing.objects.create(agreement=agreement, year=year, **belonging(agreement))
    signing.put(by, closing, agreement)
    return closing


@action(
    "closing.sign", label=mark("Sign the closing"), told=mark("signed the closing of the year"),
    may=may_act, on="closing", moves=CLOSING_MOVES,
)  # fmt: skip
def sign_closing(*, by: Actor, closing: Closing) -> Closing:
    """The other side agrees: the year is closed."""
    signed = signing.put(by, closing, closing.agreement)
    closing.state = "agreed" if signed else "proposed"  # a supporting side alone does not settle it
    closing.save()
    return closing


@action(
    "closing.withdraw", label=mark("Withdraw the closing"), told=mark("withdrew the proposed closing"),
    may=may_withdraw, on="closing", moves=CLOSING_MOVES,
)  # fmt: skip
def withdraw_closing(*, by: Actor, closing: Closing) -> Closing:
    """Take one's own side's proposal back before the other side has signed."""
    closing.save()
    return closing

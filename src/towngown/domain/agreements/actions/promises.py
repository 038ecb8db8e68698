"""Promises of a draft, and changing them later: an amendment ends one from a day and puts another in its place."""

from datetime import date, timedelta
from typing import Annotated

from towngown.domain.agreements.actions import signing
from towngown.domain.agreements.actions.fields import (
    DayOfMonth,
    DueDay,
    KindOfActivity,
    Measure,
    Minimum,
    MonthOfYear,
    PerWhat,
    Reason,
    Responsible,
    Rule,
    TitleEn,
    TitleZh,
    Words,
    inside,
    once_has_day,
)
from towngown.domain.agreements.models import Agreement, Amendment, Promise, Signature
from towngown.domain.agreements.rules import may_act, may_change_promise, may_withdraw
from towngown.domain.agreements.words import AMENDMENT_MOVES, MOVES, PERS
from towngown.domain.evidence.words import EVIDENCE_RULES
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, Day, WholeNumber, YesNo
from towngown.kit.problems import Problem
from towngown.kit.text import mark


@action(
    "promise.add", label=mark("Add a promise"), told=mark("added a promise"), may=may_act, on="agreement", moves=MOVES
)
def add(
    *,
    by: Actor,
    agreement: Agreement,
    activity_kind: KindOfActivity,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    minimum: Minimum = 1,
    measure: Measure = "times",
    per: PerWhat = "year",
    first_day: Annotated[date | None, Day(label=mark("Promised from"))] = None,
    due_day: DueDay = None,
    year_starts_month: MonthOfYear = 1,
    year_starts_day: DayOfMonth = 1,
    evidence_rule: Rule = "both_sides",
    responsible: Responsible = None,
    words: Words = "",
) -> Promise:
    """A standing promise of a draft nobody has signed; without a title it is called after its kind of activity."""
    once_has_day(per, due_day)
    inside(agreement.partnership, responsible=responsible)
    if Signature.objects.filter(agreement=agreement).exists():
        raise Problem("agreements.text_signed")
    agreement.save()
    promise = Promise.objects.create(
        agreement=agreement, activity_kind=activity_kind, minimum=minimum, measure=measure, per=per, due_day=due_day,
        title_zh=title_zh or ("" if title_en else activity_kind.title_zh),
        title_en=title_en or ("" if title_zh else activity_kind.title_en),
        first_day=first_day or agreement.term_first or clock.today(), year_starts_month=year_starts_month,
        year_starts_day=year_starts_day, evidence_rule=evidence_rule, words=words, **belonging(agreement),
    )  # fmt: skip
    promise.responsible.set(responsible or [])
    return promise


def belonging(agreement: Agreement) -> dict[str, object]:
    """The wall and the audience that everything under an agreement takes from it."""
    return {
        "partnership": agreement.partnership, "audience": agreement.audience, "own_party": agreement.own_party,
        "place_code": agreement.place_code,
    }  # fmt: skip


@action(
    "amendment.propose", label=mark("Propose new terms"), told=mark("proposed new terms"),
    may=may_change_promise, on="promise",
)  # fmt: skip
def propose(
    *,
    by: Actor,
    promise: Promise,
    from_day: Annotated[date, Day(label=mark("From which day"), help=mark("The first day of a period."))],
    minimum: Annotated[int | None, WholeNumber(label=mark("At least, from then on"), low=1)] = None,
    per: Annotated[str, Choice(label=mark("How often, from then on"), choices=PERS)] = "",
    evidence_rule: Annotated[str, Choice(label=mark("What proves it, from then on"), choices=EVIDENCE_RULES)] = "",
    only_ends: Annotated[bool, YesNo(label=mark("It ends and nothing takes its place"))] = False,
    reason: Reason = "",
) -> Amendment:
    """Propose, and sign for one's own side, that a promise ends before a day and new terms hold from it on."""
    if per == "once" and promise.due_day is None:
        raise Problem("agreements.once_needs_a_day", "per")
    promise.rhythm.refuse_start(from_day, clock.today())
    _one_at_a_time(promise)
    terms = {"minimum": minimum or promise.minimum, "per": per or promise.per,
             "evidence_rule": evidence_rule or promise.evidence_rule}  # fmt: skip
    amendment = Amendment.objects.create(
        agreement=promise.agreement, ends=promise, from_day=from_day, terms={} if only_ends else terms, reason=reason,
        title_zh=promise.title_zh, title_en=promise.title_en, **belonging(promise.agreement),
    )  # fmt: skip
    signing.put(by, amendment, promise.agreement)
    return amendment


def _one_at_a_time(promise: Promise) -> None:
    """Raise while another change can still be signed; one that nobody signed in time makes way."""
    for amendment in Amendment.objects.filter(ends=promise, state="proposed"):
        if not promise.rhythm.too_late(amendment.from_day, clock.today()):
            raise Problem("agreements.change_pending")
        amendment.state = "withdrawn"
        amendment.save()


@action(
    "amendment.sign", label=mark("Sign the change"), told=mark("signed the change"),
    may=may_act, on="amendment", moves=AMENDMENT_MOVES,
)  # fmt: skip
def sign(*, by: Actor, amendment: Amendment) -> Amendment:
    """The other side signs: the old promise ends the day before, and the new terms take its place.

    Raises agreements.too_late once the period in which they were to begin is over: it keeps its terms.
    """
    assert amendment.ends is not None, "a change is proposed to a promise"
    if amendment.ends.rhythm.too_late(amendment.from_day, clock.today()):
        raise Problem("agreements.too_late", day=amendment.from_day)
    signed = signing.put(by, amendment, amendment.agreement)
    amendment.state = "agreed" if signed else "proposed"  # a supporting side alone does not settle it
    amendment.save()
    if signed:
        _apply(amendment)
    return amendment


def _apply(amendment: Amendment) -> None:
    assert amendment.ends_id is not None, "a change is proposed to a promise"
    # whoever ends the agreement at this moment waits, or has ended its promises already
    Agreement.objects.select_for_update().get(pk=amendment.agreement_id)
    old = Promise.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=amendment.ends_id)
    if old.last_day is not None:
        raise Problem("agreements.promise_ended")
    old.last_day = amendment.from_day - timedelta(days=1)
    old.save()
    if not amendment.terms:
        return
    new = Promise.objects.create(
        agreement=old.agreement, activity_kind=old.activity_kind, title_zh=old.title_zh, title_en=old.title_en,
        measure=old.measure, first_day=amendment.from_day, due_day=old.due_day, replaces=old, words=old.words,
        year_starts_month=old.year_starts_month, year_starts_day=old.year_starts_day,
        **amendment.terms, **belonging(old.agreement),
    )  # fmt: skip
    new.responsible.set(old.responsible.all())


@action(
    "amendment.withdraw", label=mark("Withdraw the proposal"), told=mark("withdrew the proposed change"),
    may=may_withdraw, on="amendment", moves=AMENDMENT_MOVES,
)  # fmt: skip
def withdraw(*, by: Actor, amendment: Amendment) -> Amendment:
    """Take one's own side's proposal back before the other side has signed."""
    amendment.save()
    return amendment

"""Agreements and promises as reports tell of them: by key, never signed here."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from towngown.domain.agreements.actions.fields import (
    Audience,
    DayOfMonth,
    DueDay,
    Key,
    KindOfActivity,
    Measure,
    Minimum,
    MonthOfYear,
    Parent,
    PerWhat,
    PlaceAt,
    Responsible,
    Rule,
    SomeAreas,
    SomeParties,
    SomeProgramme,
    TermFirst,
    TermLast,
    TitleEn,
    TitleZh,
    Words,
    inside,
    once_has_day,
    term_in_order,
)
from towngown.domain.agreements.actions.promises import belonging
from towngown.domain.agreements.models import Agreement, Promise
from towngown.domain.agreements.rules import may_record
from towngown.domain.agreements.words import IN_LEDGER, STATES
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, Day, ReportedDate, Thing
from towngown.kit.problems import Problem
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

OfAgreement = Annotated[Agreement, Thing(label=mark("Agreement"), kind="agreement")]

REPORTED_STATES = {state: STATES[state] for state in IN_LEDGER}


@action(
    "agreement.record", label=mark("Record an agreement as reported"), told=mark("recorded an agreement as reported"),
    may=may_record, on="partnership", offered=False,
)  # fmt: skip
def record(
    *,
    by: Actor,
    partnership: "Partnership",
    key: Key,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    signed: Annotated[When | None, ReportedDate(label=mark("Signed on, as reported"))] = None,
    term_first: TermFirst = None,
    term_last: TermLast = None,
    state: Annotated[str, Choice(label=mark("State as reported"), choices=REPORTED_STATES)] = "in_force",
    parties: SomeParties = None,
    parent: Parent = None,
    programme: SomeProgramme = None,
    areas: SomeAreas = None,
    place_code: PlaceAt = "",
    audience: Audience = "",
    words: Words = "",
) -> Agreement:
    """Create or update the agreement with this key, as reported and without signatures."""
    inside(partnership, parties=parties, parent=parent, programme=programme, areas=areas)
    term_in_order(term_first, term_last)
    if not (title_zh or title_en):
        raise Problem("required", "title_zh")
    agreement = Agreement.objects.filter(partnership=partnership, key=key).first() or Agreement(
        partnership=partnership, key=key
    )
    agreement.title_zh, agreement.title_en, agreement.words = title_zh, title_en, words
    agreement.when, agreement.term_first, agreement.term_last = signed, term_first, term_last
    agreement.state, agreement.as_reported, agreement.parent = state, True, parent
    agreement.programme, agreement.place_code = programme, place_code
    agreement.audience = audience or partnership.audience
    agreement.save()
    agreement.parties.set(parties or [])
    agreement.areas.set(areas or [])
    return agreement


@action(
    "promise.record", label=mark("Record a promise as reported"), told=mark("recorded a promise as reported"),
    may=may_record, on="partnership", offered=False,
)  # fmt: skip
def record_promise(
    *,
    by: Actor,
    partnership: "Partnership",
    key: Key,
    agreement: OfAgreement,
    activity_kind: KindOfActivity,
    first_day: Annotated[date, Day(label=mark("Promised from"))],
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    minimum: Minimum = 1,
    measure: Measure = "times",
    per: PerWhat = "year",
    last_day: Annotated[date | None, Day(label=mark("Promised until"))] = None,
    due_day: DueDay = None,
    year_starts_month: MonthOfYear = 1,
    year_starts_day: DayOfMonth = 1,
    evidence_rule: Rule = "any_record",
    responsible: Responsible = None,
    words: Words = "",
) -> Promise:
    """Create or update the promise with this key; without a title it is called after its kind of activity."""
    once_has_day(per, due_day)
    inside(partnership, agreement=agreement, responsible=responsible)
    values = {
        "agreement": agreement, "activity_kind": activity_kind, "minimum": minimum, "measure": measure, "per": per,
        "first_day": first_day, "last_day": last_day, "due_day": due_day, "evidence_rule": evidence_rule,
        "year_starts_month": year_starts_month, "year_starts_day": year_starts_day, "words": words,
        "title_zh": title_zh or ("" if title_en else activity_kind.title_zh),
        "title_en": title_en or ("" if title_zh else activity_kind.title_en), **belonging(agreement),
    }  # fmt: skip
    promise, _ = Promise.objects.update_or_create(partnership=partnership, key=key, defaults=values)
    promise.responsible.set(responsible or [])
    return promise

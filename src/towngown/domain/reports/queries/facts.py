"""The facts of a report, gathered as plain data with the refs of everything they come from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q

from towngown.domain.activities import queries as activities
from towngown.domain.activities.words import HAPPENED
from towngown.domain.agreements import queries as agreements
from towngown.domain.evidence import queries as evidence
from towngown.domain.evidence.compute import strength
from towngown.domain.exchange import queries as exchange
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.reports import compute
from towngown.domain.reports.models import Report
from towngown.domain.reports.words import MOST_SHOWN
from towngown.foundation.accounts.queries import visitor
from towngown.foundation.journal.queries import if_seen, things
from towngown.kit.actors import PUBLIC, Actor, partnership_key, party_key
from towngown.kit.quantity import Quantity
from towngown.kit.when import When

Line = dict[str, Any]


def reader_of(report: Report) -> Actor:
    """The narrowest reader the report is for: its facts hold nothing that this reader may not see."""
    keys = {PUBLIC}
    if report.audience != PUBLIC:
        keys.add(partnership_key(report.partnership_id))
    if report.audience == "party" and report.own_party_id:
        keys.add(party_key(report.own_party_id))
    return Actor(kind="visitor", id=visitor().id, keys=frozenset(keys))


def facts_of(report: Report) -> dict[str, Any]:
    """The frozen facts of a released report; those of today's record while it is being written."""
    frozen: dict[str, Any] = report.frozen.get("facts") or {}
    return frozen or gathered(
        reader_of(report), report.partnership, report.as_of, report.year if report.report_kind == "annual" else None,
        report.activity,
    )  # fmt: skip


def gathered(by: Actor, partnership: Any, as_of: date, year: int | None = None, meeting: Any = None) -> dict[str, Any]:
    """The facts this reader may see: of one year, or (year None) from the beginning to the day `as_of`."""
    first, last = (date(year, 1, 1), min(date(year, 12, 31), as_of)) if year else (None, as_of)
    happened, undated, undated_count, past = _activities(by, partnership, first, last)
    accounts = evidence.accounts_of(by, [one.claim_id for one in happened])
    held = [_activity(one, accounts.get(one.claim_id, [])) for one in happened]
    asked, made = _asked(by, partnership, first, last), _made(by, partnership, first, last)
    return {
        "year": year, "as_of": as_of.isoformat(), "partnership": _partnership(partnership),
        "meeting": _named(meeting) if if_seen(by, meeting) else None,
        "parties": [_named(one) | {"side": one.side} for one in partnerships.parties(by, partnership)],
        "promises": _promises(by, partnership, as_of, year),
        "activities": held[:MOST_SHOWN], "activity_count": len(held), "reached": compute.reached(held), "undated": [_brief(one) for one in undated],
        "undated_count": undated_count,
        "past_day": [_brief(one) for one in past],
        "needs": _needs(asked), "need_count": asked.count(), "answered_count": asked.exclude(state="raised").count(),
        "outputs": [_output(one) for one in made[:MOST_SHOWN]], "output_count": made.count(),
        "scorecard": [_score(one) for one in outcomes.scorecard(by, partnership)[:MOST_SHOWN]],
        "agreements": _agreements(by, partnership, first, last), "tasks": _tasks(by, partnership),
    }  # fmt: skip


def _named(thing: Any) -> Line:
    """Ref and the name in both languages ("" where there is none)."""
    zh, zh_language = thing.title("zh")
    en, en_language = thing.title("en")
    names = {"zh": zh if zh_language == "zh" else "", "en": en if en_language == "en" else ""}
    return {"ref": thing.ref, "kind": thing.kind} | names


def _partnership(one: Any) -> Line:
    days = {name: getattr(one, name).isoformat() if getattr(one, name) else "" for name in ("record_from", "record_to")}
    return _named(one) | days | {"slug": one.slug, "nature": one.nature, "reported_on": one.reported_on}


def _promises(by: Actor, partnership: Any, as_of: date, year: int | None) -> list[Line]:
    """Each promise of the ledger with the cells of the year (or all that have begun), as of the day."""
    ledger = outcomes.ledger(by, [partnership], as_of)
    rows = [
        (row, row.in_year(year) if year else [c for c in row.cells if c.period.first <= as_of]) for row in ledger.rows
    ]
    deciding = outcomes.deciding(by, [cell for _row, cells in rows for cell in cells])
    return [
        _named(row.promise)
        | {
            "measure": row.promise.measure, "per": row.promise.per, "minimum": row.promise.minimum,
            "cells": [_cell(cell, deciding.get(cell.activity_id)) for cell in cells],
        }
        for row, cells in rows
        if cells
    ]  # fmt: skip


def _cell(cell: Any, activity: Any) -> Line:
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in cell.values.items()}
    return {
        "first": cell.period.first.isoformat(), "last": cell.period.last.isoformat(),
        "zh": cell.period.text("zh"), "en": cell.period.text("en"), "state": cell.code, "label": cell.label,
        "mark": cell.mark, "sentence": cell.sentence, "values": values,
        "decided_by": _named(activity) if activity else None,
    }  # fmt: skip


def _activities(
    by: Actor, partnership: Any, first: date | None, last: date
) -> tuple[list[Any], list[Any], int, list[Any]]:
    """What happened and lies wholly inside; what happened but is not dated so, and how much that is in all; what was
    planned and its day is over."""
    of_partnership = activities.activities(by).filter(partnership=partnership)
    inside = activities.inside(first, last)
    happened = of_partnership.filter(state__in=HAPPENED)
    loose = happened.filter(activities.history(first, last))
    past = of_partnership.filter(state="planned").filter(inside)
    return list(happened.filter(inside)), list(loose[:MOST_SHOWN]), loose.count(), list(past[:MOST_SHOWN])


def _brief(one: Any) -> Line:
    return _named(one) | {
        "when": one.when.format(),
        "kind_zh": one.activity_kind.title_zh,
        "kind_en": one.activity_kind.title_en,
    }


def _activity(one: Any, accounts: list[Any]) -> Line:
    return _brief(one) | {
        "state": one.state, "strength": strength(one.claim.support), "as_reported": one.as_reported,
        "expected": one.quantity.format() if one.quantity != Quantity.unknown() else "",
        "accounts": [
            {"side": given.side, "means": given.means, "agrees": given.agrees, "heads": _heads(given.quantity)}
            for given in accounts
        ],
    }  # fmt: skip


def _heads(quantity: Quantity) -> str:
    return quantity.format() if quantity != Quantity.unknown() else ""


def _asked(by: Actor, partnership: Any, first: date | None, last: date) -> Any:
    """The needs raised in the time (undated ones too)."""
    since = Q(first_day__gte=first) if first else Q()
    asked = exchange.needs(by, exchange.Asking(partnership_id=partnership.pk))
    return asked.filter(Q(first_day=None) | (since & Q(first_day__lte=last)))


def _needs(asked: Any) -> list[Line]:
    """The latest of these needs, with how each was answered."""
    found: list[Any] = list(asked[:MOST_SHOWN])
    answers = exchange.last_answers(found)
    return [
        _named(one)
        | {
            "when": one.when.format(), "state": one.state, "joined": one.joined,
            "asked_by": _named(one.organisation or one.party) if one.organisation_id or one.party_id else None,
            "reason": answers[one.pk].reason if one.pk in answers else "",
        }
        for one in found
    ]  # fmt: skip


def _made(by: Actor, partnership: Any, first: date | None, last: date) -> Any:
    """The outputs of the time, and those without a day."""
    since = Q(last_day__gte=first) if first else Q()
    return outcomes.outputs(by, partnership).filter(Q(first_day=None) | (since & Q(first_day__lte=last)))


def _output(one: Any) -> Line:
    return _named(one) | {
        "when": one.when.format(), "output_kind": one.output_kind, "amount": _heads(one.quantity),
        "became": one.state_words,
    }  # fmt: skip


def _score(one: Any) -> Line:
    return _named(one) | {
        "when": one.when.format(),
        "amount": one.quantity.format(),
        "unit_zh": one.unit_zh,
        "unit_en": one.unit_en,
    }


def _agreements(by: Actor, partnership: Any, first: date | None, last: date) -> list[Line]:
    """Those that were not over before the time began; by whether the term ends within a year."""
    found = agreements.standing(by, partnership, first)
    return [_agreement(one, last) for one in found.order_by("pk")[:MOST_SHOWN]]


def _agreement(one: Any, last: date) -> Line:
    ends = one.term_last
    ending = bool(ends and one.state in ("signed", "in_force") and 0 <= (ends - last).days <= 365)
    term = {
        "term_first": one.term_first.isoformat() if one.term_first else "",
        "term_last": ends.isoformat() if ends else "",
    }
    return _named(one) | term | {"state": one.state, "ending": ending, "when": one.when.format()}


def _tasks(by: Actor, partnership: Any) -> list[Line]:
    found = list(
        things(by, "task")
        .filter(partnership=partnership, state="open")
        .select_related("activity", "owner_party__organisation")
        .order_by(F("due_day").asc(nulls_last=True), "pk")[:MOST_SHOWN]
    )
    meetings = things(by, "activity").filter(pk__in={one.activity_id for one in found})
    seen = set(meetings.values_list("pk", flat=True))
    return [
        _named(one)
        | {
            "due": one.due_day.isoformat() if one.due_day else "", "meeting": _named(one.activity) if one.activity_id in seen else None,
            "owner": _named(one.owner_party) if one.owner_party else None,
        }
        for one in found
    ]  # fmt: skip


def when_of(line: Mapping[str, Any]) -> When:
    """The date of a line as reported."""
    return When.parse(line["when"])

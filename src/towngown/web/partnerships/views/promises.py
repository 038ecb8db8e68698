"""What was promised, and how does one period of it stand?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from towngown.domain.activities.queries import suggested
from towngown.domain.agreements import queries
from towngown.domain.evidence.words import EVIDENCE_RULES
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.outcomes.words import State
from towngown.foundation.journal.action import VERBS
from towngown.kit import clock
from towngown.kit.periods import Per
from towngown.web.partnerships import present, recent
from towngown.web.partnerships.papers import paper
from towngown.web.partnerships.views.ledgers import line
from towngown.web.shared.addresses import href
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.wording import days, language, words


def promise(request: HttpRequest, ref: str) -> HttpResponse:
    """The terms of a promise, what became of them, and all periods."""
    one = or_not_found(queries.promise(request.actor, ref), ref)
    by = request.actor
    life = queries.life_of(one)
    row = outcomes.row_of(by, one, clock.today())
    waivers = list(queries.waivers(by, life))
    signed = queries.signatures(*waivers)
    context = {
        "promise": one,
        "partnership": one.partnership,
        "invented": one.partnership.caveat,
        "facts": facts(one),
        "life": [_terms(step, one) for step in life] if len(life) > 1 else [],
        "cells": folded(row.cells) if row else [],
        "waivers": [paper(by, waiver, one.agreement, signed) for waiver in waivers],
        "actions": present.buttons(by, one, first=("activity.plan",)),
    }
    return render(request, "partnerships/promise.html", context)


def folded(cells: Sequence[Any]) -> list[dict[str, Any]]:
    """The periods, latest first; those in a row that were not yet promised in one line."""
    early = [cell for cell in cells if cell.state is State.NOT_YET_PROMISED]
    found = [line(cell) for cell in reversed(cells) if cell.state is not State.NOT_YET_PROMISED]
    if len(early) < 2:
        return found + [line(cell) for cell in early]
    span = _("{first} – {last}").format(
        first=present.span(early[0].period, language()), last=present.span(early[-1].period, language())
    )
    return [*found, line(early[-1]) | {"period": span, "reason": present.filled(early[-1])}]


def facts(promise: Any) -> list[dict[str, Any]]:
    """The terms for c-facts."""
    found = [
        {"label": _("Agreement"), "value": words(promise.agreement), "href": href(promise.agreement)},
        {"label": _("Kind of activity"), "value": words(promise.activity_kind)},
        {"label": _("Asked"), "value": present.asked(promise)},
        {"label": _("Who is responsible"), "value": present.responsible(promise, promise.partnership.nature)},
        {"label": _("What proves it"), "value": present.rule(promise, promise.partnership.nature)},
        {"label": _("Promised from"), "value": words(promise.first_day)},
    ]
    if promise.last_day:
        found.append({"label": _("Promised until"), "value": words(promise.last_day)})
    if promise.per == Per.ONCE:
        found.append({"label": _("By which day"), "value": words(promise.due_day)})
    if (promise.year_starts_month, promise.year_starts_day) != (1, 1):
        start = date_format(date(2000, promise.year_starts_month, promise.year_starts_day), _("j F"))
        found.append({"label": _("The year starts on"), "value": start})
    return found


def _terms(step: Any, shown: Any) -> dict[str, Any]:
    return {
        "label": days(step.first_day, step.last_day),
        "text": f"{present.asked(step)} · {words(EVIDENCE_RULES[step.evidence_rule])}",
        "href": "" if step == shown else href(step),
    }


def cell(request: HttpRequest, ref: str, first: str) -> HttpResponse:
    """One cell of the ledger: its state, why, what counts and what does not, and what can be done."""
    by, today = request.actor, clock.today()
    one = or_not_found(queries.promise(by, ref), ref)
    row, found = or_not_found(outcomes.cell(by, one, _day(first), today), first)
    promise = found.promise
    served = [_served(entry, promise) for entry in outcomes.served_in(by, promise, found.period)]
    waivers = [w for w in queries.waivers(by, [promise]) if w.period_first == found.period.first]
    closings = [c for c in queries.closings(by, promise.agreement) if c.year == found.year]
    signed = queries.signatures(*waivers, *closings)
    context = {
        "promise": promise,
        "partnership": one.partnership,
        "invented": one.partnership.caveat,
        "cell": found,
        "state": found.code,
        "label": words(found.label),
        "reason": present.filled(found),
        "period": found.period.text(language()),
        "facts": _cell_facts(found),
        "counting": [entry for entry in served if entry["counts"]],
        "others": [entry for entry in served if not entry["counts"]],
        "waivers": [paper(by, waiver, promise.agreement, signed) for waiver in waivers],
        "closings": [paper(by, closing, promise.agreement, signed) for closing in closings],
        "beside": _beside(row, found),
        "actions": _actions(by, one.partnership, promise, found),
    }
    return render(request, "partnerships/cell.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _cell_facts(cell: Any) -> list[dict[str, Any]]:
    promise = cell.promise
    return [
        {"label": _("Asked"), "value": present.asked(promise), "href": href(promise)},
        {"label": _("Counted"), "value": present.amount(promise, cell.counted)},
        {"label": _("Held"), "value": present.amount(promise, cell.held)},
        {"label": _("What proves it"), "value": present.rule(promise, promise.partnership.nature)},
        {"label": _("Who is responsible"), "value": present.responsible(promise, promise.partnership.nature)},
    ]


def _served(entry: Any, promise: Any) -> dict[str, Any]:
    activity = entry.activity
    return {
        "counts": entry.counts,
        "date": activity.last_day,
        "when": recent.when(activity),
        "text": words(activity),
        "href": href(activity),
        "sides": [
            {"text": present.filled(entry), "differs": not entry.counts},
            {"text": recent.strength_text(activity), "differs": False},
            *([{"text": _("classified by us"), "differs": False}] if entry.classified_by_us else []),
        ],
    }


def _beside(row: Any, cell: Any) -> dict[str, Any]:
    """The periods before and after, for turning pages."""
    at = row.cells.index(cell)
    before = row.cells[at - 1] if at else None
    after = row.cells[at + 1] if at + 1 < len(row.cells) else None
    return {
        name: {"label": one.period.text(language()), "href": present.cell_href(one)} if one else None
        for name, one in (("before", before), ("after", after))
    }


def _actions(by: Any, partnership: Any, promise: Any, cell: Any) -> list[dict[str, Any]]:
    """Plan something for this period, or propose that it needs nothing."""
    here = reverse("cell", args=[promise.ref, cell.period.first.isoformat()])
    found = []
    if cell.state in (State.OPEN, State.LATE, State.UNPROVEN) and VERBS["activity.plan"].open_to(by, partnership):
        found.append(present.button(
            VERBS["activity.plan"], partnership, primary=cell.state is State.OPEN,
            promise=promise.ref,
        ))  # fmt: skip
    first, last = cell.period.first, cell.period.last
    if VERBS["serves.confirm_all"].open_to(by, promise) and suggested(by, promise, first, last).exists():
        found.insert(0, present.button(
            VERBS["serves.confirm_all"], promise, first_day=first.isoformat(), last_day=last.isoformat(), next=here,
        ))  # fmt: skip
    may_waive = cell.state in (State.OPEN, State.LATE, State.UNPROVEN)
    if may_waive and VERBS["waiver.propose"].open_to(by, promise):
        first = cell.period.first.isoformat()
        found.append(present.button(VERBS["waiver.propose"], promise, period_first=first, next=here))
    if cell.state is State.LATE and _may_close(by, promise.agreement, cell.year):
        found.append(present.button(VERBS["closing.propose"], promise.agreement, year=str(cell.year), next=here))
    return found


def _may_close(by: Any, agreement: Any, year: int) -> bool:
    return VERBS["closing.propose"].open_to(by, agreement) and year in agreement.years_to_close(clock.today())

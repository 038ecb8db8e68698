"""How this room shows things: cells with their sentences, rows of the ledger, lists by keys, buttons."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.agreements import queries as agreements
from towngown.domain.agreements.words import MEASURES, PERS
from towngown.domain.evidence.words import EVIDENCE_RULES
from towngown.domain.outcomes.words import LABELS, MEANINGS, State
from towngown.foundation.journal.action import Verb, verbs_for
from towngown.kit.periods import Period
from towngown.kit.when import Language
from towngown.web.shared.addresses import form_href, href
from towngown.web.shared.wording import language, listed, words

# The legend's order: from what is settled to what is not.
LEGEND = (
    State.NOT_YET_PROMISED,
    State.OPEN,
    State.KEPT,
    State.UNPROVEN,
    State.LATE,
    State.MISSED,
    State.WAIVED,
    State.NOT_RECORDED,
)

# Periods in which nothing had to be done: “2/4” counts the others.
NOT_OWED = (State.NOT_YET_PROMISED, State.WAIVED)


@lru_cache(maxsize=4096)
def span(period: Period, reader: Language) -> str:
    """A period in the reader's words; lists name the same ones again and again."""
    return period.text(reader)


class _Said(dict[str, Any]):
    """Values that are put into words when a sentence asks for them; a number is so much of what is promised."""

    def __init__(self, values: Mapping[str, Any], promise: Any) -> None:
        super().__init__(values)
        self.promise = promise

    def __getitem__(self, name: str) -> str:
        value = super().__getitem__(name)
        return amount(self.promise, value) if isinstance(value, int) else words(value)


def filled(one: Any) -> str:
    """The sentence of a cell or of a served activity, its places filled."""
    return _(one.sentence).format_map(_Said(one.values, getattr(one, "promise", None)))


def legend(counts: Mapping[State, int] | None = None) -> list[dict[str, str]]:
    """The marks, each with its word and one sentence: all eight, or those that were counted, with their number."""
    return [
        {
            "state": state.name.lower(), "meaning": words(MEANINGS[state]),
            "label": words(LABELS[state]) if counts is None else f"{words(LABELS[state])} {counts[state]}",
        }
        for state in LEGEND if counts is None or counts[state]
    ]  # fmt: skip


def cell_href(cell: Any) -> str:
    """The address of one cell."""
    return f"{href(cell.promise)}{cell.period.first.isoformat()}/"


def asked(promise: Any) -> str:
    """What a promise asks, in words: every year, at least twice."""
    money = promise.measure == "money"
    least = {"per": words(PERS[promise.per]), "amount": amount(promise, promise.minimum) if money else promise.minimum}
    if promise.measure == "times":
        return ngettext("{per}, at least {amount} time", "{per}, at least {amount} times", promise.minimum).format(
            **least
        )
    if promise.measure == "people":
        return _("{per}, at least {amount} people").format(**least)
    unit = "" if promise.measure == "deliverable" else f" · {words(MEASURES[promise.measure])}"
    return _("{per}, at least {amount}").format(**least) + unit


def amount(promise: Any, number: int) -> str:
    """So much of what the promise counts."""
    return agreements.amount_text(promise.measure, number, language())


def responsible(promise: Any, nature: str) -> str:
    """Who is responsible; nobody named means all parties, or that the report of a partnership of this nature is silent."""
    return _named(promise) or (_("The report does not say") if nature == "reported" else _("All parties"))


def _named(promise: Any) -> str:
    return listed(words(party) for party in agreements.responsible_for(promise))


def rule(promise: Any, nature: str) -> str:
    """What proves it; in a partnership of this nature, if reported, the rule is ours and not the report's."""
    said = words(EVIDENCE_RULES[promise.evidence_rule])
    return _("{rule} (set by the editors, the report does not say)").format(rule=said) if nature == "reported" else said


def ledger_rows(ledger: Any, years: Sequence[int], rows: Iterable[Any] | None = None) -> list[dict[str, Any]]:
    """Rows for c-ledger. A year of several periods shows the one that most needs a hand, and how many are kept."""
    labels = {state: words(label) for state, label in LABELS.items()}
    return [
        {
            "name": words(row.promise),
            "href": href(row.promise),
            "note": " · ".join(filter(None, (_named(row.promise), asked(row.promise)))),
            "cells": _columns(row, years, labels, ledger.today.year),
        }
        for row in (ledger.rows if rows is None else rows)
    ]


def _columns(row: Any, years: Sequence[int], labels: Mapping[State, str], now: int) -> list[dict[str, Any]]:
    """One column a year; addresses are made once a promise, for a page has hundreds of cells."""
    homes = {ref: href(one) for ref, one in ({cell.promise.ref: cell.promise for cell in row.cells}).items()}
    cells: dict[int, list[Any]] = {year: [] for year in years}
    for cell in row.cells:
        if cell.year in cells:
            cells[cell.year].append(cell)
    return [
        _column(row, year, cells[year], labels, homes)
        if cells[year]
        else {"year": year, "state": "not_yet_promised", "label": _no_cell(row, year, labels, now), "href": ""}
        for year in years
    ]


def _no_cell(row: Any, year: int, labels: Mapping[State, str], now: int) -> str:
    """Why a row has nothing in a year in which others have."""
    if row.cells and row.cells[-1].year < min(year, now):
        return _("No longer promised")
    if year > now:
        return _("That year is still to come")
    return _("Nothing is due in that year") if row.promise.first_day.year <= year else labels[State.NOT_YET_PROMISED]


def _column(
    row: Any, year: int, cells: Sequence[Any], labels: Mapping[State, str], homes: Mapping[str, str]
) -> dict[str, Any]:
    worst = cells[0] if len(cells) == 1 else row.worst_in(year)
    label = labels[worst.state]
    if len(cells) > 1:
        owed = [cell.state for cell in cells if cell.state not in NOT_OWED]
        if len(owed) > 1:
            label = f"{label} {owed.count(State.KEPT)}/{len(owed)}"
        # the promise that stands may have no period yet: its terms are signed for next year
        return {"year": year, "state": worst.code, "label": label, "href": f"{homes[worst.promise.ref]}#y{year}"}
    href = f"{homes[worst.promise.ref]}{worst.period.first.isoformat()}/"
    return {"year": year, "state": worst.code, "label": label, "href": href}


def buttons(
    by: Any,
    *things: Any,
    without: Iterable[str] = (),
    first: Iterable[str] = (),
    filled: Mapping[str, Mapping[str, str]] | None = None,
) -> list[dict[str, Any]]:
    """The verbs this viewer may do now, those of `first` in front; `filled`: verb → what its form begins with."""
    hidden, leading = set(without), set(first)
    made = [
        button(verb, thing, primary=verb.name in leading, **(filled or {}).get(verb.name, {}))
        for thing in things
        for verb in verbs_for(by, thing)
        if verb.name not in hidden
    ]
    return sorted(made, key=lambda one: not one["primary"])


def button(verb: Verb, thing: Any, *, primary: bool = False, **query: str) -> dict[str, Any]:
    """One verb as the action bar shows it; `query` is what the form has filled in already."""
    href = form_href(verb.name, thing, **query)
    return {"label": words(verb.label), "href": href, "primary": primary, "verb": verb.name}

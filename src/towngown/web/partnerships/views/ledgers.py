"""The whole ledger of a partnership: on the screen, on paper, as a file."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.agreements import queries as agreements
from towngown.domain.outcomes import actions
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.outcomes.words import LABELS, State
from towngown.domain.partnerships import queries as partnerships
from towngown.kit import clock
from towngown.kit.digits import whole_number
from towngown.web.partnerships import present
from towngown.web.partnerships.views.partnerships import sides
from towngown.web.shared.export import handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.lists import files, narrowed, select
from towngown.web.shared.summaries import reach
from towngown.web.shared.wording import language, words


def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Every year of 25 promises or of all; a state or a year narrows it to a list of cells with their reasons."""
    known = (one for one in partnerships.choosable(request.actor) if one.slug == slug)
    one = or_not_found(next(known, None), slug)
    state, year = _state(request), request.GET.get("year", "")
    part = _part(request, one, state, year)
    by_cell = state is not None or bool(year)
    states = [(wanted.name.lower(), words(LABELS[wanted])) for wanted in present.LEGEND]
    context = {
        "partnership": one,
        "invented": one.caveat,
        "sides": sides(request.actor, one),
        "reach": reach(one),
        "today": words(part.ledger.today),
        "selects": [
            select("state", _("State"), states, state.name.lower() if state is not None else ""),
            select("year", _("Year"), [(str(y), str(y)) for y in part.years], year),
        ],
        "q": request.GET.get("q", ""),
        "narrowed": by_cell or bool(_text(request)),
        "by_cell": by_cell,
        "promised": bool(part.years),
        "cells": [line(cell) for cell in _narrowed(part.ledger, state, year)] if by_cell else [],
        "count": part.number if state is State.NOT_YET_PROMISED else part.number - part.early,
        "early": 0 if state is State.NOT_YET_PROMISED else part.early,
        "years": part.years,
        "current": part.ledger.today.year,
        "rows": [] if by_cell else present.ledger_rows(part.ledger, part.years),
        "legend": present.legend(part.counts),
        "previous": _beside(request, before=part.before),
        "next": _beside(request, after=part.after),
        "all": _beside(request, all="yes") if part.before or part.after else "",
    } | files(request, "ledger_export", slug)  # fmt: skip
    return render(request, "partnerships/ledger.html", context)


def _part(request: HttpRequest, one: Any, state: State | None, year: str) -> outcomes.Part:
    given = request.GET
    number = whole_number(year)
    asked = -1 if year and number is None else number  # what is no year has no cells
    more = {"size": None} if given.get("all") else {}
    before, after = given.get("before", ""), given.get("after", "")
    return outcomes.part(
        request.actor, one, clock.today(), state=state, year=asked, text=_text(request), before=before, after=after,
        **more,
    )  # fmt: skip


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:100]


def _beside(request: HttpRequest, **where: str) -> str:
    """This ledger, narrowed as it is, elsewhere; nowhere without a promise to go on from."""
    query = narrowed(request)
    return f"{query}{'&' if len(query) > 1 else ''}{urlencode(where)}" if all(where.values()) else ""


def _asked(request: HttpRequest, slug: str) -> tuple[Any, Any]:
    one = or_not_found(partnerships.by_slug(request.actor, slug), slug)
    return one, outcomes.ledger(request.actor, [one], clock.today())


def _state(request: HttpRequest) -> State | None:
    return State.__members__.get(request.GET.get("state", "").upper())


def _narrowed(ledger: Any, state: State | None, year: str) -> list[Any]:
    return [
        cell for cell in ledger.cells if (state is None or cell.state is state) and (not year or str(cell.year) == year)
    ]


def line(cell: Any) -> dict[str, Any]:
    """One cell in a list: promise, period, state, reason."""
    return {
        "promise": cell.promise,
        "period": present.span(cell.period, language()),
        "state": cell.code,
        "label": words(cell.label),
        "href": present.cell_href(cell),
        "reason": present.filled(cell),
        "year": cell.year,
    }


def export(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The narrowed ledger as a file, one line a cell; the journal keeps that it was taken."""
    one, whole = _asked(request, slug)
    if _text(request):
        whole = whole.beside(agreements.named(request.actor, one, _text(request)))
    cells = _narrowed(whole, _state(request), request.GET.get("year", ""))
    header = [_("Promise"), _("Agreement"), _("Who is responsible"), _("Asked"), _("Period begins"), _("Period ends"),
              _("State"), _("Counted"), _("Held"), _("Why")]  # fmt: skip
    taken = partial(actions.export_ledger, partnership=one)
    return handed_over(request, form, f"ledger-{slug}", taken, header, map(partial(_cells, one.nature), cells))


def _cells(nature: str, cell: Any) -> list[Any]:
    promise = cell.promise
    return [
        words(promise), words(promise.agreement), present.responsible(promise, nature), present.asked(promise),
        cell.period.first, cell.period.last, words(cell.label), cell.counted, cell.held, present.filled(cell),
    ]  # fmt: skip

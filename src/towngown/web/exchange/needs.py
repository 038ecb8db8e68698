"""The list of needs, and the page of one."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towngown.domain.activities import queries as activities
from towngown.domain.exchange import queries
from towngown.domain.exchange.words import NEED_STATES, REASONS, WAITING
from towngown.foundation.accounts.queries import names_of
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import if_seen
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.web.exchange import filters
from towngown.web.shared.paging import page_of
from towngown.web.shared.stories import knows_names

TONES = {"raised": "wait", "accepted": "info", "met": "good", "refused": "strong", "withdrawn": "plain"}


def index(request: HttpRequest) -> HttpResponse:
    """What is asked for, newest first, with what was answered."""
    by = request.actor
    asking, choosable = filters.asking(request, NEED_STATES)
    listed = queries.listed(by, asking)
    page, counts = page_of(request, listed.found, read=queries.lines), listed.counts or {}
    count = counts.get(asking.state, 0) if asking.state else sum(counts.values())
    context = {
        "rows": [_row(one, clock.today()) | {"reason": REASONS.get(one.reason, "")} for one in page.rows],
        "page": page, "q": asking.text, "counts": _counts(counts),
        "count": None if listed.counts is None else count,
        "selects": filters.selects(asking, NEED_STATES, choosable, listed.places),
        "narrowed": bool(asking.text or asking.state or asking.place_code or asking.partnership_id),
        "may_raise": any(VERBS["need.raise"].may(by, one) for one in choosable),
    }  # fmt: skip
    return render(request, "exchange/needs.html", context)


def _counts(counts: dict[str, int]) -> list[dict[str, Any]]:
    states = NEED_STATES.items() if counts else ()
    return [{"state": state, "label": label, "number": counts.get(state, 0)} for state, label in states]


def _row(need: Any, today: date) -> dict[str, Any]:
    """What a line of the list shows of a need."""
    return {
        "need": need, "label": NEED_STATES[need.state], "tone": TONES[need.state],
        "days": queries.days_waited(need, today) if need.state in WAITING else None,
    }  # fmt: skip


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Who asks, who joined, what was answered and why, and what became of it."""
    by = request.actor
    need = queries.need(by, ref)
    if need is None:
        raise Problem("not_found", value=ref)
    context = _row(need, clock.today()) | {
        "place": names([need.place_code]).get(need.place_code, ""),
        "answers": _answers(queries.answers(need), named=knows_names(by, need.wall)),
        "grew_from": if_seen(by, need.intention),
        "joined": queries.plus_ones(need),
        "meetings": list(activities.where_raised(by, need)),
        "activities": list(activities.for_need(by, need)[:100]),
        "invented": need.partnership.nature == "invented",
    }
    return render(request, "exchange/need.html", context)


def _answers(given: list[Any], *, named: bool) -> list[dict[str, Any]]:
    people = names_of({answer.given_by_id for answer in given}) if named else {}
    return [
        {
            "answer": answer, "reason": REASONS[answer.reason], "label": NEED_STATES[answer.state],
            "tone": TONES[answer.state], "who": people.get(answer.given_by_id, ("", ""))[1],
        }
        for answer in given
    ]  # fmt: skip

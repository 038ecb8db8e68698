"""The list of needs, and the page of one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.activities import queries as activities
from towngown.domain.exchange import actions, queries
from towngown.domain.exchange.words import NEED_STATES, REASONS, WAITING
from towngown.domain.partnerships.queries import parties_at_hand
from towngown.foundation.accounts.queries import names_of
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import if_seen
from towngown.foundation.organisations.queries import by_ids
from towngown.foundation.people.words import ROLES
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.web.exchange import filters
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.invented import named
from towngown.web.shared.lists import files, narrowed
from towngown.web.shared.paging import page_of
from towngown.web.shared.stories import knows_names
from towngown.web.shared.wording import words

TONES = {"raised": "wait", "accepted": "info", "met": "good", "refused": "strong", "withdrawn": "plain"}


def index(request: HttpRequest) -> HttpResponse:
    """What is asked for, newest first, with what was answered."""
    by = request.actor
    asking, choosable = filters.asking(request, NEED_STATES)
    listed = queries.listed(by, asking)
    page, counts = page_of(request, listed.found, read=queries.lines), listed.counts or {}
    count = counts.get(asking.state, 0) if asking.state else sum(counts.values())
    context = {
        "rows": [_line(by, one, choosable) for one in page.rows],
        "page": page, "q": asking.text, "counts": _counts(request, counts),
        "count": None if listed.counts is None else count,
        "selects": filters.selects(asking, NEED_STATES, choosable, listed.places),
        "narrowed": bool(asking.text or asking.state or asking.place_code or asking.partnership_id),
        "may_raise": any(VERBS["need.raise"].may(by, one) for one in choosable),
    } | files(request, "needs_export")  # fmt: skip
    return render(request, "exchange/needs.html", context)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    asking, choosable = filters.asking(request, NEED_STATES)
    header = [_("Need"), _("State"), _("Who asks"), _("Place"), _("Date"), _("Days waited"), _("How many more ask"),
              _("Reason of the answer"), _("Partnership")]  # fmt: skip
    lines = list(queries.all_lines(queries.listed(request.actor, asking).found.order_by("-pk")[:TAKEN]))
    places, walls = names({one.place_code for one in lines}), {one.pk: named(one) for one in choosable}
    rows = [_cells(one, places.get(one.place_code, one.place_code), walls.get(one.wall, "")) for one in lines]
    return handed_over(request, form, "needs", actions.export_needs, header, rows)


def _cells(need: Any, place: str, partnership: str) -> list[Any]:
    waited = queries.days_waited(need, clock.today()) if need.state in WAITING else None
    return [
        words(need), words(NEED_STATES[need.state]), words(need.asker) if need.asker else "", place,
        words(need.when), waited, need.joined, words(REASONS[need.reason]) if need.reason else "",
        partnership,
    ]  # fmt: skip


def _counts(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    """How many there are in each state, each leading to those, narrowed as they were counted."""
    states = NEED_STATES.items() if counts else ()
    return [
        {"href": narrowed(request, state=state), "label": label, "number": counts.get(state, 0)}
        for state, label in states
    ]


def _row(need: Any, today: date) -> dict[str, Any]:
    """What a line of the list shows of a need."""
    due = queries.answer_due(need)
    return {
        "need": need, "label": NEED_STATES[need.state], "tone": TONES[need.state],
        "days": queries.days_waited(need, today) if need.state in WAITING else None,
        "due": due, "over": queries.days_over(need, today),
    }  # fmt: skip


def _line(by: Actor, need: Any, partnerships: Iterable[Any]) -> dict[str, Any]:
    """A line of the list: while it waits, the parties that are to answer, too."""
    row = _row(need, clock.today()) | {"reason": REASONS.get(need.reason, ""), "asked": []}
    wall = next((one for one in partnerships if one.pk == need.wall), None)
    if row["due"] and wall:
        row["asked"] = [one.organisation for one in parties_at_hand(by, wall) if one.side != need.side]
    return row


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Who asks, who joined, what was answered and why, and what became of it."""
    by = request.actor
    need = or_not_found(queries.need(by, ref), ref)
    context = _row(need, clock.today()) | {
        "place": names([need.place_code]).get(need.place_code, ""),
        "answers": _answers(queries.answers(need), named=knows_names(by, need.wall)),
        "asked": _asked(by, need),
        "grew_from": if_seen(by, need.intention),
        "joined": queries.plus_ones(need),
        "meetings": list(activities.where_raised(by, need)),
        "activities": list(activities.for_need(by, need)[:100]),
        "invented": need.partnership.caveat,
    }
    return render(request, "exchange/need.html", context)


def _asked(by: Actor, need: Any) -> list[dict[str, Any]]:
    """Who is to answer: the organisations, for colleagues with role and name; the parties where nobody signs yet."""
    if queries.answer_due(need) is None:
        return []
    held = queries.answerers(need)
    if not held:
        return [{"organisation": one} for one in by_ids(queries.answering_organisations(need)).values()]
    if not knows_names(by, need.wall):
        return [{"organisation": one} for one in {row.organisation_id: row.organisation for row in held}.values()]
    return [{"organisation": row.organisation, "role": ROLES[row.role], "name": row.person.name} for row in held]


def _answers(given: list[Any], *, named: bool) -> list[dict[str, Any]]:
    people = names_of({answer.given_by_id for answer in given}) if named else {}
    return [
        {
            "answer": answer, "reason": REASONS[answer.reason], "label": NEED_STATES[answer.state],
            "tone": TONES[answer.state], "who": people.get(answer.given_by_id, ("", ""))[1],
        }
        for answer in given
    ]  # fmt: skip

"""Which agreements are there, and what does this one say?"""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.agreements import actions, queries
from towngown.domain.agreements.words import ENDING_SOON_DAYS, STATES
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.partnerships.words import SIDES
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import if_seen
from towngown.kit import clock
from towngown.web.partnerships import present
from towngown.web.partnerships.papers import paper, signatures
from towngown.web.shared.addresses import href
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.invented import is_invented, named
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import page_of
from towngown.web.shared.wording import days, listed, words

TONES = {"draft": "wait", "signed": "info", "in_force": "good"}


def agreements(request: HttpRequest) -> HttpResponse:
    """The list, 25 rows a page, newest first."""
    given, asked, at_hand = request.GET, _asked(request), partnerships.choosable(request.actor)
    found = queries.listed(request.actor, **asked)
    page = page_of(request, found, read=lambda rows: queries.lines(rows, at_hand))
    walls = [(one.slug, named(one)) for one in at_hand]
    soon = [("yes", _("Within 90 days"))]
    context = {
        "q": given.get("q", ""),
        "selects": [
            select("state", _("State"), [(k, words(v)) for k, v in STATES.items()], given.get("state", "")),
            select("partnership", _("Partnership"), walls, given.get("partnership", "")),
            select("ending", _("Ending"), soon, given.get("ending", "")),
        ],
        "narrowed": any(given.get(name) for name in ("q", "state", "partnership", "ending")),
        "count": queries.number(request.actor, found, **asked),
        "rows": [row_of(row) | {"reported": row.as_reported and not is_invented(request, row)} for row in page.rows],
        "newer": page.newer,
        "older": page.older,
    } | files(request, "agreements_export")
    return render(request, "partnerships/agreements.html", context)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the list is narrowed by, as the queries take it."""
    given = request.GET
    ending_by = clock.today() + timedelta(days=ENDING_SOON_DAYS) if given.get("ending") == "yes" else None
    words = given.get("q", "").strip()[:100]
    narrowed = {"state": given.get("state", ""), "partnership": given.get("partnership", "")}
    return {"words": words, "ending_by": ending_by} | narrowed


def row_of(row: Any) -> dict[str, Any]:
    """One agreement in a list."""
    return {
        "agreement": row,
        "state": words(STATES[row.state]),
        "tone": TONES.get(row.state, "plain"),
        "term": term(row),
        "promises": row.promise_count,
    }


def term(one: Any) -> str:
    """From when to when; without an end it says so; nothing known is empty."""
    if one.term_last is None:
        return _("{first} – no end").format(first=words(one.term_first)) if one.term_first else ""
    return days(one.term_first, one.term_last)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    header = [_("Agreement"), _("Partnership"), _("State"), _("Signed"), _("Term begins on"), _("Term ends on"),
              _("Promises")]  # fmt: skip
    rows = (
        [words(row), named(row.partnership), words(STATES[row.state]), words(row.when) if row.first_day else "",
         row.term_first, row.term_last, row.promise_count]
        for row in queries.search(request.actor, **_asked(request))[:TAKEN]
    )  # fmt: skip
    return handed_over(request, form, "agreements", actions.export, header, rows)


def agreement(request: HttpRequest, ref: str) -> HttpResponse:
    """One agreement: its terms, who signed, its promises and its settled years."""
    by = request.actor
    one = or_not_found(queries.agreement(by, ref), ref)
    parties = queries.parties_of(one)
    amendments, closings = list(queries.amendments(by, one)), list(queries.closings(by, one))
    signed = queries.signatures(one, *amendments, *closings)
    under = signed["agreement", one.pk]
    context = {
        "agreement": one,
        "partnership": one.partnership,
        "invented": one.partnership.caveat,
        "state": words(STATES[one.state]),
        "tone": TONES.get(one.state, "plain"),
        "facts": _facts(by, one),
        "parties": [_party(party, under) for party in parties],
        "signatures": signatures(under),
        "promises": [
            _promise(row, one.partnership.nature) for row in queries.with_responsible(queries.promises(by, one))
        ],
        "children": [{"label": words(row), "href": href(row)} for row in queries.children(by, one)],
        "files": queries.files_of(one),
        "amendments": [paper(by, row, one, signed) for row in amendments],
        "closings": [paper(by, row, one, signed) for row in closings],
        "actions": _actions(by, one, under),
    }
    return render(request, "partnerships/agreement.html", context)


def _facts(by: Any, one: Any) -> list[dict[str, Any]]:
    above, programme = if_seen(by, one.parent), if_seen(by, one.programme)
    areas = listed(words(area) for area in sorted(one.areas.all(), key=lambda area: area.pk))
    facts = [
        {"label": _("Partnership"), "value": words(one.partnership), "href": href(one.partnership)},
        {"label": _("Signed"), "value": words(one.when) if one.first_day else "",
         "note": _("as reported") if one.as_reported and not one.partnership.caveat else ""},
        {"label": _("Term"), "value": term(one)},
        {"label": _("Under"), "value": words(above) if above else "", "href": href(above)},
        {"label": _("Programme"), "value": words(programme) if programme else ""},
        {"label": _("Areas"), "value": areas},
        {"label": _("Why it was terminated"), "value": one.end_reason},
    ]  # fmt: skip
    return [fact for fact in facts if fact["value"]]


def _party(party: Any, signed: list[Any]) -> dict[str, Any]:
    mine = next((row for row in signed if row.party_id == party.pk), None)
    return {"name": words(party), "side": words(SIDES[party.side]),
            "signed": signatures([mine])[0]["at"] if mine else ""}  # fmt: skip


def _promise(row: Any, nature: str) -> dict[str, Any]:
    return {
        "promise": row,
        "asked": present.asked(row),
        "responsible": present.responsible(row, nature),
        "rule": present.rule(row, nature),
        "from": days(row.first_day, row.last_day) if row.last_day else words(row.first_day),
    }


def _actions(by: Any, one: Any, under: list[Any]) -> list[dict[str, Any]]:
    """Sign and take back only where they mean something: the other verbs as the moment allows."""
    hidden = [] if queries.awaits(by, one, under, once_per_side=False) else ["agreement.sign"]
    mine = {seat.party_id for seat in by.seats_in(one.partnership_id)}
    if not any(row.party_id in mine for row in under):
        hidden.append("agreement.unsign")
    if under:
        hidden += ["agreement.change", "promise.add"]
    filled = {"closing.propose": {"year": str(_latest_to_close(by, one))}}
    return present.buttons(by, one, without=hidden, first=("agreement.sign",), filled=filled)


def _latest_to_close(by: Any, one: Any) -> int | str:
    """The last year that the form for closing one begins with, or nothing."""
    years = one.years_to_close(clock.today()) if VERBS["closing.propose"].open_to(by, one) else []
    return years[0] if years else ""

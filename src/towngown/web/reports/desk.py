"""The report desk: what is due, what is being written, what is out, and how much was asked of people."""

import secrets
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from towngown.domain.partnerships.queries import choosable, partnerships
from towngown.domain.reports import actions, queries
from towngown.domain.reports.words import REPORT_KINDS, STATES
from towngown.foundation.journal.action import VERBS
from towngown.kit import clock
from towngown.web.reports.burden import burden
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.invented import named
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import page_of
from towngown.web.shared.wording import words

TONES = {"edited": "wait", "checked": "info", "released": "good", "withdrawn": "plain"}


def index(request: HttpRequest) -> HttpResponse:
    """Which reports are due, drafted and released."""
    by, today = request.actor, clock.today()
    mine = [one for one in partnerships(by) if VERBS["report.start"].may(by, one)]
    found = _found(request)
    page = page_of(request, found)
    context = {
        "due": [{"due": one, "key": secrets.token_urlsafe(24)} for one in queries.due(by, today)],
        "rows": [_row(one) for one in page.rows], "page": page, "count": found.count(),
        "q": request.GET.get("q", ""), "selects": _selects(request),
        "narrowed": any(request.GET.get(name) for name in ("q", "kind", "state", "partnership")),
        "mine": [{"partnership": one, "burden": _burden(by, one, today)} for one in mine], "year": today.year, "last_year": today.year - 1,
        "seen": [one for one in partnerships(by) if one not in mine][:20],
    } | files(request, "reports_export")  # fmt: skip
    return render(request, "reports/desk.html", context)


def _found(request: HttpRequest) -> Any:
    given = request.GET
    return queries.search(
        request.actor, words=given.get("q", "").strip()[:100], kind=given.get("kind", ""),
        state=given.get("state", ""), partnership=given.get("partnership", ""),
    )  # fmt: skip


def _selects(request: HttpRequest) -> list[dict[str, Any]]:
    walls = [(one.slug, named(one)) for one in choosable(request.actor)]
    asked = (
        ("state", _("State"), [(word, words(label)) for word, label in STATES.items()]),
        ("kind", _("Kind"), [(word, words(label)) for word, label in REPORT_KINDS.items()]),
        ("partnership", _("Partnership"), walls),
    )
    return [select(name, label, choices, request.GET.get(name, "")) for name, label, choices in asked]


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    header = [_("Report"), _("Kind"), _("State"), _("Year"), _("As of"), _("Released on"), _("Partnership")]
    rows = (
        [words(one), words(REPORT_KINDS[one.report_kind]), words(STATES[one.state]), one.year, one.as_of,
         localdate(one.released_at) if one.released_at else None, named(one.partnership)]
        for one in _found(request)[:TAKEN]
    )  # fmt: skip
    return handed_over(request, form, "reports", actions.export, header, rows)


def _row(report: Any) -> dict[str, Any]:
    return {
        "report": report, "kind": REPORT_KINDS[report.report_kind], "label": STATES[report.state],
        "tone": TONES[report.state],
    }  # fmt: skip


def _burden(by: Any, partnership: Any, today: date) -> Any:
    return burden(by, partnership.pk, date(today.year, 1, 1), today)

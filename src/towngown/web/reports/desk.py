"""The report desk: what is due, what is being written, what is out, and how much was asked of people."""

import secrets
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towngown.domain.partnerships.queries import partnerships
from towngown.domain.reports import queries
from towngown.domain.reports.words import REPORT_KINDS, STATES
from towngown.foundation.journal.action import VERBS
from towngown.kit import clock
from towngown.web.reports.burden import burden
from towngown.web.shared.paging import page_of

TONES = {"edited": "wait", "checked": "info", "released": "good", "withdrawn": "plain"}


def index(request: HttpRequest) -> HttpResponse:
    """Which reports are due, drafted and released."""
    by, today = request.actor, clock.today()
    mine = [one for one in partnerships(by) if VERBS["report.start"].may(by, one)]
    state = request.GET.get("state", "")
    page = page_of(request, queries.reports(by, state if state in STATES else ""))
    context = {
        "due": [{"due": one, "key": secrets.token_urlsafe(24)} for one in queries.due(by, today)],
        "rows": [_row(one) for one in page.rows], "page": page, "states": STATES.items(), "state": state,
        "mine": [{"partnership": one, "burden": _burden(by, one, today)} for one in mine], "year": today.year, "last_year": today.year - 1,
        "seen": [one for one in partnerships(by) if one not in mine][:20],
    }  # fmt: skip
    return render(request, "reports/desk.html", context)


def _row(report: Any) -> dict[str, Any]:
    return {
        "report": report, "kind": REPORT_KINDS[report.report_kind], "label": STATES[report.state],
        "tone": TONES[report.state],
    }  # fmt: skip


def _burden(by: Any, partnership: Any, today: date) -> Any:
    return burden(by, partnership.pk, date(today.year, 1, 1), today)

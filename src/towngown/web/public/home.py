"""The first page: what this is, and how every partnership stands. For visitors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towngown.domain.partnerships import queries
from towngown.kit import clock
from towngown.web.shared.addresses import list_href
from towngown.web.shared.summaries import summaries


def home(request: HttpRequest) -> HttpResponse:
    """The partnerships this viewer may see, each with its ledger in a line."""
    found = sorted(queries.partnerships(request.actor), key=_order)
    context = {"rows": summaries(request.actor, found, clock.today()), "more": list_href("partnership")}
    return render(request, "public/home.html", context)


def _order(one: Any) -> tuple[bool, bool, str]:
    """Real before invented, alive before reported."""
    return bool(one.caveat), one.record_to is not None, one.slug

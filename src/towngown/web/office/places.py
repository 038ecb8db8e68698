"""Places: what lies under what, and what stands there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from towngown.foundation.organisations import queries as organisations
from towngown.foundation.places import queries
from towngown.foundation.places.words import TIERS
from towngown.kit.problems import Problem


@require_GET
def place(request: HttpRequest, code: str = "") -> HttpResponse:
    """What lies here? Places are public knowledge; what stands there shows as far as the viewer may see it."""
    one = queries.place(code) if code else None
    if code and one is None:
        raise Problem("not_found", value=code)
    text = request.GET.get("q", "")
    found = queries.search(text, within=code)
    return render(request, "office/place.html", {
        "one": one,
        "tier": TIERS[one.tier] if one else "",
        "chain": queries.chain(code)[:-1] if code else [],
        "replaced": queries.place(one.replaced_by) if one and one.replaced_by else None,
        "children": list(queries.children(code)),
        "counts": [{"label": TIERS[tier], "n": n} for tier, n in _counts(one).items()],
        "standing": list(organisations.standing_at(request.actor, code)) if code else [],
        "q": text,
        "found": [{"one": row, "tier": TIERS[row.tier]} for row in found],
    })  # fmt: skip


def _counts(one: Any) -> dict[str, int]:
    """How many places of each tier lie below, from wide to narrow; the whole country is not counted each time."""
    counts = queries.counts_under(one.code) if one else {}
    return {tier: counts[tier] for tier in TIERS if tier in counts and tier != one.tier}

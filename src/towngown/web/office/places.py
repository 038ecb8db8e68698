"""Places: what lies under what, and what stands there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from towngown.foundation.organisations import queries as organisations
from towngown.foundation.places import actions, queries
from towngown.foundation.places.words import TIERS
from towngown.kit.problems import Problem
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.invented import label
from towngown.web.shared.lists import files, select
from towngown.web.shared.wording import words

MOST_FOUND = 50


@require_GET
def place(request: HttpRequest, code: str = "") -> HttpResponse:
    """What lies here? Places are public knowledge; what stands there shows as far as the viewer may see it."""
    one = queries.place(code) if code else None
    if code and one is None:
        raise Problem("not_found", value=code)
    return render(request, "office/place.html", _below(request, code) | {
        "one": one,
        "tier": TIERS[one.tier] if one else "",
        "chain": queries.chain(code)[:-1] if code else [],
        "replaced": queries.place(one.replaced_by) if one and one.replaced_by else None,
        "counts": [{"label": TIERS[tier], "n": n} for tier, n in _counts(one).items()],
        "standing": list(organisations.standing_at(request.actor, code)) if code else [],
    })  # fmt: skip


def _below(request: HttpRequest, code: str) -> dict[str, Any]:
    """What lies directly below and what was looked for, with the filter bar."""
    narrowed, children = _narrowed(request), list(queries.children(code))
    found = list(_listed(request, code)[: MOST_FOUND + 1]) if narrowed else []
    listed, more = found if narrowed else children, len(found) > MOST_FOUND
    tiers = [(tier, words(label)) for tier, label in TIERS.items()]
    return {
        "q": request.GET.get("q", ""),
        "selects": [select("tier", _("Tier"), tiers, _tier(request))],
        "narrowed": narrowed,
        "children": children,
        "found": [{"one": row, "tier": TIERS[row.tier]} for row in queries.wider_first(found[:MOST_FOUND])],
        "more": more,
        "count": None if more else len(listed),
    } | _files(request, code)


def _tier(request: HttpRequest) -> str:
    tier = request.GET.get("tier", "")
    return tier if tier in TIERS else ""


def _narrowed(request: HttpRequest) -> bool:
    return bool(request.GET.get("q", "").strip() or _tier(request))


def _listed(request: HttpRequest, code: str) -> Any:
    """What is looked for at or under this place; without a question, what lies directly below."""
    text = request.GET.get("q", "").strip()[:100]
    return queries.listed(text, code, _tier(request)) if _narrowed(request) else queries.children(code)


def _files(request: HttpRequest, code: str) -> dict[str, str]:
    return files(request, "place_export", code) if code else files(request, "places_export")


@require_GET
def export(request: HttpRequest, form: str, code: str = "") -> HttpResponse:
    """The places listed as a file; the journal keeps that it was taken."""
    if code and queries.place(code) is None:
        raise Problem("not_found", value=code)
    header = [_("Code"), _("Name"), _("Tier"), _("Code of the place above"), _("Edition"), _("Note")]
    rows = (
        [row.code, row.name, words(TIERS[row.tier]), row.parent_code, row.edition,
         label(request, row)]
        for row in _listed(request, code)[:TAKEN].iterator()
    )  # fmt: skip
    return handed_over(request, form, "places", actions.export, header, rows)


def _counts(one: Any) -> dict[str, int]:
    """How many places of each tier lie below, from wide to narrow; the whole country is not counted each time."""
    counts = queries.counts_under(one.code) if one else {}
    return {tier: counts[tier] for tier in TIERS if tier in counts and tier != one.tier}

"""What takes place: the list of all activities that I may see, narrowed, counted and exported."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.activities import actions, queries
from towngown.domain.activities.words import STATES
from towngown.domain.evidence import queries as evidence
from towngown.domain.evidence.compute import strength
from towngown.domain.evidence.words import STRENGTHS
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.partnerships.words import SIDES
from towngown.foundation.journal.action import VERBS
from towngown.kit.digits import whole_number
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.invented import named
from towngown.web.shared.lists import files, narrowed, select
from towngown.web.shared.paging import page_of
from towngown.web.shared.wording import people, words


def activities(request: HttpRequest) -> HttpResponse:
    """The list, 25 rows a page, latest first."""
    filters = _filters(request)
    listed = queries.listed(request.actor, filters)
    counts = listed.counts or {}
    kinds, walls = partnerships.kinds_to_choose(), partnerships.choosable(request.actor)
    page = page_of(
        request, listed.found, "last_day", read=lambda found: queries.lines(found, kinds, walls), most=listed.count
    )
    context = {
        "filters": filters,
        "selects": _selects(filters, kinds, walls, listed.years),
        "count": listed.count,
        "figures": [
            {"label": words(STATES[state]), "value": counts[state], "href": narrowed(request, state=state)}
            for state in STATES
            if state in counts
        ],
        "rows": _shown(request, page.rows),
        "older": page.older,
        "newer": page.newer,
        "narrowed": any(request.GET.get(name) for name in NARROWING),
        "may_plan": any(VERBS["activity.plan"].may(request.actor, one) for one in walls),
        "has_calendar": bool(request.actor.seats),
    } | files(request, "activities_export")
    return render(request, "activities/list.html", context)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    header = [_("Title"), _("Kind"), _("When"), _("State"), _("Where"), _("At least came"), _("Evidence"),
              _("Partnership")]  # fmt: skip
    rows = queries.activities(request.actor, _filters(request))[:TAKEN]
    return handed_over(request, form, "activities", actions.export, header, map(_cells, rows))


NARROWING = ("q", "kind", "state", "year", "partnership")


def _filters(request: HttpRequest) -> queries.Filters:
    year = whole_number(request.GET.get("year", ""))
    return queries.Filters(
        words=request.GET.get("q", "").strip()[:100],
        kind=request.GET.get("kind", ""),
        state=request.GET.get("state", ""),
        year=year if year and date.min.year <= year <= date.max.year else None,
        partnership=request.GET.get("partnership", ""),
    )


def _selects(
    filters: queries.Filters, kinds: Iterable[Any], walls: Iterable[Any], years: list[str]
) -> list[dict[str, Any]]:
    states = [(state, words(label)) for state, label in STATES.items()]
    return [
        select("partnership", _("Partnership"), [(one.slug, named(one)) for one in walls], filters.partnership),
        select("kind", _("Kind"), [(kind.code, words(kind)) for kind in kinds], filters.kind),
        select("state", _("State"), states, filters.state),
        select("year", _("Year"), [(year, year) for year in years], str(filters.year or "")),
    ]


def _shown(request: HttpRequest, rows: list[Any]) -> list[dict[str, Any]]:
    """Rows with both sides' numbers, read in one query for all of them."""
    said = evidence.accounts_of(request.actor, [row.claim_id for row in rows])
    return [
        {
            "activity": row,
            "state": words(STATES[row.state]),
            "tone": tone_of(row),
            "heads": _heads(said.get(row.claim_id, [])),
            "strength": strength(row.support) if row.state != "planned" else "",
        }
        for row in rows
    ]


TONES = {"held": "wait", "confirmed": "good", "disputed": "strong"}


def tone_of(activity: Any) -> str:
    """How the badge of its state looks; what is only reported waits for nobody."""
    return "plain" if activity.as_reported else TONES.get(activity.state, "plain")


def _heads(accounts: list[Any]) -> str:
    """The head-counts given: one when all are the same, else each with its side."""
    counted = [one for one in accounts if one.quantity.words("zh") or one.low is not None or one.high is not None]
    texts = {people(one.quantity) for one in counted}
    if len(texts) == 1:
        return texts.pop()
    return " · ".join(f"{words(SIDES.get(one.side, ''))} {people(one.quantity)}".strip() for one in counted)


def _cells(row: Any) -> list[Any]:
    return [
        words(row),
        words(row.activity_kind),
        words(row.when),
        words(STATES[row.state]),
        row.where,
        row.claim.lower,
        words(STRENGTHS[strength(row.claim.support)]),
        named(row.partnership),
    ]

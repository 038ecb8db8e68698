"""Organisations: who stands under whom, one organisation's page, what may be one and the same."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from towngown.foundation.journal.action import VERBS
from towngown.foundation.organisations import actions, queries
from towngown.foundation.organisations.words import KINDS
from towngown.foundation.people import queries as people
from towngown.foundation.people.words import ROLES
from towngown.foundation.places import queries as places
from towngown.kit.problems import Problem
from towngown.web.office.access import office_only
from towngown.web.shared.access import members_only
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.invented import label
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import page_by
from towngown.web.shared.wording import language, words

FEW_UNITS = 6


@require_GET
@members_only
def index(request: HttpRequest) -> HttpResponse:
    """Which organisations are there, and who stands under whom?"""
    by, found = request.actor, _found(request)
    page = page_by(request, found, "title_zh")
    units = queries.units_of(by, page.rows)
    names = places.names({row.place_code for row in page.rows})
    rows = [
        {"one": row, "kind": KINDS[row.org_kind], "place": names.get(row.place_code, ""),
         "units": units[row.pk][:FEW_UNITS], "more": max(len(units[row.pk]) - FEW_UNITS, 0)}
        for row in page.rows
    ]  # fmt: skip
    kinds = [(word, words(label)) for word, label in KINDS.items()]
    return render(request, "office/organisations.html", files(request, "organisations_export") | {
        "page": page, "rows": rows, "count": found.count(),
        "selects": [select("kind", _("Kind"), kinds, request.GET.get("kind", ""))],
        "filtered": bool(request.GET.get("q") or request.GET.get("kind")),
        "may_found": VERBS["organisation.found"].may(by, None),
    })  # fmt: skip


def _found(request: HttpRequest) -> Any:
    """Without a filter those that stand under nobody; with one whatever fits."""
    text, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    if not text.strip() and kind not in KINDS:
        return queries.roots(request.actor)
    return queries.searched(queries.organisations(request.actor), text, kind if kind in KINDS else "")


@require_GET
@members_only
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The same list as a file; the journal keeps that it was taken."""
    header = (_("Name in Chinese"), _("Name in English"), _("Kind"), _("Place"), _("Unified social credit code"),
              _("Note"))  # fmt: skip
    rows = (
        (row.title_zh, row.title_en, words(KINDS[row.org_kind]), row.place_code, row.uscc,
         label(request, row))
        for row in _found(request)[:TAKEN].iterator()
    )  # fmt: skip
    return handed_over(request, form, "organisations", actions.export, header, rows)


@require_GET
@office_only
def duplicates(request: HttpRequest) -> HttpResponse:
    """Which organisations may be one and the same?"""
    pairs = queries.duplicates(request.actor)
    names = places.names({one.place_code for pair in pairs for one in pair[:2]})
    rows = [
        {"one": one, "other": other, "score": score, "place": names.get(one.place_code, ""),
         "other_place": names.get(other.place_code, "")}
        for one, other, score in pairs
    ]  # fmt: skip
    may_merge = request.actor.keeper
    return render(request, "office/duplicates.html", {"rows": rows, "may_merge": may_merge})


@require_GET
def organisation(request: HttpRequest, ref: str) -> HttpResponse:
    """What is this organisation, what stands under it, and who works there? Names of people only for those who may."""
    by, one = request.actor, queries.by_ref(ref)
    if one is None:
        raise Problem("not_found", value=ref)
    return render(request, "office/organisation.html", {
        "one": one,
        "kind": KINDS[one.org_kind],
        "above": queries.ancestors(one),
        "units": list(queries.units(by, one)),
        "official": one.title_zh if language() == "en" and one.title_en else "",
        "path": places.path(one.place_code) if one.place_code else [],
        "place": places.place(one.place_code) if one.place_code else None,
        "members": [{"person": row.person, "role": ROLES[row.role], "title": row.title}
                    for row in people.members_of(by, one.pk)],
        "is_member": by.kind == "user",
    })  # fmt: skip

"""People: who works where, one person's page, and what is done there."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from segno import make_qr

from towngown.foundation.journal.action import VERBS
from towngown.foundation.organisations import queries as organisations
from towngown.foundation.people import actions, queries
from towngown.foundation.people.words import INVITATION_DAYS, ROLES
from towngown.foundation.places import queries as places
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.web.office.access import office_only
from towngown.web.shared.access import members_only
from towngown.web.shared.export import CHUNK, handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import page_by
from towngown.web.shared.wording import words

MOST_CHOICES = 300


@require_GET
@office_only
def index(request: HttpRequest) -> HttpResponse:
    """Who works where?"""
    found = _found(request)
    page = page_by(request, queries.with_roles(found), "name")
    return render(request, "office/people.html", files(request, "people_export") | {
        "page": page,
        "rows": [_row(person) for person in page.rows],
        "count": found.count(),
        "selects": _selects(request),
        "filtered": bool(request.GET.get("q") or request.GET.get("role") or request.GET.get("at")),
        "own": next((one for one in organisations.within(request.actor) if VERBS["person.register"].may(request.actor, one)), None),
    })  # fmt: skip


def _found(request: HttpRequest) -> Any:
    """The persons that the filters ask for."""
    rows = queries.searched(queries.persons(request.actor), request.GET.get("q", ""))
    role = request.GET.get("role", "")
    at = organisations.by_ref(request.GET.get("at", ""))
    if role in ROLES or at is not None:
        rows = queries.working_in(rows, at.path if at else "", role if role in ROLES else "")
    return rows


def _selects(request: HttpRequest) -> list[dict[str, Any]]:
    roles = [(word, words(label)) for word, label in ROLES.items()]
    bodies = [(row.ref, words(row)) for row in organisations.within(request.actor)[:MOST_CHOICES]]
    return [
        select("role", _("Role"), roles, request.GET.get("role", "")),
        select("at", _("Organisation"), bodies, request.GET.get("at", "")),
    ]


def _row(person: Any) -> dict[str, Any]:
    held = person.held(clock.today())
    return {"person": person, "held": [{"role": ROLES[one.role], "at": one.organisation} for one in held],
            "login": _login(person)}  # fmt: skip


def _login(person: Any) -> str:
    """The state of the log-in in the reader's words."""
    if person.user is None:
        return _("No log-in yet")
    return _("Has a log-in") if person.user.is_active else _("Log-in disabled")


@require_GET
@office_only
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The same list as a file, without contact data; that it left the system is written down."""
    header = [_("Name"), _("Role"), _("Organisation"), _("Position"), _("Reaches down from place"), _("Log-in"),
              _("Skills"), _("Note")]  # fmt: skip
    people = queries.with_roles(_found(request)).iterator(chunk_size=CHUNK)
    rows = (row for person in people for row in _cells(person))
    return handed_over(request, form, "people", actions.export_list, header, rows)


def _cells(person: Any) -> Iterator[list[Any]]:
    """One row for each role; one without, for who has none now."""
    about = [_login(person), person.skill_words, _("invented") if person.invented else ""]
    held = person.held(clock.today())
    for one in held:
        yield [person.name, words(ROLES[one.role]), words(one.organisation), one.title, one.place_code, *about]
    if not held:
        yield [person.name, _("No role now"), "", "", "", *about]


def _the(request: HttpRequest, ref: str) -> Any:
    return or_not_found(queries.one(request.actor, ref), ref)


@require_GET
@members_only
def person(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is this, and what may they do?"""
    return _page(request, _the(request, ref))


def _page(request: HttpRequest, person: Any, **more: Any) -> HttpResponse:
    by = request.actor
    held = person.held(clock.today())
    names = places.names({row.place_code for row in held})
    may = {name: VERBS[f"person.{name}"].open_to(by, person) for name in ("invite", "show_contact", "export")}
    revoke = VERBS["person.revoke"]
    context = {
        "person": person,
        "mine": by.person_id == person.pk,
        "in_office": queries.works_in_office(by),
        "login": _login(person),
        "may": may | {"invite": may["invite"] and (person.user_id is None or by.keeper)},
        "held": [
            {"row": row, "role": ROLES[row.role], "place": names.get(row.place_code, row.place_code),
             "may_end": revoke.may(by, row.organisation)}
            for row in held
        ],
    }  # fmt: skip
    return render(request, "office/person.html", context | more)


@require_POST
@members_only
def contact(request: HttpRequest, ref: str) -> HttpResponse:
    """The same page with phone and e-mail on it; looking is written down."""
    person = _the(request, ref)
    return _page(request, person, contact=actions.show_contact(by=request.actor, person=person))


@require_POST
@members_only
def data(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything about the person as a JSON file."""
    person = _the(request, ref)
    taken = actions.export(by=request.actor, person=person)
    response = JsonResponse(taken, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{person.ref}.json"'
    return response


@require_POST
@members_only
def invite(request: HttpRequest, ref: str) -> HttpResponse:
    """The way in, shown this one time, for a human to pass on."""
    person = _the(request, ref)
    token = actions.invite(by=request.actor, person=person).token
    address = settings.SITE_ADDRESS + reverse("invitation", args=[token])
    code = mark_safe(make_qr(address, error="m").svg_inline(scale=4, border=2))  # noqa: S308 - our own address
    context = {"person": person, "address": address, "code": code, "days": INVITATION_DAYS}
    response = render(request, "office/invited.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@members_only
def end_role(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take one role away and come back."""
    person, row = _the(request, ref), queries.membership(request.actor, pk)
    if row is None or row.person_id != person.pk:
        raise Problem("not_found", value=pk)
    actions.revoke(
        by=request.actor, organisation=row.organisation, person=person, role=row.role, place_code=row.place_code
    )  # fmt: skip
    messages.success(request, _("Done: {what}.").format(what=words(VERBS["person.revoke"].label)))
    return HttpResponseRedirect(reverse("person", args=[ref]))

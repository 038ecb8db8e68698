"""Teachers and experts, for the university side: the list, and the page of one."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.matching.queries import loads
from towngown.domain.orders import actions, queries
from towngown.domain.orders.queries import Finding
from towngown.domain.orders.words import ABSENCES, TEACHER_KINDS
from towngown.domain.partnerships.queries import choosable
from towngown.foundation.journal.action import VERBS
from towngown.foundation.people import queries as people
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.halfdays import bits_of
from towngown.kit.problems import Problem
from towngown.web.orders import filters
from towngown.web.shared import grids
from towngown.web.shared.access import members_only
from towngown.web.shared.addresses import href, list_href
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.forms import form_for
from towngown.web.shared.invented import named
from towngown.web.shared.lists import files
from towngown.web.shared.paging import page_by, place_code
from towngown.web.shared.wording import words

NARROWING = ("q", "category", "place", "partnership")
ASKED = ("person", "teacher_kind", "place_code", "reach_m", "week_cap", "term_cap", "half_days", "rather")
MOST_PERSONS = 20
AHEAD = 28  # days whose visits are counted


def _keeping(by: Actor) -> list[Any]:
    """The partnerships whose teachers this viewer keeps."""
    walls = {seat.partnership_id for seat in by.seats}
    return [one for one in choosable(by) if one.pk in walls and VERBS["teacher.add"].may(by, one)]


@members_only
def index(request: HttpRequest) -> HttpResponse:
    """Who teaches what, how often and how far?"""
    by = request.actor
    if not _keeping(by) and not queries.teacher_of(by):
        raise Problem("not_allowed")
    finding, today = _finding(request), clock.today()
    found = queries.found_teachers(by, finding)
    page = page_by(request, found, "person__name")
    context = {
        "rows": _rows(page.rows, today), "page": page, "q": finding.text, "count": found.count(),
        "selects": _selects(request, finding), "keeping": _keeping(by), "import_href": list_href("import"),
        "narrowed": any(request.GET.get(name) for name in NARROWING),
    } | files(request, "teachers_export")  # fmt: skip
    return render(request, "orders/teachers.html", context)


def _finding(request: HttpRequest) -> Finding:
    wall, place = filters.partnership(request), filters.asked(request, "place")
    return Finding(
        filters.asked(request, "q"), filters.asked(request, "category"), place_code(place),
        wall.pk if wall else None,
    )  # fmt: skip


def _selects(request: HttpRequest, finding: Finding) -> list[dict[str, Any]]:
    by, walls = request.actor, _keeping(request.actor)
    shelves = queries.categories(by).filter(partnership__in=walls)
    return filters.worth_choosing([
        filters.of_categories(shelves, finding.category_ref),
        filters.of_towns(queries.homes(by, finding), finding.place_code),
        filters.of_partnerships(walls, filters.partnership(request)),
    ])  # fmt: skip


def _rows(teachers: list[Any], today: date) -> list[dict[str, Any]]:
    """What a line of the list shows of each teacher; queries do not grow with them."""
    called, given = names(one.place_code for one in teachers), queries.gives(teachers)
    load = loads(teachers, today, today + timedelta(days=AHEAD))
    return [
        {
            "teacher": one, "kind": TEACHER_KINDS[one.teacher_kind], "home": called.get(one.place_code, ""),
            "skills": one.person.skill_words, "gives": given.get(one.pk, []), "load": load[one.pk],
            "halves": len(bits_of(one.half_days)), "km": round(one.reach_m / 1000, 1),
        }
        for one in teachers
    ]  # fmt: skip


@members_only
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file, without contact data; the journal keeps that it was taken."""
    header = (
        _("Name"), _("Teacher or expert"), _("Sets out from"), _("Skills"), _("Can give"), _("Half-days a week"),
        _("Goes how far, in metres"), _("At most so many times a week"), _("Visits in the next four weeks"),
        _("Takes orders now"), _("Partnership"),
    )  # fmt: skip
    return handed_over(request, form, "teachers", actions.export_teachers, header, _lines(request))


def _lines(request: HttpRequest) -> Iterator[list[Any]]:
    """What the file says of each teacher."""
    for row in _rows(list(queries.found_teachers(request.actor, _finding(request))[:TAKEN]), clock.today()):
        one = row["teacher"]
        yield [
            str(one), words(row["kind"]), row["home"], row["skills"], "; ".join(map(words, row["gives"])),
            row["halves"], one.reach_m, one.week_cap, row["load"], words("Yes") if one.active else "",
            named(one.partnership),
        ]  # fmt: skip


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """What they can give, when, how far and how often; when they are away."""
    by, teacher = request.actor, queries.teacher(request.actor, ref)
    if teacher is None:
        raise Problem("not_found", value=ref)
    today = clock.today()
    back = VERBS["teacher.back"].may(by, teacher)
    context = _rows([teacher], today)[0] | {
        "week": grids.rows("week", teacher.half_days, today),
        "absences": [{"row": one, "kind": ABSENCES[one.absence_kind]} for one in queries.absences(teacher, today)],
        "may_back": back, "key": key_of(request), "rather": list(teacher.rather.all()),
        "invented": teacher.partnership.caveat,
    }  # fmt: skip
    return render(request, "orders/teacher.html", context)


@members_only
def back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take one absence back and return to the page."""
    by = request.actor
    teacher = or_not_found(queries.teacher(by, ref), ref)
    if request.method == "POST":
        actions.back(by=by, teacher=teacher, first_day=request.POST.get("first_day", ""))
    return HttpResponseRedirect(href(teacher))


@members_only
def new(request: HttpRequest) -> HttpResponse:
    """Put somebody on the list: find the person by name first, then say when, how far and how often."""
    by = request.actor
    walls = _keeping(by)
    wall = next((one for one in walls if one.slug == request.GET.get("partnership")), walls[0] if walls else None)
    if wall is None:
        raise Problem("not_allowed")
    person = people.one(by, request.GET.get("person", "")) if request.GET.get("person") else None
    if person is None:
        return render(request, "orders/teacher_who.html", _somebody(request, wall))
    verb, posted = VERBS["teacher.add"], request.POST if request.method == "POST" else None
    form = form_for(verb, by, wall, posted, only=ASKED[1:])
    if posted is not None:
        done = attempt(request, verb, wall, form, person=person)
        if done is not None:
            return HttpResponseRedirect(href(done))
    context = {"form": form, "person": person, "key": key_of(request), "invented": wall.caveat}
    return render(request, "orders/teacher_new.html", context, status=422 if form.failed else 200)


def _somebody(request: HttpRequest, wall: Any) -> dict[str, Any]:
    """The persons with this name or skill who are not on the list yet."""
    text = filters.asked(request, "q")
    listed = queries.teachers(request.actor, wall).values("person_id")
    found = people.searched(people.persons(request.actor), text).exclude(pk__in=listed)
    return {
        "q": text, "found": list(found[:MOST_PERSONS]), "wall": wall, "import_href": list_href("import"),
        "invented": wall.caveat,
    }  # fmt: skip

"""What I was told: grouped by what it is about, marked as read one by one or all at once, which can be taken back."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from towngown.foundation.notices import actions, queries
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.web.desk.kinds import KINDS, load
from towngown.web.shared.addresses import href
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import page_of
from towngown.web.shared.wording import words


def grouped(by: Actor, notices: list[Any]) -> list[dict[str, Any]]:
    """Notices for the page, those about one thing together, in the order of the newest of each."""
    things = load(by, {(one.thing_kind, one.thing_ref) for one in notices}, "ref")
    language = get_language() or "zh-hans"
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for one in notices:
        about = (one.thing_kind, one.thing_ref)
        group = groups.setdefault(about, {"thing": things.get(about), "notices": []})
        group["notices"].append({"notice": one, "text": queries.text_of(one, language)})
    return list(groups.values())


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """All of one's notices or some, newest first, 25 a page."""
    by, found = request.actor, _found(request)
    page = page_of(request, found)
    context = {
        "groups": grouped(by, page.rows),
        "unread": queries.unread(by),
        "count": found.count(),
        "page": page,
        "q": request.GET.get("q", ""),
        "selects": _selects(request),
        "narrowed": any(request.GET.get(name) for name in ("q", "state", "kind")),
        "undo": _moment(request.GET.get("read", "")),
    }
    return render(request, "desk/notices.html", context | files(request, "notices_export"))


def _found(request: HttpRequest) -> Any:
    given = request.GET
    return queries.searched(
        request.actor, get_language() or "zh-hans", text=given.get("q", "").strip()[:100],
        unread=given.get("state") == "unread", thing_kind=given.get("kind", ""),
    )  # fmt: skip


def _selects(request: HttpRequest) -> list[dict[str, Any]]:
    kinds = [(kind, words(KINDS[kind])) for kind in queries.kinds_told(request.actor) if kind in KINDS]
    return [
        select("state", _("State"), [("unread", _("Unread"))], request.GET.get("state", "")),
        select("kind", _("Kind"), kinds, request.GET.get("kind", "")),
    ]


@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    header, found = [_("Told on"), _("Notice"), _("Urgent"), _("Read on")], _found(request)[:TAKEN]
    language = get_language() or "zh-hans"
    rows = (
        [localdate(one.at), queries.text_of(one, language), _("Urgent") if one.urgent else "",
         localdate(one.read_at) if one.read_at else None]
        for one in found
    )  # fmt: skip
    return handed_over(request, form, "notices", actions.export, header, rows)


def _moment(text: str) -> str:
    """The moment as it was given, if it is one."""
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return ""


@login_required
@require_POST
def follow(request: HttpRequest, ref: str) -> HttpResponse:
    """Mark one notice as read and go to what it is about."""
    notice = or_not_found(queries.notice(request.actor, ref), ref)
    actions.read(by=request.actor, notice=notice)
    about = (notice.thing_kind, notice.thing_ref)
    thing = load(request.actor, [about], "ref").get(about)
    return HttpResponseRedirect(href(thing) or reverse("notices"))


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read; the next page offers to take it back."""
    at = actions.read_all(by=request.actor)
    moment = at.isoformat().replace("+", "%2B")
    return HttpResponseRedirect(f"{reverse('notices')}?read={moment}")


@login_required
@require_POST
def unread_all(request: HttpRequest) -> HttpResponse:
    """Take marking everything as read back."""
    moment = _moment(request.POST.get("at", ""))
    if not moment:
        raise Problem("not_found", value=request.POST.get("at", ""))
    actions.unread_all(by=request.actor, at=datetime.fromisoformat(moment))
    return HttpResponseRedirect(reverse("notices"))

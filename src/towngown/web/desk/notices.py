"""What I was told: grouped by what it is about, marked as read one by one or all at once, which can be taken back."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from towngown.foundation.notices import actions, queries
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.web.desk.kinds import load
from towngown.web.shared.addresses import href
from towngown.web.shared.paging import whole_number

ROWS = 25


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
    """All of one's notices, newest first, 25 a page."""
    by = request.actor
    rows = queries.notices(by)
    before = whole_number(request.GET.get("before", ""))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    page = list(rows[: ROWS + 1])
    context = {
        "groups": grouped(by, page[:ROWS]),
        "unread": queries.unread(by),
        "older": f"?before={page[ROWS - 1].pk}" if len(page) > ROWS else "",
        "newer": reverse("notices") if before is not None else "",
        "undo": _moment(request.GET.get("read", "")),
    }
    return render(request, "desk/notices.html", context)


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
    notice = queries.notice(request.actor, ref)
    if notice is None:
        raise Problem("not_found", value=ref)
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

"""The complaint entry that the law asks for on every page, and the page where the answer is found."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from towngown.foundation.complaints import actions, queries
from towngown.foundation.complaints.words import STATES
from towngown.foundation.journal.action import VERBS
from towngown.kit.problems import Problem
from towngown.web.shared.addresses import href
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.forms import form_for
from towngown.web.shared.limits import too_often
from towngown.web.shared.lists import files, select
from towngown.web.shared.paging import page_of
from towngown.web.shared.wording import words

MOST, WITHIN = 5, 3600  # complaints of one address, and in how many seconds


def new(request: HttpRequest) -> HttpResponse:
    """One text, no account; leads to the page where the answer will be."""
    verb = VERBS["complaint.file"]
    posted = request.POST if request.method == "POST" else None
    form = form_for(verb, request.actor, None, posted, only=("words", "contact"))
    about = (request.POST.get("about") or request.GET.get("about") or "")[:200]
    if posted is not None:
        filed = _filed(request, form, about)
        if filed is not None:
            return HttpResponseRedirect(href(filed))
    context = {"form": form, "about": about, "key": key_of(request)}
    return render(request, "public/complaint_new.html", context, status=422 if form.failed else 200)


def _filed(request: HttpRequest, form: Any, about: str) -> Any:
    """The complaint, or none with the form saying why."""
    if too_often(request, "complaint", MOST, WITHIN):
        form.blame([Problem("complaints.too_many")])
        return None
    return attempt(request, VERBS["complaint.file"], None, form, about=about)


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """What was said and what was answered, for whoever holds the ref."""
    complaint = or_not_found(queries.by_ref(ref), ref)
    context = {"complaint": complaint, "label": STATES[complaint.state], "keeper": request.actor.keeper}
    response = render(request, "public/complaint.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def index(request: HttpRequest) -> HttpResponse:
    """What the keepers have to answer: what waits first, 25 a page."""
    if not request.actor.keeper:
        raise Problem("not_allowed")
    found, state = _found(request), request.GET.get("state", "")
    page = page_of(request, found, "state")  # "filed" comes after "answered", so what waits is first
    return render(request, "public/complaints.html", files(request, "complaints_export") | {
        "rows": [{"complaint": one, "label": STATES[one.state]} for one in page.rows],
        "page": page, "count": found.count(), "q": request.GET.get("q", ""),
        "selects": [select("state", _("State"), [(word, words(label)) for word, label in STATES.items()], state)],
        "narrowed": bool(request.GET.get("q") or state),
    })  # fmt: skip


def _found(request: HttpRequest) -> Any:
    text, state = request.GET.get("q", "").strip()[:100], request.GET.get("state", "")
    return queries.complaints(request.actor, text=text, state=state)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file, without contacts; the journal keeps that it was taken."""
    header = [_("Filed on"), _("State"), _("Complaint or suggestion"), _("About the page"), _("The answer"),
              _("Answered on")]  # fmt: skip
    rows = (
        [localdate(one.filed_at), words(STATES[one.state]), one.words, one.about, one.answer,
         localdate(one.answered_at) if one.answered_at else None]
        for one in _found(request)[:TAKEN]
    )  # fmt: skip
    return handed_over(request, form, "complaints", actions.export, header, rows)

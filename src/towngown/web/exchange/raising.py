"""Asking for something, on a phone: say it, see who already asks for it, join them or send your own."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.exchange import queries
from towngown.domain.partnerships.queries import partnerships
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import answered
from towngown.kit.problems import Problem
from towngown.web.shared.addresses import href
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.forms import form_for
from towngown.web.shared.wording import language


def new(request: HttpRequest) -> HttpResponse:
    """The form; when sent, either the need itself or first the needs that are nearly the same."""
    by, verb = request.actor, VERBS["need.raise"]
    open_to_me = [one for one in partnerships(by) if verb.may(by, one)]
    if not open_to_me:
        raise Problem("not_allowed")
    partnership = _chosen(request, open_to_me)
    if partnership is None:
        return render(request, "exchange/need_where.html", {"partnerships": open_to_me})
    title = f"title_{language()}"
    posted = request.POST if request.method == "POST" else None
    form = form_for(verb, by, partnership, posted, only=(title, "words", "audience"))
    form.fields[0].required = True
    form.fields[0].help = _("For example: “Our forsythia leaves turn yellow; please send an expert to look.”")
    form.fields[1].help = _("What it is for, for how many people, until when: the clearer, the sooner the answer.")
    similar: list[Any] = []
    if posted is not None:
        similar = _similar(request, partnership, posted.get(title, ""))
        need = None if similar else attempt(request, verb, partnership, form)
        if need is not None:
            return HttpResponseRedirect(href(need))
    context = {
        "form": form, "partnership": partnership, "similar": similar, "key": key_of(request),
        "joinable": any(row["joinable"] for row in similar),
        "invented": partnership.caveat, "several": len(open_to_me) > 1,
    }  # fmt: skip
    return render(request, "exchange/need_new.html", context, status=422 if form.failed else 200)


def _chosen(request: HttpRequest, open_to_me: list[Any]) -> Any:
    """The partnership named in the address, the only one there is, or none."""
    slug = request.GET.get("partnership", "")
    if not slug and len(open_to_me) == 1:
        return open_to_me[0]
    return next((one for one in open_to_me if one.slug == slug), None)


def _similar(request: HttpRequest, partnership: Any, title: str) -> list[dict[str, Any]]:
    """Needs alike, whether this viewer could join each, and whether it is the viewer's own.

    None once they were shown and the viewer sends anyway, and none for a form that is sent once more.
    """
    if "sure" in request.POST or answered(request.actor, key_of(request)):
        return []
    by, join, own = request.actor, VERBS["need.join"], {seat.organisation_id for seat in request.actor.seats}
    found = queries.similar(by, partnership, title)
    return [{"need": one, "joinable": join.open_to(by, one), "own": one.organisation_id in own} for one in found]

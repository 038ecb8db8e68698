"""Planning an activity: few questions, the rest is known."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import thing
from towngown.kit.problems import Problem
from towngown.web.shared.addresses import href
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.forms import form_for
from towngown.web.shared.wording import language

CARRIED = ("promise", "need")  # named by the page one came from; asked of nobody


def choose(request: HttpRequest) -> HttpResponse:
    """For which partnership: straight on when there is only one."""
    plan = VERBS["activity.plan"]
    mine = [one for one in partnerships.partnerships(request.actor) if plan.may(request.actor, one)]
    promise = request.GET.get("promise")
    if promise:
        mine = [one for one in mine if one.pk == thing(request.actor, "promise", promise).wall]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if len(mine) == 1:
        return HttpResponseRedirect(reverse("activity_plan", args=[mine[0].slug]) + query)
    return render(request, "activities/choose.html", {"partnerships": mine, "query": query})


def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a new plan; kind and promise are filled in when one came from a promise."""
    verb, partnership = VERBS["activity.plan"], partnerships.by_slug(request.actor, slug)
    if partnership is None:
        raise Problem("not_found", value=slug)
    if not verb.may(request.actor, partnership):
        raise Problem("not_allowed")
    carried = _carried(request)
    posted = request.POST if request.method == "POST" else None
    form = form_for(verb, request.actor, partnership, posted, initial=_known(request, carried), only=_asked())
    if posted is not None:
        more = {"promises": [carried["promise"]] if carried["promise"] else [], "need": carried["need"]}
        done = attempt(request, verb, partnership, form, **more)
        if done is not None:
            return HttpResponseRedirect(href(done))
    context = {
        "partnership": partnership, "form": form, "key": key_of(request), "carried": carried,
        "invented": partnership.caveat,
    }  # fmt: skip
    return render(request, "activities/plan.html", context, status=422 if posted is not None else 200)


def _asked() -> tuple[str, ...]:
    title = "title_en" if language() == "en" else "title_zh"
    return ("activity_kind", title, "first_day", "starts_at", "where", "expected", "audience")


def _carried(request: HttpRequest) -> dict[str, Any]:
    given = request.POST if request.method == "POST" else request.GET
    return {kind: thing(request.actor, kind, given[kind]) if given.get(kind) else None for kind in CARRIED}


def _known(request: HttpRequest, carried: dict[str, Any]) -> dict[str, Any]:
    promise, need = carried["promise"], carried["need"]
    known = {name: value for name, value in request.GET.items() if value}
    if promise is not None:
        known["activity_kind"] = promise.activity_kind
    source = need or promise
    if source is not None:
        known |= {"title_zh": source.title_zh, "title_en": source.title_en}
    return known

"""One address for every verb: GET shows its form, POST does it once and goes to the thing's page."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from towngown.foundation.journal.action import VERBS, Verb, perform_once
from towngown.foundation.journal.queries import thing as find
from towngown.kit.problems import Problem, Problems
from towngown.web.shared import uploads
from towngown.web.shared.about import when_and_where
from towngown.web.shared.addresses import href
from towngown.web.shared.forms import Form, form_for
from towngown.web.shared.invented import caveat
from towngown.web.shared.wording import words

CHANGING = frozenset({"describe", "change", "move", "consent", "say_skills", "write", "write_minutes", "follow"})


def do(request: HttpRequest, verb_name: str, kind: str = "", ref: str = "") -> HttpResponse:
    """The form of a verb about a thing, and the doing of it."""
    verb = VERBS.get(verb_name)
    if verb is None or not verb.offered or kind != verb.on_kind * bool(verb.on):
        raise Problem("not_found", value=verb_name)
    on = find(request.actor, kind, ref) if kind else None
    if not verb.may(request.actor, on):
        raise Problem("not_allowed")
    posted = request.POST if request.method == "POST" else None
    known = {name: getattr(on, name, None) for name in verb.asked} if _changes(verb) else {}
    files = uploads.given(request, verb.asked) if posted is not None else {}
    form = form_for(verb, request.actor, on, posted, files, initial=known | request.GET.dict())
    if form.looks:
        uploads.keep(request, form)
    elif posted is not None:
        done = attempt(request, verb, on, form)
        if done is not None:
            return HttpResponseRedirect(_next(request) or href(done) or href(on) or reverse("desk"))
    context = {
        "verb": verb, "on": on, "form": form, "key": key_of(request), "next": _next(request),
        "invented": caveat(request, on) if on is not None else "",
        "about": when_and_where(on) if on is not None else "",
    }  # fmt: skip
    return render(request, "shared/do.html", context, status=422 if form.failed else 200)


def _changes(verb: Verb) -> bool:
    """Whether the verb says anew what its thing says already; one that makes something new starts empty."""
    return verb.name.partition(".")[2] in CHANGING


def attempt(request: HttpRequest, verb: Verb, on: Any, form: Form, **more: Any) -> Any:
    """Do the verb once under the form's key; on refusal blame the form and return None (True when it returns nothing)."""
    given = form.values() | more
    if verb.on:
        given[verb.on] = on
    gone = [one.about(name) for name, one in given.items() if isinstance(one, Problem)]
    try:
        if gone:
            raise Problems(gone)
        done = perform_once(key_of(request), verb.name, by=request.actor, **given)
    except Problem as problem:
        form.blame([problem])
    except Problems as several:
        form.blame(several.problems)
    else:
        messages.success(request, _("Done: {what}.").format(what=words(verb.label)))
        return done if done is not None else True
    uploads.keep(request, form)
    return None


def key_of(request: HttpRequest) -> str:
    """The idempotency key that came with the form, or a new one for a form about to be shown."""
    return request.POST.get("idempotency_key", "")[:64] or secrets.token_urlsafe(24)


def _next(request: HttpRequest) -> str:
    """Where to go afterwards, when the page before said so and it is ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""

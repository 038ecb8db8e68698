"""Long work: how far is it, and what came of it? The page may be left and found again."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.foundation.jobs import queries
from towngown.foundation.jobs.words import STATES
from towngown.web.desk.kinds import load
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.wording import words


@login_required
def job(request: HttpRequest, ref: str) -> HttpResponse:
    """One piece of one's own long work."""
    one = or_not_found(queries.job(request.actor, ref), ref)
    context = {
        "job": one,
        "label": words(queries.label(one)),
        "state": words(STATES[one.state]),
        "running": one.state in ("waiting", "running"),
        "how_far": _("{done} of {total}").format(done=one.done, total=one.total) if one.total else "",
        "sentences": [_said(said) for said in one.result.get("sentences", [])],
        "made": _made(request, one.result),
    }
    return render(request, "desk/job.html", context)


def _said(one: dict[str, Any]) -> str:
    return words(one["sentence"]).format_map({name: words(value) for name, value in one.get("values", {}).items()})


def _made(request: HttpRequest, result: dict[str, Any]) -> Any:
    """The thing the work made, when its result names one (kind and ref) that the viewer may see."""
    about = (result.get("kind", ""), result.get("ref", ""))
    return load(request.actor, [about], "ref").get(about) if all(about) else None

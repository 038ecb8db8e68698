"""What a person sees when something cannot be done: one sentence, what was kept, what to do."""

import sys
from collections.abc import Sequence

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from towngown.kit.breakdown import no_room
from towngown.kit.problems import Problem
from towngown.web.shared.wording import sentence

STATUS = {"not_found": 404, "not_allowed": 403, "wrong_moment": 409, "key_reused": 409}


def refusal(request: HttpRequest, problems: Sequence[Problem]) -> HttpResponse:
    """The page of one or more refusals."""
    status = STATUS.get(problems[0].code, 422)
    sentences = [sentence(problem) for problem in problems]
    missing = problems[0].code == "not_found"
    if missing:
        sentences = [_("There is no such page, or it is not open to you.")]
    return render(request, "shared/refusal.html", {"sentences": sentences, "missing": missing}, status=status)


def broken(request: HttpRequest) -> HttpResponse:
    """The page of an error of ours, or of a disk without room; with the chrome, so that the complaint entry is on it too."""
    status = 507 if no_room(sys.exception()) else 500
    try:
        return render(request, f"{status}.html", status=status)
    except (Error, OSError):  # who asks, and what they may open, cannot even be read
        return HttpResponse(render_to_string(f"{status}.html"), status=status)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page of a form that was open too long, or came from somewhere else."""
    return render(request, "403_csrf.html", status=403)

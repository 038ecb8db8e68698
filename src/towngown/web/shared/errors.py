"""What a person sees when something cannot be done: one sentence, what was kept, what to do."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.kit.problems import Problem
from towngown.web.shared.wording import sentence

STATUS = {"not_found": 404, "not_allowed": 403, "wrong_moment": 409, "key_reused": 409}


def refusal(request: HttpRequest, problems: Sequence[Problem]) -> HttpResponse:
    """The page of one or more refusals."""
    status = STATUS.get(problems[0].code, 422)
    sentences = [sentence(problem) for problem in problems]
    return render(request, "shared/refusal.html", {"sentences": sentences}, status=status)


def _plain(request: HttpRequest, status: int, words: str) -> HttpResponse:
    return render(request, "shared/refusal.html", {"sentences": [words]}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(request, 400, _("This request could not be understood. Nothing was changed."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(request, 403, _("You may not see this. If you should, ask your partnership office."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(request, 404, _("There is nothing at this address, or it is not for you to see."))


def broken(request: HttpRequest) -> HttpResponse:
    return _plain(request, 500, _("Something broke here. What you had sent before is kept; please try again later."))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _plain(request, 403, _("This form is too old. Go back, open the page again and send it once more."))

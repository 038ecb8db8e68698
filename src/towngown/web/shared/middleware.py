"""request.actor for every page, and refusals turned into pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from towngown.domain.partnerships.queries import actor_for
from towngown.foundation.accounts.queries import visitor
from towngown.foundation.journal import moments
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem, Problems
from towngown.web.shared import errors

Respond = Callable[[HttpRequest], HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: the log-in's actor, or a visitor."""
    user = request.user
    if not user.is_authenticated:
        return visitor()
    today = clock.today()
    return actor_for(user.pk, user.get_full_name(), get_language() or "zh-hans", user.is_staff, today)


class ActorMiddleware:
    """Puts the actor on the request, worked out when first asked for; a page is read at one moment of the journal."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        with moments.held():
            return self.get_response(request)


class LeavingMiddleware:
    """Whoever logs out leaves nothing behind in the browser: on a shared computer "back" shows no page of theirs."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_known = request.method == "POST" and request.user.is_authenticated
        response = self.get_response(request)
        if was_known and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class ProblemMiddleware:
    """A refusal that a page did not show beside its field becomes a page of its own with the sentence on it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):  # PostgreSQL has no such text
            return errors.refusal(request, [Problem("not_found", value="")])
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Problem):
            return errors.refusal(request, [exception])
        if isinstance(exception, Problems):
            return errors.refusal(request, exception.problems)
        return None

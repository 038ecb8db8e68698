"""Who a page is for: a visitor is asked to log in, everybody else is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from towngown.kit.actors import Actor
from towngown.kit.problems import Problem

View = Callable[..., HttpResponse]


def members_only(view: View) -> View:
    """The page is for everybody with a log-in."""
    return only(view, lambda by: True)


def only(view: View, allowed: Callable[[Actor], bool]) -> View:
    """The page is for those with a log-in of whom `allowed` holds."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.kind != "user":
            return redirect_to_login(request.get_full_path())
        if not allowed(request.actor):
            raise Problem("not_allowed")
        return view(request, *args, **kwargs)

    return guarded

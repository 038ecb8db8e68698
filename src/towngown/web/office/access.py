"""Who the rooms of the office are for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from towngown.foundation.people.queries import works_in_office
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem

View = Callable[..., HttpResponse]


def office_only(view: View) -> View:
    """The page is for offices and the keeper; a visitor is asked to log in, everybody else is refused."""
    return _only(view, works_in_office)


def keepers_only(view: View) -> View:
    """The page is for the keeper."""
    return _only(view, lambda by: by.keeper)


def members_only(view: View) -> View:
    """The page is for everybody with a log-in."""
    return _only(view, lambda by: True)


def _only(view: View, allowed: Callable[[Actor], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.kind != "user":
            return redirect_to_login(request.get_full_path())
        if not allowed(request.actor):
            raise Problem("not_allowed")
        return view(request, *args, **kwargs)

    return guarded

"""Who the rooms of the office are for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from towngown.foundation.people.rules import holds_office, is_keeper, is_self
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem

View = Callable[..., HttpResponse]

__all__ = ["is_self", "keepers_only", "members_only", "office_only", "works_in_office"]


def works_in_office(by: Actor) -> bool:
    """The keeper, and whoever holds the office or coordinator role somewhere."""
    return bool(is_keeper(by) or holds_office(by))


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

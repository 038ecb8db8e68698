"""What base.html needs on every page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import gettext as _

from towngown.kit.actors import Actor
from towngown.web.shared.wording import language

Open = Callable[[Actor], bool]

_nav: list[tuple[int, str, str, Open]] = []


def nav(order: int, label: str, name: str, *, members_only: bool = False, open_to: Open | None = None) -> None:
    """Put a room on the bar: its place, its marked label, the name of its address, and for whom (default: everybody)."""
    _nav.append((order, label, name, open_to or (_is_member if members_only else _is_anybody)))


def _is_member(by: Actor) -> bool:
    return by.kind == "user"


def _is_anybody(by: Actor) -> bool:
    return True


def _address(name: str) -> str:
    """The address of a room, or "" where this instance does not have the room."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


SECRETS = {"token", "key"}  # parts of addresses that let whoever has them in


def _about(request: HttpRequest) -> str:
    """The page a complaint would be about, as a query; nothing where the address itself is a way in."""
    match = request.resolver_match
    return "" if match and SECRETS & set(match.kwargs) else "?" + urlencode({"about": request.path})


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Navigation, language switch, who is here, and the complaint entry."""
    actor = getattr(request, "actor", None)
    known = bool(actor and actor.kind == "user")
    complaint = _address("complaint")
    other = "en" if language() == "zh" else "zh-hans"
    return {
        "nav": [
            {"label": _(label), "href": reverse(name), "current": request.path.startswith(reverse(name))}
            for _order, label, name, open_to in sorted(_nav, key=lambda item: item[:3])
            if actor and open_to(actor)
        ],
        "home_href": _address("home"),
        "help_href": _address("help"),
        "complaint_href": complaint and complaint + _about(request),
        "language_switch": {
            "label": "English" if other == "en" else "中文",
            "code": "en" if other == "en" else "zh-Hans",
            "href": translate_url(request.get_full_path(), other),
        },
        "user_name": actor.name if known else "",
        "login_href": reverse("account_login"),
        "logout_href": reverse("account_logout"),
        "search_href": _address("search"),
    }

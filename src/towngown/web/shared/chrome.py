"""What base.html needs on every page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import gettext as _

from towngown.kit.actors import Actor
from towngown.kit.text import mark
from towngown.web.shared.wording import language

Open = Callable[[Actor], bool]

# The groups of rooms, in order; a phone names them when it shows all rooms.
TOGETHER, COURSES, TOOLS = mark("Cooperation"), mark("Courses"), mark("Tools")
GROUPS = ("", TOGETHER, COURSES, TOOLS)
FEW = 8  # so many rooms stand on a phone at once; of more it shows those used often, and the rest when asked


@dataclass(frozen=True, order=True)
class Room:
    """A room on the bar: its place, its marked label, the name of its address, its group, and for whom it is."""

    order: int
    label: str
    name: str
    group: str
    often: bool
    open_to: Open = field(compare=False)


_nav: list[Room] = []


def nav(
    order: int, label: str, name: str, *,
    group: str = "", often: bool = False, members_only: bool = False, open_to: Open | None = None,
) -> None:  # fmt: skip
    """Put a room on the bar, for everybody unless said; `often`: on a phone it stands there without being asked for."""
    _nav.append(Room(order, label, name, group, often, open_to or (_is_member if members_only else _is_anybody)))


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


def _rooms(path: str, rooms: list[Room]) -> dict[str, Any]:
    """The rooms on the bar in their groups, and whether a phone shows some only when asked."""
    many = len(rooms) > FEW
    shown = [(one.group, _room(path, one, many)) for one in rooms]
    groups = [
        {"label": _(name) if name else "", "rooms": [room for of, room in shown if of == name]} for name in GROUPS
    ]
    return {"groups": [one for one in groups if one["rooms"]], "many": many}


def _room(path: str, one: Room, many: bool) -> dict[str, Any]:
    address = reverse(one.name)
    here = path.startswith(address)
    return {"label": _(one.label), "href": address, "current": here, "rest": many and not one.often and not here}


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Navigation, language switch, who is here, and the complaint entry."""
    actor = getattr(request, "actor", None)
    known = bool(actor and actor.kind == "user")
    complaint = _address("complaint")
    other = "en" if language() == "zh" else "zh-hans"
    return {
        "nav": _rooms(request.path, [one for one in sorted(_nav) if actor and one.open_to(actor)]),
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

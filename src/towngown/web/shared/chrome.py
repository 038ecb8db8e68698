"""What base.html needs on every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _

from towngown.web.shared.wording import language

_nav: list[tuple[int, str, str, bool]] = []


def nav(order: int, label: str, name: str, *, members_only: bool = False) -> None:
    """Put a room on the bar: its place, its marked label, the name of its address."""
    _nav.append((order, label, name, members_only))


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Navigation, language switch, who is here, and the complaint entry."""
    actor = getattr(request, "actor", None)
    known = bool(actor and actor.kind == "user")
    other = "en" if language() == "zh" else "zh-hans"
    return {
        "nav": [
            {"label": _(label), "href": reverse(name), "current": request.path.startswith(reverse(name))}
            for _order, label, name, members_only in sorted(_nav)
            if known or not members_only
        ],
        "home_href": reverse("home"),
        "complaint_href": reverse("complaint") + f"?about={request.path}",
        "language_switch": {
            "label": "English" if other == "en" else "中文",
            "code": "en" if other == "en" else "zh-Hans",
            "href": translate_url(request.get_full_path(), other),
        },
        "user_name": actor.name if known else "",
        "login_href": reverse("account_login"),
        "logout_href": reverse("account_logout"),
        "search_href": reverse("search"),
    }

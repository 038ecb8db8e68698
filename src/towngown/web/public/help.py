"""Short help for the four who work with it: the office, the village, the campus, residents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towngown.kit.problems import Problem
from towngown.kit.text import mark
from towngown.web.shared.wording import language

ROLES = {
    "office": mark("For the partnership office"),
    "village": mark("For villages and town windows"),
    "campus": mark("For teachers, experts and students"),
    "resident": mark("For residents"),
}


def index(request: HttpRequest) -> HttpResponse:
    """Whose help do you want?"""
    return render(request, "public/help.html", {"roles": ROLES.items()})


def role(request: HttpRequest, role: str) -> HttpResponse:
    """The help of one role, in the reader's language."""
    if role not in ROLES:
        raise Problem("not_found", value=role)
    context = {"label": ROLES[role], "text": f"public/help_{role}_{language()}.html", "roles": ROLES.items()}
    return render(request, "public/help_role.html", context)

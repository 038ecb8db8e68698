"""What every list has: filters to choose from, how it is narrowed, and itself as a file."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

PLACES = ("before", "after", "all")  # parts of an address that say where in the list one is


def select(
    name: str, label: str, choices: Iterable[tuple[str, str]], chosen: str, *, everything: bool = True
) -> dict[str, Any]:
    """One filter for c-filter-bar; with "all" in front, unless one of the choices is always taken."""
    options = [*([("", _("All"))] if everything else []), *choices]
    return {
        "name": name,
        "label": label,
        "options": [{"value": value, "label": text, "chosen": value == chosen} for value, text in options],
    }


def narrowed(request: HttpRequest, **more: str) -> str:
    """What this list is narrowed by, and by what more, for an address that gives all of it."""
    given = request.GET.dict() | dict.fromkeys(PLACES, "") | more
    return "?" + urlencode({name: value for name, value in given.items() if value})


def files(request: HttpRequest, name: str, *parts: str, **more: str) -> dict[str, str]:
    """The addresses of the narrowed list as files, for c-filter-bar: xlsx and csv. `more` is by what else it is narrowed
    that its own address does not say."""
    return {form: reverse(name, args=[*parts, form]) + narrowed(request, **more) for form in ("xlsx", "csv")}

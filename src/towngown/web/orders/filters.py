"""What lists are narrowed by, as selects of the filter bar."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from towngown.domain.partnerships.queries import choosable
from towngown.foundation.places.queries import names
from towngown.web.shared.invented import named
from towngown.web.shared.lists import select
from towngown.web.shared.wording import words

LONGEST_QUESTION = 100

Counts = Mapping[str, int | None]  # a value → how many there are of it, where that is known


def asked(request: HttpRequest, name: str) -> str:
    """What the address says of this, cut to a sensible length."""
    return request.GET.get(name, "").strip()[:LONGEST_QUESTION]


def partnership(request: HttpRequest) -> Any:
    """The partnership that the address names, of those the viewer may see, or none."""
    slug = asked(request, "partnership")
    return next((one for one in choosable(request.actor) if one.slug == slug), None)


def of_partnerships(walls: Iterable[Any], chosen: Any) -> dict[str, Any]:
    """The select of partnerships."""
    found = [(one.slug, named(one)) for one in walls]
    return select("partnership", _("Partnership"), found, chosen.slug if chosen else "")


def of_categories(shelves: Iterable[Any], chosen: str, counts: Counts | None = None) -> dict[str, Any]:
    """The select of shelves, with how many there are of each where that is known."""
    found = [(one.ref, _counted(words(one), counts, one.ref)) for one in shelves if counts is None or one.ref in counts]
    return select("category", _("Category"), found, chosen)


def of_towns(towns: Counts, chosen: str, name: str = "place") -> dict[str, Any]:
    """The select of towns, with how many there are of each where that is known."""
    called = names(towns)
    found = [(code, _counted(called.get(code, code), towns, code)) for code in sorted(towns) if code]
    return select(name, _("Town or sub-district"), found, chosen)


def of_states(states: Mapping[str, str], counts: Counts | None, chosen: str) -> dict[str, Any]:
    """The select of states, with how many there are of each."""
    found = [(state, _counted(words(label), counts, state)) for state, label in states.items()]
    return select("state", _("State"), found, chosen)


def _counted(label: str, counts: Counts | None, key: str) -> str:
    number = None if counts is None else counts.get(key, 0)
    return label if number is None else f"{label} · {number}"


def worth_choosing(selects: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without those that have nothing to choose among."""
    return [one for one in selects if len(one["options"]) > 2]

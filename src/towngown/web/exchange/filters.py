"""What a list of needs or intentions is narrowed by, read from the address and shown as selects."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from towngown.domain.exchange.queries import Asking
from towngown.domain.partnerships.queries import choosable as partnerships
from towngown.foundation.places.queries import names
from towngown.web.shared.invented import named
from towngown.web.shared.lists import select
from towngown.web.shared.paging import place_code
from towngown.web.shared.wording import words


def asking(request: HttpRequest, states: Mapping[str, str]) -> tuple[Asking, tuple[Any, ...]]:
    """The narrowing that the address asks for, and the partnerships the viewer may choose among."""
    choosable = partnerships(request.actor)
    slug = request.GET.get("partnership", "")
    chosen = next((one for one in choosable if one.slug == slug), None)
    state, place = request.GET.get("state", ""), request.GET.get("place", "")
    return Asking(
        text=request.GET.get("q", "").strip()[:100],
        state=state if state in states else "",
        place_code=place_code(place),
        partnership_id=chosen.pk if chosen else None,
    ), choosable


def selects(
    given: Asking, states: Mapping[str, str], choosable: Iterable[Any], codes: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """The selects of the filter bar; one with nothing to choose among is left out."""
    places = names(codes)
    asked = [
        ("state", _("State"), [(word, words(label)) for word, label in states.items()], given.state),
        ("place", _("Place"), [(code, places.get(code, code)) for code in codes], given.place_code),
        (
            "partnership", _("Partnership"), [(one.slug, named(one)) for one in choosable],
            next((one.slug for one in choosable if one.pk == given.partnership_id), ""),
        ),
    ]  # fmt: skip
    return [select(*one) for one in asked if len(one[2]) > 1]

"""What is invented says so wherever it stands beside what is real: things, organisations and places in mixed lists."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from towngown.domain.partnerships.queries import Invented, invented
from towngown.domain.partnerships.words import CAVEATS
from towngown.web.shared.wording import words


def is_invented(request: HttpRequest, thing: Any) -> bool:
    """Whether a thing belongs to what is invented or generated; what is known of that is read once a page."""
    return bool(caveat(request, thing))


def caveat(request: HttpRequest, thing: Any) -> str:
    """The sentence that a page about this thing must carry, as a marked id; empty for what is real."""
    known: Invented | None = getattr(request, "known_invented", None)
    if known is None:
        known = request.known_invented = invented()
    return CAVEATS[known.nature(thing)]


def named(thing: Any) -> str:
    """The name of a partnership, or of a thing of one, where there is no room for a label: in a select, a file, a calendar."""
    partnership, name = getattr(thing, "partnership", thing), words(thing)
    return _("{name} (invented)").format(name=name) if partnership.caveat else name

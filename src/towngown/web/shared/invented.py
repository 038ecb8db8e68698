"""What is invented says so wherever it stands beside what is real: things, organisations and places in mixed lists."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from towngown.domain.partnerships.queries import Invented, invented
from towngown.domain.partnerships.words import CAVEATS, LABELS, NAMED
from towngown.web.shared.wording import words


def is_invented(request: HttpRequest, thing: Any) -> bool:
    """Whether a thing belongs to what is invented or generated; what is known of that is read once a page."""
    return bool(caveat(request, thing))


def caveat(request: HttpRequest, thing: Any) -> str:
    """The sentence that a page about this thing must carry, as a marked id; empty for what is real."""
    return CAVEATS[_nature(request, thing)]


def label(request: HttpRequest, thing: Any) -> str:
    """What a list says of the thing in a word: invented, generated; nothing of what is real."""
    return words(LABELS[_nature(request, thing)])


def caveat_of_all(partnerships: Iterable[Any]) -> str:
    """The caveat that all of these partnerships share, for the head of a page; empty where each must say its own."""
    caveats = {one.caveat for one in partnerships}
    return caveats.pop() if len(caveats) == 1 else ""


def named(thing: Any) -> str:
    """The name of a partnership, or of a thing of one, where there is no room for a label: in a select, a file, a calendar."""
    partnership = getattr(thing, "partnership", thing)
    return gettext(NAMED[partnership.nature]).format(name=words(thing))


def _nature(request: HttpRequest, thing: Any) -> str:
    known: Invented | None = getattr(request, "known_invented", None)
    if known is None:
        known = request.known_invented = invented()
    return known.nature(thing)

"""Kind → address. Each room of web fills this when it is loaded; templates write {% href thing %} and name nobody's address."""

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

_addresses: dict[str, Callable[[Any], str]] = {}
_lists: dict[str, str] = {}
_owners: dict[str, str] = {}
_forms: dict[str, Callable[[Any], str]] = {}


def address_of(name: str, *parts: str) -> str:
    """What `reverse` gives for these parts: worked out once for each language, then filled in, for pages have hundreds."""
    pattern = _pattern(name, len(parts), get_language() or "", get_script_prefix())
    return pattern.format(*(quote(part) for part in parts))


@cache
def _pattern(name: str, parts: int, language: str, prefix: str) -> str:
    places = [f"00{at}00" for at in range(parts)]
    pattern = reverse(name, args=places)
    for at, place in enumerate(places):
        pattern = pattern.replace(place, f"{{{at}}}")
    return pattern


def at(kind: str, name: str, *parts: str) -> None:
    """Say where things of a kind live: the address's name and which attributes fill it (default: ref)."""
    fields = parts or ("ref",)
    _addresses[kind] = lambda thing: address_of(name, *(str(getattr(thing, part)) for part in fields))


def through(kind: str, owner: str) -> None:
    """Say that things of a kind are shown on the page of what they hang on (an attribute of theirs)."""
    _addresses[kind] = lambda thing: href(getattr(thing, owner))
    _owners[kind] = owner


def owner_of(kind: str) -> str:
    """The attribute whose page shows things of this kind, or "" when they have their own: lists load it at once."""
    return _owners.get(kind, "")


def href(thing: Any) -> str:
    """The one address of a thing, or "" when it has no page."""
    if thing is None:
        return ""
    address = _addresses.get(getattr(thing, "kind", ""))
    return address(thing) if address else ""


def lists(kind: str, name: str) -> None:
    """Say which address lists things of a kind, so that a number elsewhere can lead to the records under it."""
    _lists[kind] = name


def list_href(kind: str, **narrowed: str) -> str:
    """The list of a kind, narrowed; "" when nobody lists it."""
    name = _lists.get(kind)
    return reverse(name) + ("?" + urlencode(narrowed) if narrowed else "") if name else ""


def form_at(verb: str, name: str, *parts: str) -> None:
    """Say that a verb has a page of its own: the address's name and which attributes of its thing fill it."""
    _forms[verb] = lambda thing: reverse(name, args=[getattr(thing, part) for part in parts])


def form_href(verb: str, thing: Any, **query: str) -> str:
    """Where a verb about a thing is asked for: its own page, or the common form; `query` is filled in already."""
    own = _forms.get(verb)
    address = own(thing) if own else reverse("do_on", args=[verb, thing.kind, thing.ref])
    return address + ("?" + urlencode(query) if query else "")


def known_kinds() -> set[str]:
    """The kinds that have an address."""
    return set(_addresses)

"""Search: where is what I remember a word of? Answers grouped by kind, the words found marked.

Places are read from the code book itself, not from the index, which would double with its 620 000 rows: those at or
under the place of a partnership that the viewer may see.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.partnerships.queries import places_named
from towngown.foundation.places import queries as places
from towngown.foundation.places.words import FILLERS, TIERS
from towngown.foundation.search import queries
from towngown.foundation.search.compute import marked
from towngown.kit import segment
from towngown.kit.digits import whole_number
from towngown.kit.when import Language
from towngown.web.desk.kinds import KINDS, load
from towngown.web.shared.addresses import href
from towngown.web.shared.wording import language, words

ROWS, PER_KIND = 25, 5
PLACE, MOST_PLACES = "place", 100
FIRST = PER_KIND * len(KINDS)


def search(request: HttpRequest) -> HttpResponse:
    """The question and its answers: the best of each kind, or one kind in pages of 25."""
    text = request.GET.get("q", "").strip()[: segment.LONGEST_QUERY]
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in (*KINDS, PLACE) else ""
    after = whole_number(request.GET.get("after", "")) or 0
    there = _places(request, text) if kind in ("", PLACE) else []
    found = queries.Found() if kind == PLACE else queries.search(
        request.actor, text, kinds=[kind] if kind else None, limit=ROWS if kind else FIRST, after=after
    )  # fmt: skip
    context = {
        "q": text,
        "kind": kind,
        "groups": _of_places(there, text, kind) + _groups(request, found, text, kind),
        "count": found.count,
        "shown": found.count + len(there) if text and not found.capped else None,
        "capped": found.capped,
        "selects": [_kinds_to_choose(kind, language())],
        "older": _address(text, kind, found.after) if kind and found.after else "",
        "newer": _address(text, kind, 0) if after else "",
    }
    return render(request, "desk/search.html", context)


def _address(text: str, kind: str, after: int) -> str:
    return "?" + urlencode({"q": text, "kind": kind} | ({"after": after} if after else {}))


@cache
def _kinds_to_choose(chosen: str, language: Language) -> dict[str, Any]:
    options = [{"value": "", "label": _("Everything"), "chosen": not chosen}]
    kinds = KINDS | {PLACE: _("Places")}
    options += [{"value": kind, "label": words(label), "chosen": kind == chosen} for kind, label in kinds.items()]
    return {"name": "kind", "label": _("Kind"), "options": options}


def _groups(request: HttpRequest, found: queries.Found, text: str, kind: str) -> list[dict[str, Any]]:
    """The answers by kind, in the order of KINDS; without a chosen kind the first few of each."""
    most = ROWS if kind else PER_KIND
    of_kind: dict[str, list[queries.Hit]] = {key: [] for key in KINDS}
    for one in found.documents:
        of_kind.setdefault(one.thing_kind, []).append(one)
    shown = [one for documents in of_kind.values() for one in documents[:most]]
    things = load(request.actor, [(one.thing_kind, one.thing_id) for one in shown], brief=True)
    asked = [*segment.words(text), *text.lower().split()]
    hits: dict[str, list[dict[str, Any]]] = {}
    for one in shown:
        thing = things.get((one.thing_kind, one.thing_id))
        if thing is not None:
            hits.setdefault(one.thing_kind, []).append(_hit(one, thing, asked))
    return [
        {"label": label, "hits": hits[key], "more": _address(text, key, 0) if len(of_kind[key]) > most else ""}
        for key, label in KINDS.items()
        if key in hits
    ]


def _places(request: HttpRequest, text: str) -> Sequence[Any]:
    """The places called so where partnerships are at work."""
    named = segment.normal(text).split()
    if not named or all(word.isascii() for word in named):
        return []  # the code book is in Chinese
    return places_named(request.actor, named, MOST_PLACES)


def _of_places(found: Sequence[Any], text: str, kind: str) -> list[dict[str, Any]]:
    """Places as a group, each with where it lies; without a chosen kind the first few."""
    shown = found if kind else found[:PER_KIND]
    if not shown:
        return []
    called = places.names(code for one in shown for code in places.above(one.code))
    called = {code: name for code, name in called.items() if name not in FILLERS}
    more = _address(text, PLACE, 0) if len(found) > len(shown) else ""
    hits = [
        {"href": href(one), "thing": one, "title": marked(one.name, segment.normal(text).split()), "day": None,
         "excerpt": [(" · ".join([words(TIERS[one.tier]), *filter(None, map(called.get, places.above(one.code)))]), False)]}
        for one in shown
    ]  # fmt: skip
    return [{"label": _("Places"), "hits": hits, "more": more}]


def _hit(document: Any, thing: Any, asked: list[str]) -> dict[str, Any]:
    titles = (document.title_zh, document.title_en)
    title = (titles[0] or titles[1]) if language() == "zh" else (titles[1] or titles[0])
    return {
        "href": href(thing),
        "thing": thing,
        "title": marked(title, asked),
        "excerpt": marked(document.excerpt, asked),
        "day": document.day,
    }

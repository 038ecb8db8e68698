"""Finding."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from towngown.foundation.search import engine
from towngown.foundation.search.compute import allowed, asked
from towngown.foundation.search.models import Document
from towngown.kit.actors import Actor
from towngown.kit.segment import Wanted, wanted

MOST = 400
MOST_LISTED = 1000


@dataclass(frozen=True)
class Found:
    """One page of what was found. `count` is exact up to MOST; `capped` says there were more."""

    documents: tuple[Document, ...] = ()
    count: int = 0
    capped: bool = False
    after: int | None = None  # where the next page begins, or none


def search(
    by: Actor,
    text: str,
    kinds: Collection[str] | None = None,
    wall: int | None = None,
    limit: int = 25,
    after: int = 0,
) -> Found:
    """What the viewer may see that holds every word of the text: titles first, then by rank; at most five queries.

    Ranking looks at every match, so it is done only for words that at most MOST documents hold; beyond, newest first.
    """
    words = wanted(text)
    if not words:
        return Found()
    order, capped = _order(by, words, kinds, wall)
    page = order[after : after + limit]
    rows = Document.objects.visible_to(by).defer("tokens").in_bulk(page)
    more = after + limit if len(order) > after + limit else None
    return Found(tuple(rows[pk] for pk in page if pk in rows), len(order), capped, more)


def _order(by: Actor, words: Wanted, kinds: Collection[str] | None, wall: int | None) -> tuple[list[int], bool]:
    """The ids of what is shown, titles first, and whether there is more than MOST."""
    in_titles = asked(words, "t_")
    if len(engine.newest(asked(words), MOST + 1)) <= MOST:
        ids = _few(by, words, kinds, wall)
        titled = set(engine.newest(in_titles, MOST)) if ids else set()
        return [pk for pk in ids if pk in titled] + [pk for pk in ids if pk not in titled], False
    may = allowed(by, kinds, wall)
    ids = engine.newest([*asked(words), *may], MOST + 1)
    first = engine.newest([*in_titles, *may], MOST)
    known = set(first)
    return (first + [pk for pk in ids if pk not in known])[:MOST], len(ids) > MOST


def _few(by: Actor, words: Wanted, kinds: Collection[str] | None, wall: int | None) -> list[int]:
    """The ids of all matches, best first, that the viewer may see; for words that few documents hold."""
    ranked = engine.best(asked(words), MOST)
    visible = Document.objects.visible_to(by).filter(pk__in=ranked)
    if kinds:
        visible = visible.filter(thing_kind__in=kinds)
    if wall:
        visible = visible.filter(wall=wall)
    seen = set(visible.values_list("pk", flat=True))
    return [pk for pk in ranked if pk in seen]


def holding(by: Actor, rows: Any, text: str) -> tuple[Any, bool]:
    """The rows of a list that hold every word of the text, and whether they are few, so that counting them is cheap.

    Few are named by their ids. When most rows of a list hold the words, its first page is soon found by looking at
    each row's own document in the order of the list: neither costs more when the list is longer.
    """
    words, kind = wanted(text), rows.model.kind
    if not words:
        return rows.none(), True
    condition = [*asked(words), *allowed(by, [kind], None)]
    if not engine.more_than(MOST_LISTED, condition):
        return rows.filter(pk__in=engine.things(condition, MOST_LISTED)), True
    return rows.filter(engine.Holds(kind, asked(words))), False


def documents() -> int:
    """How many things are in the index."""
    return Document.objects.count()

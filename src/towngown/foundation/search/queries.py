"""Finding."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from towngown.foundation.search import engine
from towngown.foundation.search.compute import Condition, Token, allowed, asked
from towngown.foundation.search.models import Document
from towngown.kit.actors import Actor
from towngown.kit.segment import Wanted, wanted

MOST = 400
MOST_LISTED = 1000


@dataclass(frozen=True)
class Hit:
    """What is shown of one document."""

    pk: int
    thing_kind: str
    thing_id: int
    title_zh: str
    title_en: str
    excerpt: str
    day: date | None


HIT = tuple(column.name for column in fields(Hit))


@dataclass(frozen=True)
class Found:
    """One page of what was found. `count` is exact up to MOST; `capped` says there were more."""

    documents: tuple[Hit, ...] = ()
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
    """What the viewer may see that holds every word of the text: titles first, then by rank; at most five statements.

    Ranking looks at every match, so it is done only for words that at most MOST documents hold; beyond, newest first.
    """
    words = wanted(text)
    if not words:
        return Found()
    order, capped = _order(words, allowed(by, kinds, wall), after + limit + 1)
    page = order[after : after + limit]
    found = Document.objects.visible_to(by).filter(pk__in=page).values_list(*HIT)
    rows = {row[0]: Hit(*row) for row in found} if page else {}
    more = after + limit if len(order) > after + limit else None
    return Found(tuple(rows[pk] for pk in page if pk in rows), len(order), capped, more)


def _order(words: Wanted, may: Condition, shown: int) -> tuple[list[int], bool]:
    """The ids of what may be seen, at most MOST, and whether there is more; the first `shown` are in their order."""
    every, in_titles = asked(words), asked(words, "t_")
    seen = engine.newest([*every, *may], MOST + 1)
    if not seen:
        return [], False
    if len(seen) > MOST or engine.more_than(MOST, every):
        first = engine.newest([*in_titles, *may], shown)
        return [*dict.fromkeys(first + seen)][:MOST], len(seen) > MOST
    known, titled = set(seen), set(engine.newest(in_titles, MOST))
    ids = [pk for pk in engine.best(every, MOST) if pk in known]
    return sorted(ids, key=lambda pk: pk not in titled), False


def holding(rows: Any, text: str) -> tuple[Any, bool]:
    """The rows of a list that hold every word of the text, and whether they are few, so that counting them is cheap.

    Few are named by their ids. When most rows of a list hold the words, its first page is soon found by looking at
    each row's own document in the order of the list: neither costs more when the list is longer.
    """
    words, kind = wanted(text), rows.model.kind
    if not words:
        return rows.none(), True
    condition = [*asked(words), [Token(f"c_{kind}")]]
    if not engine.more_than(MOST_LISTED, condition):
        return rows.filter(pk__in=engine.things(condition, MOST_LISTED)), True
    return rows.filter(engine.Holds(kind, asked(words))), False


def documents() -> int:
    """How many things are in the index."""
    return Document.objects.count()

"""Finding."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from towngown.foundation.search import engine
from towngown.foundation.search.compute import Condition, Token, allowed, asked
from towngown.foundation.search.models import Document
from towngown.kit.actors import Actor
from towngown.kit.segment import Wanted, wanted

MOST = 400
MOST_LISTED = 1000


class Hit(NamedTuple):
    """What is shown of one document; its fields are the columns that `engine.read` gives."""

    pk: int
    thing_kind: str
    thing_id: int
    title_zh: str
    title_en: str
    excerpt: str
    day: date | None


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
    """What the viewer may see that holds every word of the text: titles first, then by rank; at most six statements.

    Ranking looks at every match, so it is done only for words that at most MOST documents hold; beyond, newest first.
    """
    words = wanted(text)
    if not words:
        return Found()
    order, count = _order(words, allowed(by, kinds, wall), after + limit + 1)
    page = order[:MOST][after : after + limit]
    rows = {row[0]: Hit(*row) for row in (engine.read(page) if page else [])}
    more = after + limit if min(count, MOST) > after + limit else None
    return Found(tuple(rows[pk] for pk in page if pk in rows), min(count, MOST), count > MOST, more)


def _order(words: Wanted, may: Condition, shown: int) -> tuple[list[int], int]:
    """The ids of the first `shown` at least of what may be seen, and how many there are, counted up to MOST + 1."""
    every, in_titles = asked(words), asked(words, "t_")
    first = engine.newest([*in_titles, *may], shown)
    if len(first) == shown and engine.more_than(MOST, [*every, *may]):
        return first, MOST + 1
    seen = engine.newest([*every, *may], MOST + 1)
    if seen and not engine.more_than(MOST, every):
        known, titled = set(seen), set(first if len(first) < shown else engine.newest(in_titles, MOST))
        ids = [pk for pk in engine.best(every, MOST) if pk in known]
        return sorted(ids, key=lambda pk: pk not in titled), len(ids)
    return [*dict.fromkeys(first + seen)], len(seen)


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
        return rows.filter(pk__among=engine.things(condition, MOST_LISTED)), True
    return rows.filter(engine.Holds(kind, asked(words))), False


def documents() -> int:
    """How many things are in the index."""
    return Document.objects.count()

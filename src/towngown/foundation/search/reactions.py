"""After any verb, the thing it made or changed and the thing it was done on are indexed anew."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from towngown.foundation.journal.outbox import reaction
from towngown.foundation.journal.table import kinds
from towngown.foundation.search.actions import index, index_many

if TYPE_CHECKING:
    from towngown.foundation.journal.models import Entry


def _is_searched(entry: "Entry") -> bool:
    """Whether the entry is about a kind of thing that search knows."""
    return any(hasattr(kinds().get(kind), "search_document") for kind in (entry.thing_kind, entry.on_kind))


def index_all(some: "Sequence[tuple[Entry, Any]]") -> None:
    """The same for many entries at once."""
    wanted: dict[str, set[int]] = {}
    for entry, _ in some:
        for kind, thing_id in ((entry.thing_kind, entry.thing_id), (entry.on_kind, entry.on_id)):
            if kind and thing_id:
                wanted.setdefault(kind, set()).add(thing_id)
    for kind, ids in wanted.items():
        index_many(kind, ids)


@reaction("search.index", on=("*",), wanted=_is_searched, together=index_all)
def index_what_changed(entry: "Entry", thing: Any) -> None:
    """Index the entry's thing and the thing it was done on."""
    for kind, thing_id in {(entry.thing_kind, entry.thing_id), (entry.on_kind, entry.on_id)}:
        if kind and thing_id:
            index(kind, thing_id)

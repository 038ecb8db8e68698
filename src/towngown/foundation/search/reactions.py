"""After any verb, the thing it made or changed and the thing it was done on are indexed anew."""

from typing import TYPE_CHECKING, Any

from towngown.foundation.journal.outbox import reaction
from towngown.foundation.journal.table import kinds
from towngown.foundation.search.actions import index

if TYPE_CHECKING:
    from towngown.foundation.journal.models import Entry


def _is_searched(entry: "Entry") -> bool:
    """Whether the entry is about a kind of thing that search knows."""
    return any(hasattr(kinds().get(kind), "search_document") for kind in (entry.thing_kind, entry.on_kind))


@reaction("search.index", on=("*",), wanted=_is_searched)
def index_what_changed(entry: "Entry", thing: Any) -> None:
    """Index the entry's thing and the thing it was done on."""
    for kind, thing_id in {(entry.thing_kind, entry.thing_id), (entry.on_kind, entry.on_id)}:
        if kind and thing_id:
            index(kind, thing_id)

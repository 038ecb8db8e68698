"""What a draft that changes or is signed owes to search: its promises follow it without a word of their own."""

from typing import TYPE_CHECKING, Any

from towngown.foundation.journal.outbox import reaction
from towngown.foundation.search.actions import index_many

if TYPE_CHECKING:
    from towngown.foundation.journal.models import Entry


@reaction("agreements.find_promises", on=("agreement.change", "agreement.complete"))
def find_promises(entry: "Entry", agreement: Any) -> None:
    """Let its promises be found by those to whom the agreement is shown now."""
    if agreement is not None:
        index_many("promise", list(agreement.promises.values_list("pk", flat=True)))

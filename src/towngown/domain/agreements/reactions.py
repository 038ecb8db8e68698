"""What a changed draft owes to search: its promises follow its audience without a word of their own."""

from typing import TYPE_CHECKING, Any

from towngown.foundation.journal.outbox import reaction
from towngown.foundation.search.actions import index_many

if TYPE_CHECKING:
    from towngown.foundation.journal.models import Entry


@reaction("agreements.find_promises", on=("agreement.change",))
def find_promises(entry: "Entry", agreement: Any) -> None:
    """Let its promises be found by those to whom the draft is shown now."""
    if agreement is not None:
        index_many("promise", list(agreement.promises.values_list("pk", flat=True)))

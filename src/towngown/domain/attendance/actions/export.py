"""That a list was taken out of the system; the file itself is made by the page."""

from typing import Annotated

from towngown.domain.attendance.rules import anyone
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import Text, WholeNumber
from towngown.kit.text import mark


@action(
    "session.export", label=mark("Export the sessions"), told=mark("exported a list of sessions"), may=anyone,
    offered=False,
)  # fmt: skip
def export(
    *,
    by: Actor,
    rows: Annotated[int, WholeNumber(label=mark("How many rows"))],
    form: Annotated[str, Text(label=mark("File type"), max_length=5)],
) -> None:
    """Write down that so many rows left in this form; the journal is all it changes."""

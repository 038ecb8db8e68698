"""What leaves the system is written down."""

from typing import Annotated

from towngown.domain.orders.rules import anyone
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, Text, WholeNumber
from towngown.kit.text import mark

LISTS = {"menu": mark("Menu"), "orders": mark("Orders"), "teachers": mark("Teachers")}


@action(
    "orders.export", label=mark("Export the list"), told=mark("exported a list of the menu, orders or teachers"),
    may=anyone, offered=False,
)  # fmt: skip
def export(
    *,
    by: Actor,
    of: Annotated[str, Choice(label=mark("Which list"), choices=LISTS)],
    rows: Annotated[int, WholeNumber(label=mark("How many rows"))],
    form: Annotated[str, Text(label=mark("File type"), max_length=5)],
) -> None:
    """Write down that so many rows of a list left in this form; the journal is all it changes."""

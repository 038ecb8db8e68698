"""Lists leave the system as files; that they did is written down. The file itself is made by the page. 导出留痕。"""

from collections.abc import Callable
from typing import Annotated, Any, Protocol

from towngown.foundation.journal.action import action
from towngown.foundation.journal.rules import anyone
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, WholeNumber
from towngown.kit.text import mark

FORMS = {"csv": mark("CSV"), "xlsx": mark("Excel workbook")}

Rows = Annotated[int, WholeNumber(label=mark("How many rows"))]
Form = Annotated[str, Choice(label=mark("File type"), choices=FORMS)]


class Take(Protocol):
    """What a page calls when it hands a list out."""

    def __call__(self, *, by: Actor, rows: int, form: str) -> None:
        """Write down that so many rows left in this form."""


def taking(verb: str, *, label: str, told: str, may: Callable[[Actor, Any], bool] = anyone) -> Take:
    """Register the verb of taking one list out."""

    @action(verb, label=label, told=told, may=may, offered=False)
    def export(*, by: Actor, rows: Rows, form: Form) -> None:
        """Write down that so many rows left in this form; the journal is all it changes."""

    return export

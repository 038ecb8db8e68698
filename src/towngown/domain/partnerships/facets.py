"""How many rows a list has, by what it is narrowed by: counted once and kept until the partnership's journal moves on.

Every write leaves an entry in the journal of its partnership, so a count kept with the newest entry's id is exact.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr

from towngown.domain.partnerships.table import Belonging
from towngown.foundation.journal.moments import Moment, kept, of_walls
from towngown.kit.actors import Actor


def year_of(column: str) -> Substr:
    """The year of a date column as text: cheap on every database, for a column of a count."""
    return Substr(Cast(column, CharField()), 1, 4)


@dataclass(frozen=True)
class Seen:
    """What one viewer sees of a table, counted: cells of (partnership id, columns), and how many rows each holds."""

    names: tuple[str, ...]
    cells: list[tuple[tuple[Any, ...], int]]

    def by(self, name: str, **narrowed: Any) -> Counter[Any]:
        """Value of a column → how many rows, of those where the named columns have these values; an empty one is any.

        A value may be a function that says whether a column's value will do.
        """
        cells = self.cells
        for column, value in narrowed.items():
            if value not in ("", None):
                at, fits = self.names.index(column), value if callable(value) else value.__eq__
                cells = [one for one in cells if fits(one[0][at])]
        at, found = self.names.index(name), Counter[Any]()
        for cell, number in cells:
            found[cell[at]] += number
        return found


class Facets:
    """The counts of one table by these columns, each a name or an expression, and by partnership."""

    def __init__(self, model: type[Belonging], **columns: Any) -> None:
        self.model, self.columns = model, columns

    def seen(self, by: Actor) -> Seen:
        """The counts of what the viewer sees. One query while nothing changed, one more per partnership that did."""
        walls = [_counted(self, by.eyes, wall, moment) for wall, moment in of_walls().items()]
        return Seen(("partnership", *self.columns), [cell for cells in walls for cell in cells])


@kept()
def _counted(facets: Facets, eyes: Actor, wall: int, moment: Moment) -> list[tuple[tuple[Any, ...], int]]:
    """The cells of one partnership at one moment of its journal: (partnership, columns) and how many."""
    found = facets.model.objects.visible_to(eyes).filter(partnership_id=wall).order_by()
    rows = found.values_list(*facets.columns.values()).annotate(number=Count("pk"))
    return [((wall, *row[:-1]), row[-1]) for row in rows]

"""Reading what came of it: the ledger, one cell of it, outputs and scorecards."""

from towngown.domain.outcomes.queries.cell import Served, cell, served_in
from towngown.domain.outcomes.queries.ledger import Cell, Ledger, Row, deciding, ledger
from towngown.domain.outcomes.queries.outputs import Told, of_station, output, outputs, scorecard, told
from towngown.domain.outcomes.queries.sheet import Part, part, row_of, standing

__all__ = [
    "Cell",
    "Ledger",
    "Part",
    "Row",
    "Served",
    "Told",
    "cell",
    "deciding",
    "ledger",
    "of_station",
    "output",
    "outputs",
    "part",
    "row_of",
    "scorecard",
    "served_in",
    "standing",
    "told",
]

"""What leaves the system is written down."""

from typing import Annotated

from towngown.domain.matching.models import Scenario
from towngown.domain.partnerships.rules import anyone
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import Text, WholeNumber
from towngown.kit.text import mark


@action(
    "scenario.export", label=mark("Export who is left out"), told=mark("exported who is left out"), may=anyone,
    on="scenario", offered=False,
)  # fmt: skip
def export_left_out(
    *,
    by: Actor,
    scenario: Scenario,
    rows: Annotated[int, WholeNumber(label=mark("How many rows"))],
    form: Annotated[str, Text(label=mark("File type"), max_length=5)],
) -> Scenario:
    """Write down that so many rows left in this form; the journal is all it changes."""
    return scenario

"""That a list was taken out of the system."""

from towngown.domain.matching.models import Scenario
from towngown.domain.partnerships.rules import anyone
from towngown.foundation.journal.action import action
from towngown.foundation.journal.taking import Form, Rows
from towngown.kit.actors import Actor
from towngown.kit.text import mark


@action(
    "scenario.export", label=mark("Export who is left out"), told=mark("exported who is left out"), may=anyone,
    on="scenario", offered=False,
)  # fmt: skip
def export_left_out(*, by: Actor, scenario: Scenario, rows: Rows, form: Form) -> Scenario:
    """Leave a trace that so many rows of a scenario left in this form: `taking`, but on a thing."""
    return scenario

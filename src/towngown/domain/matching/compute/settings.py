"""How a scenario is to be worked out: what a person may choose, and the changes it assumes. 方案的设定。"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Settings:
    """What a scenario was asked.

    memory     whoever was passed over in earlier rounds counts more (engine: weight)
    reach_pct  how far teachers go, in percent of what they said
    even       spread the visits evenly over the teachers
    hold       keep what was moved by hand in the scenario before
    changes    what it assumes, as the explanations wrote it (Unserved.change), each asked of somebody when it is published
    """

    memory: bool = True
    reach_pct: int = 100
    even: bool = True
    hold: bool = True
    changes: tuple[Mapping[str, Any], ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """As the scenario's row keeps it."""
        return asdict(self) | {"changes": [dict(one) for one in self.changes]}


def read_settings(data: Mapping[str, Any]) -> Settings:
    """The settings of a scenario's row."""
    return Settings(**{**data, "changes": tuple(data.get("changes", ()))})

"""Who may start and watch long work."""

import rules

from towngown.foundation.journal.rules import is_system as is_system
from towngown.kit.actors import Actor


@rules.predicate
def is_known(by: Actor, job: object = None) -> bool:
    """A log-in or the system."""
    return by.kind in ("user", "clock", "import")


@rules.predicate
def failed_for(by: Actor, job: object) -> bool:
    """It is one's own work and has failed."""
    return getattr(job, "actor_id", None) == by.id and getattr(job, "state", "") == "failed"

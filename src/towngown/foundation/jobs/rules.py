"""Who may start and watch long work."""

import rules

from towngown.kit.actors import Actor


@rules.predicate
def is_known(by: Actor, job: object = None) -> bool:
    """A log-in or the system."""
    return by.kind in ("user", "clock", "import")


@rules.predicate
def is_system(by: Actor, job: object = None) -> bool:
    """The clock, in whose name workers report."""
    return by.sees_all


@rules.predicate
def failed_for(by: Actor, job: object) -> bool:
    """It is one's own work and has failed."""
    return getattr(job, "actor_id", None) == by.id and getattr(job, "state", "") == "failed"

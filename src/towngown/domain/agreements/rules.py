"""Who may draft, sign and settle. Whether the actor's party is one of the agreement's is judged when signing."""

from typing import Any

import rules

from towngown.domain.partnerships.rules import is_keeper, is_system, may_sign
from towngown.kit.actors import Actor

may_record = is_system | is_keeper
may_keep_time = is_system | may_sign


@rules.predicate
def in_force(by: Actor, promise: Any) -> bool:
    """The promise stands, in an agreement that is in force."""
    return promise.last_day is None and promise.agreement.state == "in_force"


@rules.predicate
def settles(by: Actor, agreement: Any) -> bool:
    """Years of an agreement that came into force can be closed, also after its end."""
    return agreement.state in ("in_force", "ended", "terminated")


@rules.predicate
def signed_here(by: Actor, agreement: Any) -> bool:
    """Not merely reported: what reports say of an agreement is not ended or extended here."""
    return not agreement.as_reported


may_lead = may_sign & signed_here
may_end = may_keep_time & signed_here
may_change_promise = may_sign & in_force
may_settle = may_sign & settles

"""Who may found, describe and merge organisations."""

from typing import Any

import rules

from towngown.foundation.journal.rules import is_keeper as is_keeper
from towngown.foundation.journal.rules import is_system as is_system
from towngown.kit.actors import Actor


@rules.predicate
def is_office_above(by: Actor, organisation: Any) -> bool:
    """Holds the office role, without a narrower place, in this organisation or above it."""
    above = set(getattr(organisation, "ancestors", []))
    return any(seat.role == "office" and not seat.place_code and seat.organisation_id in above for seat in by.seats)


@rules.predicate
def stands(by: Actor, organisation: Any) -> bool:
    """Was not merged away."""
    return organisation is not None and organisation.merged_into_id is None

"""Who may found, describe and merge organisations."""

from typing import Any

import rules

from towngown.kit.actors import Actor


@rules.predicate
def is_keeper(by: Actor, thing: Any = None) -> bool:
    """Keeps this instance, or imports for it."""
    return by.keeper


@rules.predicate
def is_system(by: Actor, thing: Any = None) -> bool:
    """The clock or the importer."""
    return by.kind in ("clock", "import")


@rules.predicate
def is_office_above(by: Actor, organisation: Any) -> bool:
    """Holds the office role, without a narrower place, in this organisation or above it."""
    above = set(getattr(organisation, "ancestors", []))
    return any(seat.role == "office" and not seat.place_code and seat.organisation_id in above for seat in by.seats)


@rules.predicate
def stands(by: Actor, organisation: Any) -> bool:
    """Was not merged away."""
    return organisation is not None and organisation.merged_into_id is None

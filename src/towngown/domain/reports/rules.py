"""Who may start, write, check, release and withdraw a report."""

from typing import Any

import rules

from towngown.domain.partnerships.rules import may_sign
from towngown.kit.actors import Actor


@rules.predicate
def is_shared_or_own(by: Actor, report: Any) -> bool:
    """The report is not another party's own."""
    own = {seat.party_id for seat in by.seats_in(report.wall)}
    return report.audience != "party" or report.own_party_id in own


may_work_on = may_sign & is_shared_or_own

"""Whatever changes what the sides say about an activity, from wherever it was done, its state follows."""

from typing import Any

from towngown.domain.activities import actions
from towngown.domain.activities.compute import state_after
from towngown.domain.activities.queries import by_claim
from towngown.domain.activities.words import HAPPENED
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.outbox import reaction


@reaction("activities.state_follows", on=("account.give", "account.withdraw", "account.record", "link.use"))
def state_follows(entry: Any, thing: Any) -> None:
    """Bring the activity of the claim in line; nothing to do when the verb that caused this did it already."""
    activity = by_claim(thing.claim_id) if thing is not None else None
    if activity and activity.state in HAPPENED and activity.state != state_after(activity.claim.support):
        actions.follow(by=clock(), activity=activity)

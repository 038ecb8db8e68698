"""What partnerships owe to organisations: when one is merged into another, its places in partnerships go along."""

from typing import TYPE_CHECKING, Any

from towngown.domain.partnerships.models import Party
from towngown.foundation.journal.outbox import reaction

if TYPE_CHECKING:
    from towngown.foundation.journal.models import Entry


@reaction("partnerships.follow_merge", on=("organisation.merge",))
def follow_merge(entry: "Entry", organisation: Any) -> None:
    """Put the organisation that stays in the place of the merged one; where it is a party already, both places stay,
    for promises and signatures name them."""
    if organisation is None or organisation.merged_into_id is None:
        return
    for party in Party.objects.filter(organisation=organisation):
        others = Party.objects.filter(partnership=party.partnership_id, organisation=organisation.merged_into_id)
        if not others.exists():
            party.organisation_id = organisation.merged_into_id
            party.save()

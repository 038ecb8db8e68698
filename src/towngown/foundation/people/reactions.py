"""What people owe to organisations: when one is merged into another, its people go along."""

from typing import TYPE_CHECKING, Any

from towngown.foundation.journal.outbox import reaction
from towngown.foundation.people.models import Membership

if TYPE_CHECKING:
    from towngown.foundation.journal.models import Entry


@reaction("people.follow_merge", on=("organisation.merge",))
def follow_merge(entry: "Entry", organisation: Any) -> None:
    """Move the memberships of a merged organisation to the one that stays; what is held there already is dropped."""
    if organisation is None or organisation.merged_into_id is None:
        return
    for row in Membership.objects.filter(organisation=organisation):
        same = {"person": row.person_id, "role": row.role, "place_code": row.place_code}
        if Membership.objects.filter(organisation=organisation.merged_into_id, **same).exists():
            row.delete()
        else:
            row.organisation_id = organisation.merged_into_id
            row.save()

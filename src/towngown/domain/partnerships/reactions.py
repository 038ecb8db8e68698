"""What partnerships owe to organisations, whose places go along when one is merged into another, and to search, which
must not find for everybody what was closed."""

from typing import TYPE_CHECKING, Any

from towngown.domain.partnerships.models import Party
from towngown.foundation.journal.outbox import reaction
from towngown.foundation.search.actions import index_shown_openly
from towngown.kit.actors import PUBLIC

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


@reaction("partnerships.hide_what_was_closed", on=("partnership.describe", "partnership.record"))
def hide_what_was_closed(entry: "Entry", partnership: Any) -> None:
    """Closed to the public, all it holds was closed with it, in one statement a table: the index learns it here."""
    if partnership is not None and partnership.audience != PUBLIC:
        index_shown_openly(partnership.pk)

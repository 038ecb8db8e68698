"""Reading organisations."""

from towngown.foundation.organisations.models import Organisation, OrganisationQuerySet
from towngown.kit.actors import Actor


def organisations(by: Actor) -> OrganisationQuerySet:
    """All organisations that have not been merged away."""
    return Organisation.objects.visible_to(by).order_by("title_zh", "pk")

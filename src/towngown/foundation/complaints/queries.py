"""Reading complaints: all of them for the keepers, one by its ref for whoever filed it."""

from datetime import datetime

from towngown.foundation.complaints.models import Complaint, ComplaintQuerySet
from towngown.kit.actors import Actor


def complaints(by: Actor) -> ComplaintQuerySet:
    """What the viewer may see: those that wait first, oldest first; then the answered, newest first."""
    return Complaint.objects.visible_to(by).order_by("-state", "pk")


def by_ref(ref: str) -> Complaint | None:
    """The complaint with this ref; the ref was given to nobody but the one who filed it."""
    return Complaint.objects.filter(ref=ref).first()


def filed_since(moment: datetime) -> int:
    """How many were filed since."""
    return Complaint.objects.filter(filed_at__gte=moment).count()

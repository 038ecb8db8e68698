"""Reading complaints: all of them for the keepers, one by its ref for whoever filed it."""

from datetime import datetime

from django.db.models import Q

from towngown.foundation.complaints.models import Complaint, ComplaintQuerySet
from towngown.kit.actors import Actor


def complaints(by: Actor, *, text: str = "", state: str = "") -> ComplaintQuerySet:
    """What the viewer may see, holding this text and in this state where given: those that wait first, then the newest."""
    found = Complaint.objects.visible_to(by)
    found = found.filter(state=state) if state else found
    if text:
        found = found.filter(Q(words__icontains=text) | Q(answer__icontains=text) | Q(about__icontains=text))
    return found.order_by("-state", "-pk")


def by_ref(ref: str) -> Complaint | None:
    """The complaint with this ref; the ref was given to nobody but the one who filed it."""
    return Complaint.objects.filter(ref=ref).first()


def filed_since(moment: datetime) -> int:
    """How many were filed since."""
    return Complaint.objects.filter(filed_at__gte=moment).count()

"""What teachers have given away already: for pages that ask when somebody could still come."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from towngown.domain.matching.models import Dispatch
from towngown.domain.matching.words import STANDING
from towngown.kit.halfdays import HalfDay

if TYPE_CHECKING:
    from towngown.domain.orders.models import Teacher


def taken(wall: int, first: date, last: date) -> set[tuple[int, HalfDay]]:
    """(teacher's id, half-day) of every visit of a partnership that was asked or accepted. One query."""
    found = Dispatch.objects.filter(partnership_id=wall, state__in=STANDING, day__gte=first, day__lte=last)
    return {(teacher, HalfDay(day, half)) for teacher, day, half in found.values_list("teacher_id", "day", "half")}


def loads(teachers: "Iterable[Teacher]", first: date, last: date) -> Counter[int]:
    """Id of a teacher → how many visits they were asked for or accepted from the first to the last day. One query."""
    found = Dispatch.objects.filter(teacher__in=list(teachers), state__in=STANDING, day__gte=first, day__lte=last)
    return Counter(found.values_list("teacher_id", flat=True))

"""What teachers have given away already, in any partnership: nothing more is told of it than when they are taken."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from towngown.domain.matching.compute import Busy, Caps, Span, read_settings, term_of, too_many
from towngown.domain.matching.models import Dispatch, Round, Scenario
from towngown.domain.matching.words import STANDING
from towngown.domain.orders import queries as orders
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit.halfdays import HalfDay

if TYPE_CHECKING:
    from towngown.domain.orders.models import Teacher


def taken(wall: int, first: date, last: date) -> set[Busy]:
    """(teacher's id, half-day) of what the teachers of a partnership were asked for or accepted, here or elsewhere. Two
    queries."""
    same = orders.same_person(wall)
    return set(_as_busy(_standing(wall, same, first, last), same))


def busy(round_: Round, span: Span) -> list[Busy]:
    """The same of what stands in other rounds, in the term of this one or in its weeks, the first and last whole."""
    first, last = term_of(span.first)
    same = orders.same_person(round_.partnership_id)
    found = _standing(round_.partnership_id, same, min(first, span.monday), max(last, span.sunday))
    return _as_busy(found.exclude(scenario__round=round_), same)


def _standing(wall: int, same: Iterable[int], first: date, last: date) -> GuardedQuerySet[Dispatch]:
    """What the partnership's teachers, and these of other partnerships, were asked for or accepted on these days."""
    mine = Q(partnership_id=wall) | Q(teacher__among=list(same))
    return Dispatch.objects.filter(mine, state__in=STANDING, day__gte=first, day__lte=last)


def _as_busy(found: GuardedQuerySet[Dispatch], same: dict[int, int]) -> list[Busy]:
    rows = found.values_list("teacher_id", "day", "half")
    return [Busy(same.get(teacher, teacher), HalfDay(day, half)) for teacher, day, half in rows]


def cannot_come(scenario: Scenario, planned: Iterable[Dispatch]) -> set[Busy]:
    """Of what a scenario plans, what its teachers cannot give any more beside what they were asked for elsewhere since.

    Holds the teachers still (orders.caps_held_still): nobody else asks them before this act is through.
    """
    visits = [Busy(row.teacher_id, row.half_day) for row in planned]
    days = [one.half_day.day for one in visits]
    round_ = scenario.round
    span = Span(min([round_.first_day, *days]), max([round_.last_day, *days]))
    caps = Caps(orders.caps_held_still(one.teacher for one in visits), read_settings(scenario.settings).changes)
    return too_many(visits, busy(round_, span), caps, round_.first_day)


def taken_since(round_: Round, teachers: Iterable[int], known: Iterable[Busy]) -> bool:
    """Whether one of these teachers was asked elsewhere, or set free, since it was known what they do there.

    Holds the teachers still, as `cannot_come` does.
    """
    held = orders.caps_held_still(teachers)
    now = busy(round_, Span(round_.first_day, round_.last_day))
    return {one for one in now if one.teacher in held} != {one for one in known if one.teacher in held}


def loads(teachers: "Iterable[Teacher]", first: date, last: date) -> Counter[int]:
    """Id of a teacher → how many visits they were asked for or accepted from the first to the last day. One query."""
    found = Dispatch.objects.filter(teacher__in=list(teachers), state__in=STANDING, day__gte=first, day__lte=last)
    return Counter(found.values_list("teacher_id", flat=True))

"""What dispatch needs of orders and teachers, as plain rows: a fixed number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import OuterRef, Subquery

from towngown.domain.orders.compute import Point, Supply
from towngown.domain.orders.models import Absence, Order, Spot, Teacher, Teaches, Wish
from towngown.domain.orders.words import TAUGHT
from towngown.kit.halfdays import HalfDay

Other = TypeVar("Other")


@dataclass(frozen=True)
class Waiting:
    """One order as dispatch sees it; `wishes` the dearest first, none of them means any half-day."""

    id: int
    offer_id: int | None
    category_id: int | None
    place_code: str
    weeks: int
    urgent: bool
    wishes: tuple[HalfDay, ...]


def waiting(
    wall: int, states: Iterable[str] = ("released",), at_least_weeks: int = 1, only: Iterable[int] | None = None
) -> list[Waiting]:
    """The orders of a partnership in these states that somebody has to give, oldest first, perhaps only some of them;
    two queries."""
    found = Order.objects.filter(partnership_id=wall, state__in=list(states), joined_to=None, weeks__gte=at_least_weeks)
    found = found if only is None else found.filter(pk__in=list(only))
    found = found.filter(offer__isnull=True) | found.filter(offer__offer_kind__in=TAUGHT)
    wishes: dict[int, list[HalfDay]] = defaultdict(list)
    for order_id, day, half in (
        Wish.objects.filter(order__in=found).order_by("order_id", "rank").values_list("order_id", "day", "half")
    ):
        wishes[order_id].append(HalfDay(day, half))
    columns = ("pk", "offer_id", "category_id", "place_code", "weeks", "urgent")
    rows = found.order_by("pk").values_list(*columns)
    return [
        Waiting(pk, offer, category, place, weeks, urgent, tuple(wishes[pk]))
        for pk, offer, category, place, weeks, urgent in rows
    ]


def supply(wall: int) -> list[Supply]:
    """The active teachers of a partnership, by their number; four queries."""
    found = Teacher.objects.filter(partnership_id=wall, active=True)
    taught = list(Teaches.objects.filter(teacher__in=found).values_list("teacher_id", "offer_id", "offer__category_id"))
    gives, shelves = _many((pk, offer) for pk, offer, _ in taught), _many((pk, one) for pk, _, one in taught if one)
    rather = _many(
        Teacher.rather.through._default_manager.filter(teacher__in=found).values_list("teacher_id", "category_id")
    )
    away = _many(
        (pk, (first, last))
        for pk, first, last in Absence.objects.filter(teacher__in=found).values_list(
            "teacher_id", "first_day", "last_day"
        )
    )
    columns = ("pk", "place_code", "reach_m", "week_cap", "term_cap", "half_days")
    rows = found.order_by("pk").values_list(*columns)
    return [
        Supply(
            pk,
            place,
            reach,
            week,
            term,
            halves,
            frozenset(gives[pk]),
            frozenset(shelves[pk]),
            frozenset(rather[pk]),
            tuple(sorted(away[pk])),
        )  # fmt: skip
        for pk, place, reach, week, term, halves in rows
    ]


def all_spots(wall: int) -> dict[str, Point]:
    """Place code → where it lies, of the whole partnership."""
    found = Spot.objects.filter(partnership_id=wall).values_list("place_code", "east_m", "north_m")
    return {code: (east, north) for code, east, north in found}


def _many(pairs: Iterable[tuple[int, Other]]) -> dict[int, list[Other]]:
    grouped: dict[int, list[Other]] = defaultdict(list)
    for one, other in pairs:
        grouped[one].append(other)
    return grouped


def kinds_of_teachers(wall: int) -> dict[int, str]:
    """Teacher → "teacher" or "expert", of the active ones; one query."""
    return dict(Teacher.objects.filter(partnership_id=wall, active=True).values_list("pk", "teacher_kind"))


def said_caps(wall: int) -> dict[int, tuple[int, int]]:
    """Active teacher → how often they come at most, (a week, a term). One query."""
    found = Teacher.objects.filter(partnership_id=wall, active=True).values_list("pk", "week_cap", "term_cap")
    return {pk: (week, term) for pk, week, term in found}


def same_person(wall: int) -> dict[int, int]:
    """Teacher of another partnership → the one of this partnership who is the same person. One query."""
    ours = Teacher.objects.filter(partnership_id=wall)
    here = ours.filter(person=OuterRef("person")).values("pk")
    found = Teacher.objects.filter(person__in=ours.values("person")).exclude(partnership_id=wall)
    return dict(found.annotate(here=Subquery(here)).values_list("pk", "here"))


def caps_held_still(teachers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Teacher → how often they come at most, (a week, a term); the same persons as teachers elsewhere, too.

    Their rows are locked: of two who each look whether somebody is still free, the later one waits and sees what the
    other did. Read what they have given away after this; always in this order, after the visits themselves.
    """
    persons = Teacher.objects.filter(pk__among=sorted(set(teachers))).values("person")
    found = Teacher.objects.select_for_update(no_key=True).filter(person__in=persons).order_by("pk")
    return {pk: (week, term) for pk, week, term in found.values_list("pk", "week_cap", "term_cap")}


def away_between(wall: int, first: date, last: date) -> list[tuple[int, date, date]]:
    """(teacher, first day, last day) of every absence that touches these days."""
    found = Absence.objects.filter(teacher__partnership_id=wall, first_day__lte=last, last_day__gte=first)
    return list(found.order_by("pk").values_list("teacher_id", "first_day", "last_day"))


def spots_are_generated(wall: int) -> bool:
    """Whether some place lies where a program put it."""
    return Spot.objects.filter(partnership_id=wall, generated=True).exists()

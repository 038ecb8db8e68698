"""Reading the menu and the teachers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.db.models.functions import Substr

from towngown.domain.orders.models import Absence, Category, Offer, Order, Teacher, Teaches
from towngown.domain.orders.rules import ordering_seats
from towngown.foundation.journal import moments
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.foundation.people import queries as people
from towngown.foundation.places.words import TOWN
from towngown.foundation.search.queries import holding
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


@dataclass(frozen=True)
class Choosing:
    """What the menu may be narrowed by; an empty value narrows nothing."""

    text: str = ""
    offer_kind: str = ""
    category_ref: str = ""
    partnership_id: int | None = None


@dataclass(frozen=True)
class Finding:
    """What the list of teachers may be narrowed by; an empty value narrows nothing."""

    text: str = ""
    category_ref: str = ""
    place_code: str = ""
    partnership_id: int | None = None


def categories(by: Actor, partnership: "Partnership | None" = None) -> GuardedQuerySet[Category]:
    """The shelves the viewer may see, of one partnership or of all: by batch, then by their place on the menu."""
    found = Category.objects.visible_to(by).select_related("partnership")
    return (found.filter(partnership=partnership) if partnership else found).order_by("batch", "order", "pk")


def offers(by: Actor, choosing: Choosing = Choosing(), *, drafts: bool = False) -> GuardedQuerySet[Offer]:
    """What is on the menu or paused, by shelf; with `drafts` also what is not yet or no longer on it."""
    found = Offer.objects.visible_to(by)
    if not drafts:
        found = found.filter(state__in=("offered", "paused")).exclude(category__state="ended")
    if choosing.partnership_id:
        found = found.filter(partnership_id=choosing.partnership_id)
    if choosing.offer_kind:
        found = found.filter(offer_kind=choosing.offer_kind)
    if choosing.category_ref:
        found = found.filter(category__ref=choosing.category_ref)
    if choosing.text:
        found, _few = holding(found, choosing.text)
    shown = found.select_related("partnership", "category", "provider")
    return shown.order_by(F("category__batch").asc(nulls_last=True), "category__order", "pk")


def laid_for(by: Actor) -> frozenset[int]:
    """The partnerships in which this viewer orders and something is on the menu."""
    walls = tuple(sorted({seat.partnership_id for seat in by.seats if ordering_seats(by, seat.partnership_id)}))
    return _laid(by.eyes, walls, moments.now()) if walls else frozenset()


@moments.kept()
def _laid(eyes: Actor, walls: tuple[int, ...], moment: moments.Moment) -> frozenset[int]:
    return frozenset(offers(eyes).filter(partnership__in=walls).order_by().values_list("partnership", flat=True))


def offer(by: Actor, ref: str) -> Offer | None:
    """One offer, drafts too, if the viewer may see it."""
    return offers(by, drafts=True).filter(ref=ref).first()


def teachers(by: Actor, partnership: "Partnership | None" = None) -> GuardedQuerySet[Teacher]:
    """The teachers the viewer may see, with their persons, by name."""
    found = Teacher.objects.visible_to(by).select_related("partnership", "person")
    return (found.filter(partnership=partnership) if partnership else found).order_by("person__name", "pk")


def found_teachers(by: Actor, finding: Finding) -> GuardedQuerySet[Teacher]:
    """The same, narrowed: by name or skill, by what they can give, by where they set out from."""
    found: GuardedQuerySet[Teacher] = people.searched(teachers(by), finding.text, "person__")
    if finding.partnership_id:
        found = found.filter(partnership_id=finding.partnership_id)
    if finding.category_ref:
        found = found.filter(pk__in=Teaches.objects.filter(offer__category__ref=finding.category_ref).values("teacher"))
    if finding.place_code:
        found = found.filter(place_code__under=finding.place_code)
    return found


def homes(by: Actor, finding: Finding) -> dict[str, int]:
    """Town code → how many of these teachers set out from there, whatever town is asked for."""
    found = found_teachers(by, replace(finding, place_code="")).exclude(place_code="").order_by()
    return dict(found.values_list(Substr("place_code", 1, TOWN)).annotate(Count("pk")))


def gives(teachers: Iterable[Teacher]) -> dict[int, list[Offer]]:
    """Id of a teacher → what they can give, in the order of the menu. One query."""
    rows = Teaches.objects.filter(teacher__in=list(teachers)).select_related("offer__category", "offer__partnership")
    found: dict[int, list[Offer]] = {}
    batch = F("offer__category__batch").asc(nulls_last=True)
    for row in rows.order_by(batch, "offer__category__order", "offer_id"):
        found.setdefault(row.teacher_id, []).append(row.offer)
    return found


def givers(offer: Offer) -> list[int]:
    """Ids of the teachers who can give an offer."""
    return list(Teaches.objects.filter(offer=offer).values_list("teacher_id", flat=True))


def teacher(by: Actor, ref: str) -> Teacher | None:
    """One teacher, if the viewer may see them."""
    return teachers(by).filter(ref=ref).first()


def teacher_of(by: Actor) -> list[Teacher]:
    """The viewer's own rows as a teacher, one a partnership."""
    return list(teachers(by).filter(person_id=by.person_id)) if by.person_id else []


def absences(teacher: Teacher, since: date) -> list[Absence]:
    """When they are away from this day on, earliest first."""
    return list(Absence.objects.filter(teacher=teacher, last_day__gte=since).order_by("first_day", "pk"))


def can_give(teacher: Teacher, order: Order) -> bool:
    """Whether a teacher is on the list of those who can give what was ordered."""
    given = Teaches.objects.filter(teacher=teacher)
    if order.offer_id is not None:
        return given.filter(offer=order.offer_id).exists()
    return order.category_id is not None and given.filter(offer__category=order.category_id).exists()


def who_can_give(order: Order) -> dict[str, str]:
    """Ref → where they set out from, of the active teachers who can give what was ordered. One query."""
    if order.offer_id is None and order.category_id is None:
        return {}
    given = Q(teaches__offer=order.offer_id) if order.offer_id else Q(teaches__offer__category=order.category_id)
    found = Teacher.objects.filter(given, partnership_id=order.partnership_id, active=True)
    return dict(found.distinct().values_list("ref", "place_code"))

"""Reading sessions: the list with its counts, those of a week, a place, a station, an order, an activity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, QuerySet, TimeField, Value, When
from django.db.models import Count as Counted
from django.db.models.functions import Coalesce, Substr

from towngown.domain.attendance.models import Session
from towngown.domain.attendance.rules import CAMPUS, SPEAKING
from towngown.domain.attendance.words import STARTS
from towngown.domain.matching.queries import dispatches
from towngown.domain.partnerships.facets import Facets
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.foundation.places.words import TOWN
from towngown.foundation.search.queries import holding
from towngown.kit.actors import Actor
from towngown.kit.clock import ZONE

if TYPE_CHECKING:
    from towngown.domain.activities.models import Activity
    from towngown.domain.matching.models import Dispatch
    from towngown.domain.orders.models import Order, Teacher
    from towngown.domain.partnerships.models import Partnership
    from towngown.domain.stations.models import Station

FACETS = Facets(Session, state="state", town=Substr("place_code", 1, TOWN))
SHOWN = ("partnership", "station", "teacher__person")
WHEN = ("coming", "past")
Stretch = tuple[GuardedQuerySet[Session], tuple[str, ...]]  # rows, and the columns in whose order they come


@dataclass(frozen=True)
class Narrowing:
    """What a list of sessions may be narrowed by; an empty value narrows nothing. `when` is a word of WHEN."""

    text: str = ""
    state: str = ""
    when: str = ""
    place_code: str = ""
    partnership_id: int | None = None
    station_id: int | None = None


@dataclass(frozen=True)
class Listed:
    """A narrowed list in no order; state → how many (none when the words are too frequent to count); the code of each
    town → how many, whatever else narrows the list."""

    found: GuardedQuerySet[Session]
    counts: Mapping[str, int] | None
    towns: Mapping[str, int]


def sessions(by: Actor) -> GuardedQuerySet[Session]:
    """The sessions the viewer may see, latest day first, with what a line of a list shows."""
    return Session.objects.visible_to(by).select_related(*SHOWN).order_by("-day", "-pk")


def session(by: Actor, ref: str) -> Session | None:
    """One session with all that its page names, if the viewer may see it."""
    related = ("activity__claim", "order__offer", "order__organisation", "dispatch")
    return sessions(by).select_related(*SHOWN, *related).filter(ref=ref).first()


def listed(by: Actor, narrowing: Narrowing, today: date) -> Listed:
    """The list as a page shows it, with its counts."""
    found, few = _narrowed(by, narrowing, today)
    seen = FACETS.seen(by)
    if narrowing.text or narrowing.when or narrowing.place_code or narrowing.station_id is not None:
        counts = dict(found.order_by().values_list("state").annotate(Counted("pk"))) if few else None
    else:
        counts = seen.by("state", partnership=narrowing.partnership_id)
    if narrowing.state:
        found = found.filter(state=narrowing.state)
    return Listed(found.select_related(*SHOWN), counts, seen.by("town", partnership=narrowing.partnership_id))


def _narrowed(by: Actor, narrowing: Narrowing, today: date) -> tuple[GuardedQuerySet[Session], bool]:
    found = Session.objects.visible_to(by)
    if narrowing.partnership_id is not None:
        found = found.filter(partnership_id=narrowing.partnership_id)
    if narrowing.station_id is not None:
        found = found.filter(station_id=narrowing.station_id)
    if narrowing.place_code:
        found = found.filter(place_code__under=narrowing.place_code)
    if narrowing.when:
        found = found.filter(day__gte=today) if narrowing.when == "coming" else found.filter(day__lt=today)
    return holding(found, narrowing.text) if narrowing.text else (found, True)


def in_order(found: GuardedQuerySet[Session], today: date) -> tuple[Stretch, Stretch]:
    """A list as it is shown: what is on today and later by day and hour, then what is over, the latest first."""
    usual = Case(*(When(half=half, then=Value(time.fromisoformat(start))) for half, start in STARTS.items()))
    timed = found.annotate(hour=Coalesce("start_time", usual, output_field=TimeField()))
    return (
        (timed.filter(day__gte=today), ("day", "hour", "pk")),
        (timed.filter(day__lt=today), ("-day", "-hour", "-pk")),
    )


def at_station(by: Actor, station: "Station") -> GuardedQuerySet[Session]:
    """The sessions of a station."""
    return sessions(by).filter(station=station)


def at_place(by: Actor, partnership: "Partnership", place_code: str) -> GuardedQuerySet[Session]:
    """The sessions at or under a place."""
    return sessions(by).filter(partnership=partnership, place_code__under=place_code)


def of_activity(by: Actor, activity: "Activity") -> list[Session]:
    """The sessions of an activity, earliest first."""
    return list(sessions(by).filter(activity=activity).order_by("day", "half", "pk"))


def of_order(by: Actor, order: "Order") -> list[Session]:
    """The sessions of an order, earliest first; those of a neighbour's order that it joined."""
    return list(sessions(by).filter(order_id=order.joined_to_id or order.pk).order_by("day", "half", "pk"))


def held_of_orders(by: Actor, order_ids: Iterable[int]) -> dict[int, int]:
    """Order id → how many of its sessions were held, of those that had any."""
    held = Session.objects.visible_to(by).filter(order__in=list(order_ids), state="held")
    return dict(held.order_by().values_list("order_id").annotate(Counted("pk")))


def of_unit(dispatch: Any) -> Session | None:
    """The session of the same week of the order as this dispatch, for the system."""
    return Session.objects.filter(order_id=dispatch.order_id, unit=dispatch.unit).first()


def planned_of_order(order: "Order") -> list[Session]:
    """The sessions of an order that are still to be held, for the system, which is about to change and so locks them."""
    return list(Session.objects.select_for_update().filter(order=order, state="planned").order_by("pk"))


def planned_of_activity(activity: "Activity") -> list[Session]:
    """The sessions of an activity that are still to be held, for the system, which is about to change and so locks them."""
    return list(Session.objects.select_for_update().filter(activity=activity, state="planned").order_by("pk"))


def of_teacher(by: Actor, teachers: Iterable["Teacher"], first: date, last: date) -> list[Session]:
    """What these teachers give from the first to the last day, in the order in which it comes."""
    found = sessions(by).filter(teacher__in=list(teachers), day__gte=first, day__lte=last)
    return list(found.order_by("day", "half", "pk"))


def dispatched_to(by: Actor, teachers: Iterable["Teacher"], first: date) -> "list[Dispatch]":
    """The dispatches that wait for these teachers' answer from a day on, in the order in which they come."""
    found = dispatches(by).filter(teacher__in=list(teachers), day__gte=first, state="dispatched")
    return list(found.order_by("day", "half", "pk"))


def to_be_held(by: Actor, now: datetime) -> GuardedQuerySet[Session]:
    """Begun, and this viewer is the host or the teacher: nobody has said yet that they were held."""
    mine = Q(teacher__person_id=by.person_id) if by.person_id else Q(pk__in=[])
    for seat in by.seats:
        if seat.role in SPEAKING and seat.side != CAMPUS:
            under = Q(place_code__under=seat.place_code) if seat.place_code else Q()
            mine |= Q(partnership_id=seat.partnership_id) & under
    return sessions(by).filter(mine, _begun(now), state="planned").order_by("day", "pk")


def _begun(now: datetime) -> Q:
    """The condition that a session has begun, as its `begins` says."""
    local = now.astimezone(ZONE)
    halves = [half for half, start in STARTS.items() if time.fromisoformat(start) <= local.time()]
    today = Q(start_time__lte=local.time()) | Q(start_time=None, half__in=halves)
    return Q(day__lt=local.date()) | Q(day=local.date()) & today


def activities_taught(by: Actor) -> list[int]:
    """The ids of the activities in whose sessions this person teaches."""
    mine = Session.objects.filter(teacher__person_id=by.person_id or 0)
    return list(mine.order_by().values_list("activity_id", flat=True).distinct())


def with_planned_sessions() -> "QuerySet[Session, int | None]":
    """The ids of the activities whose sessions are still to be held: they are asked about one by one."""
    found = Session.objects.filter(state="planned", activity__isnull=False)
    return found.order_by().values_list("activity_id", flat=True)

"""Reading plans as people look at them: a week of teachers, the towns over all rounds. Statements do not grow with rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from towngown.domain.matching.compute import Span
from towngown.domain.matching.compute.calendar import mondays
from towngown.domain.matching.models import Dispatch, Scenario, Unserved
from towngown.domain.matching.words import LIVE, STANDING
from towngown.domain.orders import queries as orders
from towngown.domain.orders.compute import Point
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.halfdays import HalfDay

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

SIZE = 25


@dataclass(frozen=True)
class Narrow:
    """What a board may be narrowed by; an empty value narrows nothing. A town is a code that the places lie under."""

    town: str = ""
    category_ref: str = ""
    text: str = ""


@dataclass(frozen=True)
class Board:
    """One week. `rows`: teachers of this page by name, each with the visits of the week as they come; `count` of all."""

    monday: date
    weeks: Sequence[date]
    rows: Sequence[tuple[Any, Sequence[Dispatch]]]
    count: int
    visits: int


def board(by: Actor, scenario: Scenario, monday: date | None = None, narrow: Narrow = Narrow(), page: int = 1) -> Board:
    """A week of a scenario, that of the next visits when none or another is asked for; 25 teachers a page."""
    weeks = list(mondays(Span(scenario.round.first_day, scenario.round.last_day)))
    live = _narrowed(by, scenario, narrow)
    shown = monday if monday in weeks else _next(live) or weeks[0]
    found = live.filter(day__gte=shown, day__lt=shown + timedelta(days=7))
    who = found.order_by("teacher__person__name", "teacher").values_list("teacher", flat=True)
    people = list(dict.fromkeys(who))
    visits: dict[int, list[Dispatch]] = defaultdict(list)
    on_page = people[(page - 1) * SIZE : page * SIZE]
    for row in found.filter(teacher__in=on_page).order_by("day", "half", "pk"):
        visits[row.teacher_id].append(row)
    rows = [(visits[pk][0].teacher, visits[pk]) for pk in on_page]
    return Board(shown, weeks, rows, len(people), len(who))


@dataclass(frozen=True)
class Crowd:
    """A half-day on which several visits of one scenario fall in one place."""

    place_code: str
    half_day: HalfDay
    visits: int


def crowds(by: Actor, scenario: Scenario) -> list[Crowd]:
    """Where the plan has several visits at once, as they come: it does not know how many rooms a place has. One query."""
    live = Dispatch.objects.visible_to(by).filter(scenario=scenario, state__in=LIVE)
    found = live.order_by("day", "half", "place_code").values_list("place_code", "day", "half")
    rows = found.annotate(number=Count("pk")).filter(number__gt=1)
    return [Crowd(place, HalfDay(day, half), number) for place, day, half, number in rows]


def _next(live: GuardedQuerySet[Dispatch]) -> date | None:
    """The Monday of the week in which somebody comes next; when nobody comes any more, of the last in which somebody did."""
    days = live.order_by("day").values_list("day", flat=True)
    day = days.filter(day__gte=clock.today()).first() or days.last()
    return day - timedelta(days=day.weekday()) if day else None


def _narrowed(by: Actor, scenario: Scenario, narrow: Narrow) -> GuardedQuerySet[Dispatch]:
    found = Dispatch.objects.visible_to(by).filter(scenario=scenario, state__in=LIVE)
    if narrow.town:
        found = found.filter(place_code__under=narrow.town)
    if narrow.category_ref:
        found = found.filter(order__category__ref=narrow.category_ref)
    if narrow.text:
        found = found.filter(teacher__person__name__contains=narrow.text)
    return found.select_related("order__offer", "order__category", "teacher__person")


@dataclass(frozen=True)
class Coverage:
    """Over all published rounds: place → [visits asked, visits given]; where places lie, and whether that is generated."""

    rounds: int
    places: Mapping[str, tuple[int, int]]
    spots: Mapping[str, Point]
    generated: bool


def coverage(by: Actor, partnership: "Partnership") -> Coverage:
    """Who was served over all rounds that the viewer may see. Five queries."""
    scenarios = Scenario.objects.visible_to(by).filter(partnership=partnership, state="published").defer("proof")
    keys = list(scenarios.values_list("pk", flat=True))
    came = Dispatch.objects.filter(scenario__in=keys, state__in=STANDING).order_by()
    left = Unserved.objects.filter(scenario__in=keys).order_by()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, number in came.values_list("place_code").annotate(Count("pk")):
        counts[place][0] += number
        counts[place][1] += number
    for place, number in left.values_list("order__place_code").annotate(Count("pk")):
        counts[place][0] += number
    places = {place: (asked, served) for place, (asked, served) in counts.items()}
    return Coverage(len(keys), places, orders.all_spots(partnership.pk), orders.spots_are_generated(partnership.pk))

"""What a change by hand must be checked against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from towngown.domain.matching.compute import monday_of, sunday_of, term_of
from towngown.domain.matching.models import Dispatch
from towngown.domain.matching.words import STANDING
from towngown.domain.orders import queries as orders
from towngown.domain.orders.compute import metres
from towngown.kit.halfdays import HalfDay

if TYPE_CHECKING:
    from towngown.domain.orders.models import Teacher


@dataclass(frozen=True)
class Standing:
    """How a teacher stands on a half-day, this visit left aside: visits that were asked or accepted, and this plan's."""

    can_give: bool
    away: bool
    taken: bool
    in_week: int
    in_term: int
    week_cap: int
    term_cap: int


def caps_and_days(dispatch: Dispatch, teacher: "Teacher", half_day: HalfDay) -> Standing:
    """What stands in the way of this teacher coming then. Holds the teacher still (orders.caps_held_still)."""
    held = orders.caps_held_still([teacher.pk])
    first, last = term_of(half_day.day)
    monday, sunday = monday_of(half_day.day), sunday_of(half_day.day)
    visits = _visits(dispatch, held, min(first, monday), max(last, sunday))  # a week may lie in two terms
    away = orders.absences(teacher, half_day.day)
    return Standing(
        can_give=teacher.active and orders.can_give(teacher, dispatch.order),
        away=any(one.first_day <= half_day.day <= one.last_day for one in away),
        taken=half_day in visits,
        in_week=sum(monday <= one.day <= sunday for one in visits),
        in_term=sum(first <= one.day <= last for one in visits),
        week_cap=held[teacher.pk][0],
        term_cap=held[teacher.pk][1],
    )


def _visits(dispatch: Dispatch, person: Iterable[int], first: date, last: date) -> list[HalfDay]:
    """Half-days of a person, by their ids as a teacher here and elsewhere, from the first to the last day: of this plan, and
    what stands in other rounds of whichever partnership."""
    found = Dispatch.objects.filter(teacher__in=list(person), day__gte=first, day__lte=last).exclude(pk=dispatch.pk)
    here = found.filter(scenario=dispatch.scenario_id, state__in=("drafted", *STANDING))
    elsewhere = found.exclude(scenario__round=dispatch.scenario.round_id).filter(state__in=STANDING)
    return [HalfDay(day, half) for day, half in (here | elsewhere).values_list("day", "half")]


def metres_between(dispatch: Dispatch, teacher: "Teacher") -> int | None:
    """The way from where a teacher sets out, as the crow flies."""
    spots = orders.spots_of(dispatch.partnership_id, {dispatch.place_code, teacher.place_code})
    return metres(spots.get(teacher.place_code), spots.get(dispatch.place_code))


def standing_of_order(order_id: int) -> list[Dispatch]:
    """The visits of an order that were asked or accepted, by week."""
    return list(Dispatch.objects.filter(order_id=order_id, state__in=STANDING).order_by("unit", "pk"))


def metres_to(dispatch: Dispatch) -> dict[str, int]:
    """Ref of a teacher → metres from where they set out to the place of a visit, of those who can give it. Two queries."""
    able = orders.who_can_give(dispatch.order)
    spots = orders.spots_of(dispatch.partnership_id, {dispatch.place_code, *able.values()})
    here = spots.get(dispatch.place_code)
    found = {ref: metres(spots.get(home), here) for ref, home in able.items()}
    return {ref: far for ref, far in found.items() if far is not None}

"""A published round as it is now, for going on from its plan; a fixed number of queries for any number of orders."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from towngown.domain.matching.compute import Busy, Caps, Kept, Key, Now, Span, Stands, read_settings, unpack
from towngown.domain.matching.models import Dispatch, Scenario, Unserved
from towngown.domain.matching.queries.standing import busy, taken_since
from towngown.domain.matching.words import STANDING, WANTED
from towngown.domain.orders import queries as orders
from towngown.kit.halfdays import HalfDay


def kept(scenario: Scenario) -> Kept:
    """The plan of a scenario as it was packed."""
    block = Scenario.objects.filter(pk=scenario.pk).values_list("proof", flat=True).get()
    return unpack(bytes(block or b""))


def now(scenario: Scenario, since: HalfDay) -> Now:
    """What stands, what was declined, who is away; what lies before `since` stays as it is. What was called off waits for
    another round."""
    round_, wall = scenario.round, scenario.partnership_id
    rows = Dispatch.objects.filter(scenario=scenario)
    stands = _stands(scenario)
    declined = rows.filter(state="declined").values_list("teacher_id", "day", "half")
    called_off = set(rows.filter(state="freed").values_list("order_id", "unit")) - set(stands)
    return Now(
        stands=stands,
        given_up=[(teacher, HalfDay(day, half)) for teacher, day, half in declined],
        wanted=_wanted(scenario) - called_off,
        away=orders.away_between(wall, round_.first_day, round_.last_day),
        busy=busy(round_, Span(round_.first_day, round_.last_day)),
        caps=Caps(orders.said_caps(wall), read_settings(scenario.settings).changes),
        since=since,
    )


def _stands(scenario: Scenario) -> dict[Key, Stands]:
    """Unit → who comes when."""
    columns = ("order_id", "unit", "teacher_id", "day", "half", "by_hand")
    found = Dispatch.objects.filter(scenario=scenario, state__in=STANDING).values_list(*columns)
    return {
        (order, unit): Stands(teacher, HalfDay(day, half), by_hand)
        for order, unit, teacher, day, half, by_hand in found
    }


def read_too_early(
    scenario: Scenario, teachers: Iterable[int], keys: Collection[Key], known: Mapping[Key, Stands],
    elsewhere: Iterable[Busy],
) -> bool:  # fmt: skip
    """Whether one of these teachers was asked or set free since, elsewhere or in the round itself, or one of these units
    was moved. Holds the teachers still, after the visits (visits_held_still)."""
    coming = set(teachers)
    if taken_since(scenario.round, coming, elsewhere):
        return True
    before, now_ = (
        {key: one for key, one in stands.items() if key in keys or one.teacher in coming}
        for stands in (known, _stands(scenario))
    )
    return before != now_


def _wanted(scenario: Scenario) -> set[tuple[int, int]]:
    """What the scenario was asked for, served or left out, as far as its order still wants somebody."""
    served = Dispatch.objects.filter(scenario=scenario, order__state__in=WANTED).values_list("order_id", "unit")
    left = Unserved.objects.filter(scenario=scenario, order__state__in=WANTED).values_list("order_id", "unit")
    return set(served) | set(left)


def unserved_units(scenario: Scenario) -> set[tuple[int, int]]:
    """The units that a scenario leaves out."""
    return set(Unserved.objects.filter(scenario=scenario).values_list("order_id", "unit"))


def standing_visits(order_ids: Iterable[int]) -> list[Dispatch]:
    """The visits to these orders that were asked or accepted, in any round, with their orders."""
    found = Dispatch.objects.filter(order__in=list(order_ids), state__in=STANDING)
    return list(found.select_related("order__offer").order_by("order", "unit"))


def visits_held_still(scenario: Scenario, order_ids: Iterable[int]) -> list[Dispatch]:
    """The standing visits of a scenario to these orders, locked: nobody moves them by hand any more while it is re-planned."""
    found = Dispatch.objects.filter(scenario=scenario, order__in=list(order_ids), state__in=STANDING)
    return list(found.select_related("order__offer").order_by("pk").select_for_update(of=("self",)))


def published_from(wall: int, day: date) -> list[Scenario]:
    """The published scenarios of rounds that are not closed and reach to this day or beyond, without their proofs."""
    found = Scenario.objects.filter(partnership_id=wall, state="published", round__state="published")
    return list(
        found.filter(round__last_day__gte=day).select_related("round", "partnership").defer("proof").order_by("pk")
    )


def visits_ahead(scenario: Scenario, teacher_id: int, today: date) -> bool:
    """Whether a teacher is to come from this day on."""
    found = Dispatch.objects.filter(scenario=scenario, teacher_id=teacher_id, state__in=STANDING, day__gte=today)
    return found.exists()


def out_of_place(scenario: Scenario, today: date) -> bool:
    """Whether something that was planned was dropped, or cannot be: its teacher is away, or takes no orders any more."""
    rows = Dispatch.objects.filter(scenario=scenario)
    ahead = rows.filter(state__in=STANDING, day__gte=today)
    if rows.filter(state="lifted", order__state__in=WANTED).exists() or ahead.filter(teacher__active=False).exists():
        return True
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for teacher, first, last in orders.away_between(scenario.partnership_id, today, scenario.round.last_day):
        away[teacher].append((first, last))
    planned = ahead.filter(teacher__in=list(away)).values_list("teacher_id", "day")
    return any(first <= day <= last for teacher, day in planned for first, last in away[teacher])

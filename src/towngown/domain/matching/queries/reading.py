"""What a scenario is worked out from, read in a fixed number of queries for any number of orders."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from towngown.domain.matching.compute import Asked, Key, Span, missed_rounds, read_settings, units
from towngown.domain.matching.models import Dispatch, Scenario, Unserved
from towngown.domain.matching.queries.standing import busy
from towngown.domain.matching.words import STANDING
from towngown.domain.orders import queries as orders
from towngown.domain.orders.queries import Waiting
from towngown.kit import clock
from towngown.kit.halfdays import HalfDay

RUNNING = ("dispatched", "accepted")  # an order for several weeks that stands in part waits for the rest


def asked(scenario: Scenario) -> Asked:
    """All that a scenario is worked out from, as it is now."""
    round_, wall = scenario.round, scenario.partnership_id
    settings = read_settings(scenario.settings)
    span = Span(round_.first_day, round_.last_day)
    return Asked(
        span=span,
        units=units(waiting(wall), span, standing_units(wall)),
        supply=orders.supply(wall),
        spots=orders.all_spots(wall),
        missed=missed_by_place(wall),
        busy=busy(round_, span),
        held=_held(scenario) if settings.hold else None,
        from_day=clock.today() + timedelta(days=1),
    )


def waiting(wall: int) -> list[Waiting]:
    """Released orders, and those for several weeks that stand in part."""
    found = orders.waiting(wall) + orders.waiting(wall, RUNNING, at_least_weeks=2)
    return sorted(found, key=lambda one: one.id)


def standing_units(wall: int) -> dict[Key, date]:
    """The units of orders for several weeks to which somebody comes already, and on which day."""
    found = Dispatch.objects.filter(partnership_id=wall, state__in=STANDING, order__weeks__gt=1)
    rows = found.filter(order__state__in=("released", *RUNNING)).values_list("order_id", "unit", "day")
    return {(order, unit): day for order, unit, day in rows}


def missed_by_place(wall: int) -> dict[str, int]:
    """Place → how many rounds running it asked and got nothing (compute.missed_rounds)."""
    scenarios = Scenario.objects.filter(partnership_id=wall, state="published")
    newest = list(scenarios.order_by("-round__first_day", "-pk").values_list("pk", flat=True))
    came = Dispatch.objects.filter(scenario__in=scenarios, state__in=STANDING)
    left = Unserved.objects.filter(scenario__in=scenarios)
    return missed_rounds(
        newest,
        _places(came.order_by().values_list("scenario_id", "place_code").distinct()),
        _places(left.order_by().values_list("scenario_id", "order__place_code").distinct()),
    )


def _places(pairs: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for scenario, place in pairs:
        found[scenario].add(place)
    return found


def _held(scenario: Scenario) -> dict[Key, tuple[int, HalfDay]]:
    """What was moved by hand in the newest other scenario of the round."""
    before = scenario.round.scenarios.filter(~Q(pk=scenario.pk), state="ready").order_by("-number").first()
    found = (
        Dispatch.objects.filter(scenario=before, by_hand=True, state="drafted") if before else Dispatch.objects.none()
    )
    rows = found.values_list("order_id", "unit", "teacher_id", "day", "half")
    return {(order, unit): (teacher, HalfDay(day, half)) for order, unit, teacher, day, half in rows}

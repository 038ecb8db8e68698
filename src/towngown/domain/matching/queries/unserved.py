"""Reading who is left out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from towngown.domain.matching.models import Scenario, Unserved
from towngown.domain.matching.words import FOLLOWED
from towngown.domain.orders import queries as orders
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.orders.models import Order

MOST_TOLD = 20_000


@dataclass(frozen=True)
class Narrowed:
    """Those left out as a page shows them, the weightiest first; cause → how many, before the cause narrows."""

    found: GuardedQuerySet[Unserved]
    counts: Mapping[str, int]


def left_out(by: Actor, scenario: Scenario, cause: str = "", town: str = "") -> Narrowed:
    """Whom a scenario leaves out, as far as the viewer may see the orders; a town is a code that they lie under."""
    seen = orders.orders(by).filter(partnership_id=scenario.partnership_id).order_by()
    found = Unserved.objects.filter(scenario=scenario, order__in=seen.values("pk"))
    if town:
        found = found.filter(order__place_code__under=town)
    counts = dict(found.order_by().values_list("cause").annotate(Count("pk")))
    if cause:
        found = found.filter(cause=cause)
    return Narrowed(
        found.select_related("order__offer", "order__category").order_by("-weight", "order", "unit"), counts
    )


def sharing(by: Actor, scenario: Scenario) -> dict[tuple[int, str, str], int]:
    """Teacher, day and half on which several suggestions count → how many do: only one of them can come true. One query."""
    rows = left_out(by, scenario).found.filter(change__kind__in=FOLLOWED).order_by()
    slots = rows.values_list("change__comes", "change__day", "change__half").annotate(number=Count("pk"))
    return {(comes, day, half): number for comes, day, half, number in slots.filter(number__gt=1)}


def without_change(scenario: Scenario) -> list[tuple[int, int]]:
    """The units for which nothing that would help has been found yet, the weightiest first."""
    return list(_without_change(scenario).order_by("-weight", "order", "unit").values_list("order_id", "unit"))


def any_without_change(scenario: Scenario) -> bool:
    """Whether there is such a unit."""
    return bool(_without_change(scenario).exists())


def _without_change(scenario: Scenario) -> GuardedQuerySet[Unserved]:
    return Unserved.objects.filter(scenario=scenario, change={}).exclude(cause="no_half_day")


def orders_left_out(scenario: Scenario) -> "list[Order]":
    """The orders to which nobody comes in a published scenario; each once."""
    rows = Unserved.objects.filter(scenario=scenario).select_related("order__offer")
    return list({row.order_id: row.order for row in rows.order_by("order", "unit")[:MOST_TOLD]}.values())

"""Reading rounds, scenarios and visits."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from towngown.domain.matching.compute import days_of
from towngown.domain.matching.models import Dispatch, Round, Scenario
from towngown.domain.matching.words import STANDING
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

SHOWN = ("order__offer", "order__category", "teacher__person", "scenario__round", "partnership")


def rounds(by: Actor, partnership: "Partnership | None" = None) -> GuardedQuerySet[Round]:
    """The rounds the viewer may see, latest first."""
    found = Round.objects.visible_to(by).select_related("partnership")
    return (found.filter(partnership=partnership) if partnership else found).order_by("-first_day", "-pk")


def round_(by: Actor, ref: str) -> Round | None:
    """One round, if the viewer may see it."""
    return rounds(by).filter(ref=ref).first()


def scenarios(by: Actor, rounds: Iterable[Round]) -> GuardedQuerySet[Scenario]:
    """The scenarios of some rounds that the viewer may see, by round and number; without their proofs."""
    found = Scenario.objects.visible_to(by).filter(round__in=list(rounds))
    return found.select_related("round", "partnership").defer("proof").order_by("round", "number")


def scenario(by: Actor, ref: str) -> Scenario | None:
    """One scenario, without its proof, if the viewer may see it."""
    found = Scenario.objects.visible_to(by).select_related("round", "partnership").defer("proof")
    return found.filter(ref=ref).first()


def for_other_days(scenario: Scenario) -> bool:
    """Whether its round had other days when it was worked out. One query."""
    block = Scenario.objects.filter(pk=scenario.pk).values_list("proof", flat=True).get()
    return block is not None and days_of(bytes(block)) != (scenario.round.first_day, scenario.round.last_day)


def published(round_: Round) -> Scenario | None:
    """The scenario that the round was published with."""
    return Scenario.objects.filter(round=round_, state="published").select_related("round").defer("proof").first()


def dispatches(by: Actor) -> GuardedQuerySet[Dispatch]:
    """The visits the viewer may see."""
    return Dispatch.objects.visible_to(by).select_related(*SHOWN)


def dispatch(by: Actor, ref: str) -> Dispatch | None:
    """One visit, if the viewer may see it."""
    return dispatches(by).filter(ref=ref).first()


def of_order(by: Actor, order_id: int) -> GuardedQuerySet[Dispatch]:
    """Who comes to an order when: what stands, by week."""
    return dispatches(by).filter(order_id=order_id, state__in=STANDING).order_by("unit", "pk")


def visit_by_id(pk: int) -> Dispatch | None:
    """One visit, for those who tell of it."""
    return Dispatch.objects.filter(pk=pk).select_related("teacher", "order__offer").first()


def persons_asked(scenario: Scenario) -> list[int]:
    """The person of every visit of a published scenario that waits for an answer, as often as they are asked."""
    found = Dispatch.objects.filter(scenario=scenario, state="dispatched")
    return list(found.order_by("pk").values_list("teacher__person_id", flat=True))

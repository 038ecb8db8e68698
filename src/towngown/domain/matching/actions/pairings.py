"""Pairings of experts with teachers: matched by the engine, made by hand, ended."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from towngown.domain.matching.actions import fields
from towngown.domain.matching.compute import pairs
from towngown.domain.matching.models import Pairing
from towngown.domain.matching.queries import unpaired
from towngown.domain.matching.rules import dispatches, ends_pairing
from towngown.foundation.journal.action import action
from towngown.foundation.journal.outbox import AT_ONCE
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import WholeNumber
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

Each = Annotated[int, WholeNumber(label=mark("How many teachers an expert takes, at most"), low=1, high=14)]


@action("pairing.match", label=mark("Pair experts with teachers"), told=mark("paired experts with teachers"),
        may=dispatches, on="partnership")  # fmt: skip
def match_pairs(*, by: Actor, partnership: "Partnership", each: Each = 4) -> "Partnership":
    """Give as many teachers as possible an expert who shares a category, the nearer the better; standing pairs stay."""
    experts, places, others = unpaired(partnership.pk, each)
    rows = [_row(partnership, expert, teacher) for expert, teacher in pairs(experts, places, others)]
    Pairing.objects.bulk_create(rows, batch_size=AT_ONCE)
    return partnership


def _row(partnership: "Partnership", expert: int, teacher: int) -> Pairing:
    row = Pairing(partnership=partnership, expert_id=expert, teacher_id=teacher, since=clock.today())
    row.audience_key = row.key_of_audience()
    return row


@action("pairing.make", label=mark("Pair two by hand"), told=mark("paired an expert with a teacher"), may=dispatches,
        on="partnership")  # fmt: skip
def make_pairing(
    *, by: Actor, partnership: "Partnership", expert: fields.Expert, teacher: fields.Paired, since: fields.Since = None
) -> Pairing:
    """These two work together. Raises when they do already, and for anybody who is no expert here."""
    fields.same_wall(partnership.pk, expert=expert, teacher=teacher)
    if expert.teacher_kind != "expert" or expert.pk == teacher.pk:
        raise Problem("matching.no_expert", "expert")
    if Pairing.objects.filter(expert=expert, teacher=teacher, ended_on=None).exists():
        raise Problem("matching.paired", "teacher")
    return Pairing.objects.create(
        partnership=partnership, expert=expert, teacher=teacher, since=since or clock.today(), by_hand=True
    )


@action("pairing.end", label=mark("End the pairing"), told=mark("ended the pairing"), may=ends_pairing, on="pairing")
def end_pairing(*, by: Actor, pairing: Pairing, ended_on: fields.Since = None) -> Pairing:
    """They work together no longer; either may say so. Raises when it has ended, and for a day before it began."""
    day: date = ended_on or clock.today()
    if pairing.ended_on is not None:
        raise Problem("matching.ended")
    if day < pairing.since:
        raise Problem("matching.before_it_began", "ended_on", day=pairing.since)
    pairing.ended_on = day
    pairing.save()
    return pairing

"""Scenarios: asked for, worked out by a job, compared, published. What is published is asked of the teachers."""

from typing import Any

from django.db.models import Max

from towngown.domain.matching.actions import fields
from towngown.domain.matching.actions.rounds import publish_round
from towngown.domain.matching.compute import Left, Settings, Visit
from towngown.domain.matching.models import Dispatch, Round, Scenario, Unserved
from towngown.domain.matching.queries import cannot_come, for_other_days
from towngown.domain.matching.rules import dispatches, is_system
from towngown.domain.matching.words import SCENARIO_JOB, SCENARIO_MOVES, WANTED
from towngown.domain.orders.rules import CAMPUS
from towngown.domain.partnerships.queries import parties
from towngown.foundation.accounts.queries import clock
from towngown.foundation.jobs import actions as jobs
from towngown.foundation.journal.action import action, perform_many
from towngown.foundation.journal.outbox import AT_ONCE
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark


@action(
    "scenario.add", label=mark("Work out a scenario"), told=mark("had a scenario worked out"), may=dispatches,
    on="round_",
)  # fmt: skip
def add_scenario(
    *, by: Actor, round_: Round, memory: fields.Memory = True, reach_pct: fields.Reach = 100, even: fields.Even = True,
    hold: fields.Hold = True,
) -> Scenario:  # fmt: skip
    """One way to serve the round, worked out by a job that may be left and found again. Raises when it is published."""
    return add_with(by, round_, Settings(memory, reach_pct, even, hold).as_data())


def add_with(by: Actor, round_: Round, settings: dict[str, Any]) -> Scenario:
    """A scenario with these settings, handed to a worker. Raises when the round is published."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)  # its numbers are given one after the other
    if round_.state != "open":
        raise Problem("matching.published", "round_")
    number = (Scenario.objects.filter(round=round_).aggregate(most=Max("number"))["most"] or 0) + 1
    scenario = Scenario(
        round=round_, number=number, partnership_id=round_.partnership_id, audience="party",
        own_party_id=_own_party(by, round_), settings=settings,
    )  # fmt: skip
    return _start(by, scenario)


def _own_party(by: Actor, round_: Round) -> int:
    """Drafts are the university side's own: of whoever acts, else of its first party."""
    seats = [seat.party_id for seat in by.seats_in(round_.partnership_id) if seat.side == CAMPUS]
    return (
        seats[0] if seats else parties(clock(), round_.partnership).filter(side=CAMPUS).values_list("pk", flat=True)[0]
    )


def _start(by: Actor, scenario: Scenario) -> Scenario:
    """Hand it to a worker."""
    job = jobs.start(by=by, job_kind=SCENARIO_JOB, given={"scenario": scenario.ref})
    scenario.job_ref = job.ref
    scenario.save()
    return scenario


@action(
    "scenario.retry", label=mark("Work it out again"), told=mark("had the scenario worked out again"), may=dispatches,
    on="scenario", moves=SCENARIO_MOVES,
)  # fmt: skip
def retry_scenario(*, by: Actor, scenario: Scenario) -> Scenario:
    """Once more, after it could not be worked out."""
    return _start(by, scenario)


@action(
    "scenario.fail", label=mark("Give up"), told=mark("could not work the scenario out"), may=is_system,
    on="scenario", moves=SCENARIO_MOVES, offered=False,
)  # fmt: skip
def fail_scenario(*, by: Actor, scenario: Scenario) -> Scenario:
    """It could not be worked out, says its worker; the job keeps the sentence."""
    scenario.save()
    return scenario


@action(
    "scenario.finish", label=mark("Finish the scenario"), told=mark("worked the scenario out"), may=is_system,
    on="scenario", moves=SCENARIO_MOVES, offered=False,
)  # fmt: skip
def finish_scenario(
    *, by: Actor, scenario: Scenario, come: list[Visit], left: list[Left], figures: dict[str, Any], proof: bytes
) -> Scenario:
    """Write the plan down, says its worker: who comes, who is left out and why, its numbers and its proof."""
    scenario.figures, scenario.proof = figures, proof
    scenario.save()
    Dispatch.objects.bulk_create([dispatch_row(scenario, one) for one in come], batch_size=AT_ONCE)
    Unserved.objects.bulk_create([unserved_row(scenario, one) for one in left], batch_size=AT_ONCE)
    return scenario


def dispatch_row(scenario: Scenario, one: Visit, state: str = "drafted") -> Dispatch:
    """The row of a visit, as visible as its scenario."""
    return Dispatch(
        scenario=scenario, partnership_id=scenario.partnership_id, audience=scenario.audience,
        own_party_id=scenario.own_party_id, audience_key=scenario.audience_key, order_id=one.order, unit=one.unit,
        place_code=one.place, teacher_id=one.teacher, day=one.day, half=one.half, metres=one.metres, state=state,
    )  # fmt: skip


def unserved_row(scenario: Scenario, one: Left) -> Unserved:
    """The row of a unit left out."""
    return Unserved(
        scenario=scenario, order_id=one.order, unit=one.unit, weight=one.weight, cause=one.cause, numbers=one.numbers,
        change=one.change,
    )  # fmt: skip


def _drafts_held_still(scenario: Scenario) -> list[Dispatch]:
    """What it plans, locked: nobody moves it by hand any more while it is looked at."""
    found = Dispatch.objects.filter(scenario=scenario, state="drafted").select_related("order__offer").order_by("pk")
    return list(found.select_for_update(of=("self",)))


@action(
    "scenario.publish", label=mark("Publish this scenario"), told=mark("published the scenario"), may=dispatches,
    on="scenario", moves=SCENARIO_MOVES, offered=False,
)  # fmt: skip
def publish_scenario(*, by: Actor, scenario: Scenario) -> Scenario:
    """Ask the teachers; the orders are dispatched. Dropped is what was withdrawn since it was worked out, and what its
    teacher cannot give beside what they were asked for elsewhere since: for that somebody else is looked for (reactions).

    Raises when another scenario of the round was published, or the round had other days when it was worked out.
    Thousands take seconds: pages start a job (jobs.start).
    """
    scenario.round = Round.objects.select_for_update().get(pk=scenario.round_id)  # its days stay as they are now
    if for_other_days(scenario):
        raise Problem("matching.other_days")
    publish_round(by=by, round_=scenario.round)
    rows = _drafts_held_still(scenario)
    wanted = [row for row in rows if row.order.state in WANTED]
    cannot = cannot_come(scenario, wanted)
    good = [row for row in wanted if (row.teacher_id, row.half_day) not in cannot]
    lost = set(rows) - set(good)
    scenario.audience = scenario.round.audience
    scenario.figures = scenario.figures | {"lost": len(cannot)}
    scenario.save()
    perform_many("dispatch.drop", list(lost), by=by)
    perform_many("dispatch.publish", good, by=by)
    Dispatch.objects.filter(scenario=scenario).update(audience=scenario.audience, audience_key=scenario.audience_key)
    asked = list({row.order_id: row.order for row in good}.values())
    perform_many("order.dispatch", [one for one in asked if one.state == "released"], by=by)
    perform_many("order.ask_anew", [one for one in asked if one.state == "accepted"], by=by)  # for more of its weeks
    return scenario

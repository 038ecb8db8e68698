"""The workers: a scenario that somebody asked for and watches, a publishing of thousands."""

from typing import Any

from towngown.domain.matching import actions, queries
from towngown.domain.matching.compute import (
    figures,
    left_of,
    pack,
    proof_of,
    read_settings,
    visits_of,
    work_out,
)
from towngown.domain.matching.words import PUBLISH_JOB, SCENARIO_JOB
from towngown.domain.partnerships.queries import actor_for
from towngown.foundation.accounts.queries import clock
from towngown.foundation.jobs.work import worker
from towngown.kit import clock as time
from towngown.kit.actors import Actor
from towngown.kit.matching import NoRoom
from towngown.kit.problems import Problem
from towngown.kit.text import mark

STEPS = 6  # read, arrange, solve, prove, say why not, write


def work_out_scenario(job: Any, report: Any) -> dict[str, Any]:
    """Work out the scenario that the job names; {kind, ref, asked, served}. Safe to run again: done, it stays as it is."""
    scenario = queries.scenario(clock(), job.given["scenario"])
    if scenario is None:
        raise Problem("not_found", value=job.given["scenario"])
    if scenario.state == "waiting":
        try:
            _work_out(scenario, report)
        except NoRoom as error:
            actions.fail_scenario(by=clock(), scenario=scenario)
            raise Problem("matching.no_room") from error
    report(STEPS, STEPS)
    return {"kind": scenario.kind, "ref": scenario.ref}


def _work_out(scenario: Any, report: Any) -> None:
    report(0, STEPS)
    settings, asked = read_settings(scenario.settings), queries.asked(scenario)
    solved = work_out(asked, settings, lambda step: report(step, STEPS))
    come, left = visits_of(solved), left_of(solved)
    report(5, STEPS)
    numbers = figures(asked.units, come, left, asked.missed, len(asked.supply)) | proof_of(solved)
    proof = pack(solved.facts, solved.plan, settings.even)
    actions.finish_scenario(by=clock(), scenario=scenario, come=come, left=left, figures=numbers, proof=proof)


def publish(job: Any, report: Any) -> dict[str, Any]:
    """Publish the scenario that the job names, in the name of whoever started it; {kind, ref}. Once done, it stays so."""
    by = _actor(job)
    scenario = queries.scenario(by, job.given["scenario"])
    if scenario is None:
        raise Problem("not_found", value=job.given["scenario"])
    report(0, 1)
    if scenario.state != "published":
        actions.publish_scenario(by=by, scenario=scenario)
    report(1, 1)
    return {"kind": scenario.kind, "ref": scenario.ref}


def _actor(job: Any) -> Actor:
    """The person who started the job, with the seats of today."""
    user = job.actor.user
    if user is None or not user.is_active:
        raise Problem("not_allowed")
    return actor_for(user.pk, user.get_full_name(), user.language, user.is_staff, time.today())


worker(SCENARIO_JOB, work_out_scenario, mark("Work out a scenario"))
worker(PUBLISH_JOB, publish, mark("Publish a round"))

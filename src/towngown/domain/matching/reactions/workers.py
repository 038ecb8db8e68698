"""The workers: a scenario that somebody asked for and watches, a publishing of thousands, a closer look at who is left out."""

from typing import Any

from towngown.domain.matching import actions, queries
from towngown.domain.matching.compute import (
    figures,
    left_of,
    pack,
    proof_of,
    read_settings,
    searched,
    solved_again,
    visits_of,
    work_out,
)
from towngown.domain.matching.words import LOOK_JOB, PUBLISH_JOB, SCENARIO_JOB
from towngown.domain.partnerships.queries import actor_for
from towngown.foundation.accounts.queries import clock
from towngown.foundation.jobs.work import worker
from towngown.kit import clock as time
from towngown.kit.actors import Actor
from towngown.kit.matching import NoRoom
from towngown.kit.problems import Problem
from towngown.kit.text import mark

ALL = 100  # percent
AFTER = {1: 10, 2: 20, 3: 50}  # read, arranged, solved; then proven, and from here on it is said why not
PROVEN, WRITING = 55, 95


def work_out_scenario(job: Any, report: Any) -> dict[str, Any]:
    """Work out the scenario that the job names; {kind, ref}. Safe to run again: done, it stays as it is."""
    scenario = _scenario(clock(), job)
    if scenario.state == "waiting":
        try:
            _work_out(scenario, report)
        except NoRoom as error:
            actions.fail_scenario(by=clock(), scenario=scenario)
            raise Problem("matching.no_room") from error
    report(ALL, ALL)
    return {"kind": scenario.kind, "ref": scenario.ref}


def _scenario(by: Actor, job: Any) -> Any:
    scenario = queries.scenario(by, job.given["scenario"])
    if scenario is None:
        raise Problem("not_found", value=job.given["scenario"])
    return scenario


def _work_out(scenario: Any, report: Any) -> None:
    report(0, ALL)
    settings, asked = read_settings(scenario.settings), queries.asked(scenario)
    solved = work_out(asked, settings, lambda step: report(AFTER[step], ALL))
    come = visits_of(solved)
    left = left_of(solved, lambda done, total: report(PROVEN + (WRITING - PROVEN) * done // total, ALL))
    report(WRITING, ALL)
    numbers = figures(asked.units, come, left, asked.missed, len(asked.supply)) | proof_of(solved)
    proof = pack(solved.facts, solved.plan, settings.even)
    actions.finish_scenario(by=clock(), scenario=scenario, come=come, left=left, figures=numbers, proof=proof)


def publish(job: Any, report: Any) -> dict[str, Any]:
    """Publish the scenario that the job names, in the name of whoever started it; {kind, ref}. Once done, it stays so."""
    by = _actor(job)
    scenario = _scenario(by, job)
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


def look_closer(job: Any, report: Any) -> dict[str, Any]:
    """Look for what would help every unit of the scenario for which nothing is known yet; {kind, ref}.

    Each takes up to some seconds and is written down at once, so a second run goes on where the first ended.
    """
    scenario = _scenario(clock(), job)
    solved = solved_again(queries.kept(scenario))
    row_of = {unit.key: row for row, unit in enumerate(solved.facts.units)}
    rows = [
        row_of[key] for key in queries.without_change(scenario) if key in row_of and solved.plan.arc[row_of[key]] < 0
    ]
    report(0, len(rows))
    for done, one in enumerate(searched(solved, rows)):
        if one.change:
            actions.note_changes(by=clock(), scenario=scenario, found=[one])
        report(done + 1, len(rows))
    return {"kind": scenario.kind, "ref": scenario.ref}


worker(SCENARIO_JOB, work_out_scenario, mark("Work out a scenario"))
worker(PUBLISH_JOB, publish, mark("Publish a round"))
worker(LOOK_JOB, look_closer, mark("Look for what would help"))

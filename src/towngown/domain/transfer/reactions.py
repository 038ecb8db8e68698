"""The worker's part: an import that somebody started and watches."""

from typing import Any

from towngown.domain.partnerships.queries import actor_for, by_slug
from towngown.domain.transfer.actions import Outcome, bring_in
from towngown.domain.transfer.queries import as_data
from towngown.domain.transfer.words import JOB
from towngown.foundation.files import queries as files
from towngown.foundation.jobs.work import worker
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark


def bring_in_files(job: Any, report: Any) -> dict[str, Any]:
    """Import, or try to import, the files that the job names: {files: [[name, ref]], partnership: slug, trial}.

    Returns {trial, tallies, found, kind, ref} of the partnership. Safe to run again: what is there is unchanged then.
    """
    by = _actor(job)
    given = [(name, files.path_of(files.file(by, ref)).read_bytes()) for name, ref in job.given["files"]]
    slug = job.given["partnership"]
    partnership = by_slug(by, slug) if slug else None
    if slug and partnership is None:
        raise Problem("not_found", value=slug)
    report(0, 1)
    outcome = bring_in(by=by, files=given, partnership=partnership, trial=job.given["trial"])
    report(1, 1)
    return _result(outcome, job.given["trial"])


def _actor(job: Any) -> Actor:
    """The person who started the job, with the seats of today."""
    user = job.actor.user
    if user is None or not user.is_active:
        raise Problem("not_allowed")
    return actor_for(user.pk, user.get_full_name(), user.language, user.is_staff, clock.today())


def _result(outcome: Outcome, trial: bool) -> dict[str, Any]:
    done = outcome.partnership is not None and not trial and not outcome.found
    about = {"kind": "partnership", "ref": outcome.partnership.ref} if done and outcome.partnership else {}
    tallies = {name: [one.created, one.changed, one.unchanged] for name, one in outcome.tallies.items()}
    found = [as_data(one) for one in outcome.found]
    return {"trial": trial, "slug": outcome.slug, "tallies": tallies, "found": found} | about


worker(JOB, bring_in_files, mark("Import files"))

"""Reading long work."""

from datetime import date, timedelta

from towngown.foundation.jobs.models import Job, JobQuerySet, Rung
from towngown.foundation.jobs.work import WORKERS
from towngown.foundation.journal.queries import story_of
from towngown.kit import clock
from towngown.kit.actors import Actor

STALE = timedelta(minutes=15)


def jobs(by: Actor) -> JobQuerySet:
    """One's own work, newest first."""
    return Job.objects.visible_to(by).order_by("-pk")


def job(by: Actor, ref: str) -> Job | None:
    """One piece of one's own work."""
    return jobs(by).filter(ref=ref).first()


def label(one: Job) -> str:
    """The marked label of its kind."""
    return WORKERS[one.job_kind].label if one.job_kind in WORKERS else one.job_kind


def stale() -> list[Job]:
    """Work that nobody has reported on for STALE."""
    return list(Job.objects.filter(state__in=("waiting", "running"), seen_at__lt=clock.now() - STALE).order_by("pk"))


def tried_again(one: Job) -> bool:
    """Whether it was put back since somebody last asked for it."""
    by_clock = story_of(one).filter(verb="job.retry", actor__actor_kind="clock")
    by_person = story_of(one).filter(verb="job.retry").exclude(actor__actor_kind="clock").first()
    return by_clock.filter(pk__gt=by_person.pk if by_person else 0).exists()


def rung_today(name: str) -> bool:
    """Whether a daily function has run today."""
    return Rung.objects.filter(name=name, day=clock.today()).exists()


def failed_lately(by: Actor, today: date) -> JobQuerySet:
    """One's own work that failed within the last week, newest first."""
    return jobs(by).filter(state="failed", ended_at__date__gte=today - timedelta(days=7))


def under_way(by: Actor) -> JobQuerySet:
    """One's own work that waits or runs."""
    return jobs(by).filter(state__in=("waiting", "running"))

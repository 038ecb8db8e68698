"""Which reports there are, which are due, and who signed what off."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from towngown.domain.partnerships.queries import actor_for, organisations_of, partnerships
from towngown.domain.partnerships.rules import may_sign
from towngown.domain.reports.models import Report
from towngown.domain.reports.rules import may_work_on
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.accounts.queries import names_of
from towngown.foundation.journal.queries import story_of
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.foundation.people import queries as people
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor

DUE_FROM = (12, 1)  # from this day on, this year's report is due


@dataclass(frozen=True)
class Due:
    """An annual report that nobody has started."""

    partnership: Any
    year: int


def reports(by: Actor, state: str = "") -> GuardedQuerySet[Report]:
    """The reports the viewer may see, newest first."""
    found = Report.objects.visible_to(by).select_related("partnership", "activity")
    return (found.filter(state=state) if state else found).order_by("-pk")


def report(by: Actor, ref: str) -> Report | None:
    """One report, if the viewer may see it."""
    return reports(by).filter(ref=ref).first()


def due(by: Actor, today: date) -> list[Due]:
    """Annual reports that the viewer's living partnerships still lack: last year's, and from December on this year's."""
    years = [today.year - 1] + ([today.year] if (today.month, today.day) >= DUE_FROM else [])
    alive = [one for one in partnerships(by) if may_sign(by, one) and not one.record_to]
    written = Report.objects.filter(partnership__in=alive, report_kind="annual", year__in=years)
    there = set(written.exclude(state="withdrawn").values_list("partnership_id", "year"))
    found = [Due(one, year) for one in alive for year in years if _begun(one, year)]
    return [one for one in found if (one.partnership.pk, one.year) not in there]


def _begun(partnership: Any, year: int) -> bool:
    """Whether the record covers anything of the year; a record without a first day covers every year."""
    return partnership.record_from is None or partnership.record_from.year <= year


def writers(report: Report) -> set[int]:
    """The actors who started the report or wrote in it."""
    entries = story_of(report).filter(
        verb__in=("report.start", "report.write"), thing_kind="report", thing_id=report.pk
    )
    return set(entries.values_list("actor_id", flat=True))


def others_may(report: Report, besides: set[int], today: date) -> bool:
    """Whether anybody who can log in, besides these actors, may work on the report today."""
    tree = {one.pk for one in organisations_of(the_clock(), report.partnership_id)}
    users = {row.person.user for row in people.memberships_in(tree, SIGNING) if row.person.user}
    actors = [actor_for(one.pk, one.name, one.language, one.is_staff, today) for one in users if one.is_active]
    return any(one.id not in besides and may_work_on(one, report) for one in actors)


def may_check(by: Actor, report: Report, today: date) -> bool:
    """Never whoever wrote last; whoever wrote before only when nobody is left who has not."""
    if by.id == report.edited_by_id:
        return False
    wrote = writers(report)
    return by.id not in wrote or not others_may(report, wrote, today)


def may_release(by: Actor, report: Report, today: date) -> bool:
    """Never whoever wrote last; whoever checked, or wrote before, only when there is no third person."""
    if by.id == report.edited_by_id:
        return False
    worked = writers(report) | {report.checked_by_id or 0}
    return by.id not in worked or not others_may(report, worked, today)


def signed_names(report: Report) -> dict[str, str]:
    """Step of sign-off → name: as kept at release, before that as the log-ins are called now."""
    kept: dict[str, str] = report.frozen.get("signed") or {}
    if kept:
        return kept
    steps = {"edit": report.edited_by_id, "check": report.checked_by_id, "release": report.released_by_id}
    names = names_of({actor for actor in steps.values() if actor})
    return {step: names[actor][1] if actor else "" for step, actor in steps.items()}

"""One cell of the ledger with the activities that count in it and those that do not, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from towngown.domain.activities.models import Serves
from towngown.domain.activities.words import HAPPENED, STATES
from towngown.domain.agreements.models import Promise
from towngown.domain.agreements.queries import life_of
from towngown.domain.evidence.compute import proven, strength
from towngown.domain.outcomes.queries.ledger import Cell, Row
from towngown.domain.outcomes.queries.rows import COUNTED_AS_ONE
from towngown.domain.outcomes.queries.sheet import row_of
from towngown.domain.outcomes.words import WHY
from towngown.foundation.journal.table import seen_by
from towngown.kit.actors import Actor
from towngown.kit.periods import Period


@dataclass(frozen=True)
class Served:
    """An activity linked to the promise: what it adds to the period, why, and how strong its evidence is."""

    activity: Any
    reason: str  # a word of WHY
    amount: int
    strength: str
    classified_by_us: bool

    @property
    def counts(self) -> bool:
        return self.reason == "counts"

    @property
    def sentence(self) -> str:
        return WHY[self.reason]

    @property
    def values(self) -> dict[str, str]:
        return {"state": STATES[self.activity.state]}


def cell(by: Actor, promise: Promise, first: date, today: date) -> tuple[Row, Cell] | None:
    """The cell whose period begins on this day, in the row in which the promise stands; none if there is no such."""
    row = row_of(by, promise, today)
    begun = [one for one in row.cells if one.period.first == first] if row else []
    # a month of the old terms and a year of the new ones may begin on one day: each has the address of its promise
    found = next((one for one in begun if one.promise.pk == promise.pk), next(iter(begun), None))
    return (row, found) if row and found else None


def served_in(by: Actor, promise: Promise, period: Period) -> list[Served]:
    """The activities linked to the promise that touch the period or have no day, those that count first.

    What was linked to a promise that this one replaced is among them when it ended in this one's time.
    """
    line = life_of(promise)
    touching = Q(activity__first_day__lte=period.last, activity__last_day__gte=period.first)
    rows = Serves.objects.filter(
        seen_by(by, "activity"), touching | Q(activity__first_day=None), promise__in=line
    ).select_related("activity__claim", "activity__activity_kind")
    in_order = rows.order_by(F("activity__last_day").asc(nulls_last=True), "activity_id", "confirmed", "pk")
    own = {row.activity_id: row for row in in_order if _counts_under(row, line) == promise.pk}
    return sorted((_judged(row, promise, period) for row in own.values()), key=lambda one: not one.counts)


def _counts_under(row: Serves, line: list[Promise]) -> int:
    """The id of the promise under which it is judged: of the one it is linked to and those that took its place, the
    last that had begun when it ended."""
    last_day, found = row.activity.last_day, row.promise_id
    for one in line:
        if one.replaces_id == found and last_day is not None and one.first_day <= last_day:
            found = one.pk
    return found


def _judged(row: Serves, promise: Promise, period: Period) -> Served:
    activity, support = row.activity, row.activity.claim.support
    amount = 1 if promise.measure in COUNTED_AS_ONE else activity.claim.lower or 0
    reason = _reason(row, promise, period)
    if reason == "counts" and not amount:
        reason = "uncounted"
    return Served(activity, reason, amount, strength(support), row.classified_by_us)


def _reason(row: Serves, promise: Promise, period: Period) -> str:
    activity, when = row.activity, row.activity.when
    since = when.last if when.precision == "day" else when.first
    if activity.state not in HAPPENED:
        return "not_held"
    if since is None:
        return "undated"
    if not period.holds(when):
        return "not_inside"
    if since < promise.first_day:
        return "too_early"
    if not row.confirmed:
        return "suggested"
    return "counts" if proven(activity.claim.support, promise.evidence_rule) else "evidence"

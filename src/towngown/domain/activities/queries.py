"""Reading activities: lists with filters, one with all that hangs on it, what waits for a hand, calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from towngown.domain.activities.models import Activity, CalendarFeed, Decision, Raised, Serves, Task
from towngown.domain.activities.words import HAPPENED
from towngown.domain.agreements.queries import promises_for_kind
from towngown.domain.evidence.compute import CAMPUS, OTHER
from towngown.domain.evidence.queries import hashed
from towngown.domain.evidence.rules import WORKING
from towngown.foundation.journal.table import GuardedQuerySet, seen_by
from towngown.kit.actors import Actor

SHOWN = ("activity_kind", "claim", "partnership", "host__organisation")
EVERY_BIT = 1 << 8


@dataclass(frozen=True)
class Filters:
    """What a list may be narrowed to; empty means everything."""

    words: str = ""
    kind: str = ""
    state: str = ""
    year: int | None = None
    partnership: str = ""


def activities(by: Actor, filters: Filters | None = None) -> GuardedQuerySet[Activity]:
    """What the viewer may see, latest day first; what has no day comes last."""
    found = Activity.objects.visible_to(by).select_related(*SHOWN)
    if filters is not None:
        found = found.filter(_condition(filters))
    return found.order_by(F("last_day").desc(nulls_last=True), "-pk")


def _condition(filters: Filters) -> Q:
    condition = Q()
    for word in filters.words.split()[:5]:
        named = Q(title_zh__icontains=word) | Q(title_en__icontains=word) | Q(where__icontains=word)
        condition &= named | Q(words__icontains=word)
    if filters.kind:
        condition &= Q(activity_kind__code=filters.kind)
    if filters.state:
        condition &= Q(state=filters.state)
    if filters.partnership:
        condition &= Q(partnership__slug=filters.partnership)
    if filters.year:
        condition &= Q(last_day__gte=date(filters.year, 1, 1), last_day__lte=date(filters.year, 12, 31))
    return condition


def after(found: GuardedQuerySet[Activity], last_day: date | None, pk: int) -> GuardedQuerySet[Activity]:
    """The part of the list that follows this row (its last day, its id)."""
    undated = Q(last_day=None)
    if last_day is None:
        return found.filter(undated, pk__lt=pk)
    return found.filter(Q(last_day__lt=last_day) | Q(last_day=last_day, pk__lt=pk) | undated)


def years(by: Actor) -> list[int]:
    """The years in which the viewer's activities ended, latest first."""
    days = Activity.objects.visible_to(by).filter(last_day__isnull=False)
    return sorted({day.year for day in days.dates("last_day", "year")}, reverse=True)


def count_by_state(found: GuardedQuerySet[Activity]) -> dict[str, int]:
    """State → how many of this list."""
    rows = found.order_by().values_list("state").annotate(number=Count("pk"))
    return dict(rows)


def activity(by: Actor, ref: str) -> Activity | None:
    """One activity with everything its page names, if the viewer may see it."""
    related = (*SHOWN, "programme", "station", "need")
    return Activity.objects.visible_to(by).filter(ref=ref).select_related(*related).first()


def by_claim(claim_id: int) -> Activity | None:
    """The activity that holds this claim; the caller has shown a right to the claim (a link, a reaction)."""
    return Activity.objects.filter(claim_id=claim_id).select_related(*SHOWN).first()


def of_claim(by: Actor, ref: str) -> Activity | None:
    """The activity whose claim has this ref, if the viewer may see it."""
    return Activity.objects.visible_to(by).filter(claim__ref=ref).first()


def served(by: Actor, activity: Activity) -> GuardedQuerySet[Serves]:
    """The promises it serves and those only suggested, as far as the viewer may see them."""
    return (
        Serves.objects.filter(seen_by(by, "promise"), activity=activity)
        .select_related("promise")
        .order_by("-confirmed", "pk")
    )


def serves_of(activity: Activity, promise: Any) -> Serves | None:
    """The link between this activity and this promise, or none."""
    return Serves.objects.filter(activity=activity, promise=promise).first()


def suggested_promises(by: Actor, activity: Activity) -> Iterable[Any]:
    """The promises of the activity's kind that were alive when it took, or takes, place."""
    return promises_for_kind(by, activity.partnership, activity.activity_kind, activity.first_day, activity.last_day)


def decisions(by: Actor, activity: Activity) -> GuardedQuerySet[Decision]:
    """What the meeting decided."""
    return Decision.objects.visible_to(by).filter(activity=activity).order_by("order")


def tasks(by: Actor, activity: Activity) -> GuardedQuerySet[Task]:
    """What was taken on in the meeting, soonest first."""
    found = Task.objects.visible_to(by).filter(activity=activity)
    return found.select_related("owner_party__organisation", "owner", "activity").order_by("due_day", "pk")


def raised_in(by: Actor, activity: Activity) -> QuerySet[Raised]:
    """The intentions and needs raised in the meeting, as far as the viewer may see them."""
    seen = seen_by(by, "intention") | seen_by(by, "need")
    return Raised.objects.filter(seen, activity=activity).select_related("intention", "need").order_by("pk")


def planned_past_their_day(by: Actor, today: date) -> GuardedQuerySet[Activity]:
    """Planned within the actor's reach, and their last day is over."""
    return _in_reach(by).filter(state="planned", last_day__lt=today).order_by("last_day", "pk")


def awaiting_own_side(by: Actor) -> GuardedQuerySet[Activity]:
    """Held within the actor's reach, and the actor's side has not said anything yet."""
    silent = Q(pk__in=[])
    for side, bits in (("campus", CAMPUS), ("other", OTHER)):
        walls = {s.partnership_id for s in by.seats if s.role in WORKING and (s.side == "campus") == (side == "campus")}
        silent |= Q(partnership_id__in=walls) & _lacking(bits)
    return _in_reach(by).filter(silent, state="held", as_reported=False).order_by("last_day", "pk")


def _lacking(bits: int) -> Q:
    """The condition that none of these bits is set in the claim's support."""
    return Q(claim__support__in=[support for support in range(EVERY_BIT) if not support & bits])


def tasks_due(by: Actor, until: date) -> GuardedQuerySet[Task]:
    """Open tasks of the actor or of the actor's parties, due by this day or without a day."""
    own = Q(owner__isnull=False, owner_id=by.person_id) | Q(
        owner=None, owner_party_id__in={s.party_id for s in by.seats}
    )
    due = Q(due_day=None) | Q(due_day__lte=until)
    found = Task.objects.visible_to(by).filter(own & due, state="open")
    return found.select_related("activity", "owner_party__organisation").order_by(
        F("due_day").asc(nulls_last=True), "pk"
    )


def _in_reach(by: Actor) -> GuardedQuerySet[Activity]:
    """The activities about which the actor may speak."""
    reach = Q(pk__in=[])
    for seat in by.seats:
        if seat.role in WORKING:
            place = Q(place_code__under=seat.place_code)
            reach |= Q(partnership_id=seat.partnership_id) & (place if seat.place_code else Q())
    return Activity.objects.visible_to(by).select_related(*SHOWN).filter(reach)


def feed_by_token(token: str) -> CalendarFeed | None:
    """The calendar feed with this token, unless it was withdrawn."""
    return (
        CalendarFeed.objects.filter(token_hash=hashed(token), withdrawn_at=None).select_related("partnership").first()
    )


def feeds(by: Actor) -> GuardedQuerySet[CalendarFeed]:
    """The actor's own calendar addresses in use, newest first."""
    return CalendarFeed.objects.filter(actor_id=by.id, withdrawn_at=None).select_related("partnership").order_by("-pk")


def in_calendar(by: Actor, feed: CalendarFeed, today: date) -> list[Activity]:
    """The dated activities of the feed from a year ago on, at most 1000, of partnerships where the actor has a seat."""
    walls = [feed.partnership_id] if feed.partnership_id else [seat.partnership_id for seat in by.seats]
    dated = Activity.objects.visible_to(by).filter(precision="day", last_day__gte=today - timedelta(days=366))
    shown = dated.filter(partnership_id__in=walls, state__in=("planned", "cancelled", *HAPPENED))
    return list(shown.select_related(*SHOWN).order_by("first_day", "pk")[:1000])


def for_need(by: Actor, need: Any) -> GuardedQuerySet[Activity]:
    """What was planned or held because somebody asked for it, latest first."""
    return activities(by).filter(need=need)

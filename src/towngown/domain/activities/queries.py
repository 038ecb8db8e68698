"""Reading activities: lists with filters, one with all that hangs on it, what waits for a hand, calendars."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db.models import Count, F, Q, QuerySet, Sum

from towngown.domain.activities.models import Activity, CalendarFeed, Decision, Raised, Serves, Task
from towngown.domain.activities.words import HAPPENED
from towngown.domain.agreements.queries import life_of, promises_for_kind
from towngown.domain.evidence.compute import CAMPUS, OTHER
from towngown.domain.evidence.queries import hashed
from towngown.domain.evidence.rules import WORKING
from towngown.domain.partnerships.facets import Facets, year_of
from towngown.domain.partnerships.queries import kinds_to_choose, partnerships_of, wall_of
from towngown.foundation.journal.table import DATED_LINE, DatedLine, GuardedQuerySet, seen_by
from towngown.foundation.people.words import LOCAL, SIGNING
from towngown.foundation.search.queries import holding
from towngown.kit.actors import Actor

SHOWN = ("activity_kind", "claim", "partnership", "host__organisation")
EVERY_BIT = 1 << 8
MOST_IN_CALENDAR = 1000
FACETS = Facets(Activity, kind="activity_kind__code", state="state", year=year_of("last_day"))


@dataclass(frozen=True)
class Filters:
    """What a list may be narrowed to; empty means everything."""

    words: str = ""
    kind: str = ""
    state: str = ""
    year: int | None = None
    partnership: str = ""


@dataclass(frozen=True)
class Listed:
    """A narrowed list with its numbers: state → how many (none when the words are too frequent), and all its years."""

    found: GuardedQuerySet[Activity]
    counts: Mapping[str, int] | None
    years: list[str]

    @property
    def count(self) -> int | None:
        """How many there are, where that is known."""
        return None if self.counts is None else sum(self.counts.values())


@dataclass(frozen=True)
class ActivityLine(DatedLine):
    """What a list shows of an activity; `support` is its claim's."""

    state: str
    as_reported: bool
    claim_id: int
    support: int
    activity_kind: Any
    partnership: Any

    kind: ClassVar[str] = Activity.kind

    @property
    def wall(self) -> int:
        return int(self.partnership.pk)


@dataclass(frozen=True)
class Done:
    """What happened: how many activities count, how many people they reached at least, and how many are history only."""

    held: int
    people: int
    history: int


LINE = (*DATED_LINE, "state", "as_reported", "claim", "claim__support", "activity_kind", "partnership")


def listed(by: Actor, filters: Filters) -> Listed:
    """What `activities` finds, in no order, with its counts; `lines` reads the rows of a page.

    The counts know where there is anything: a list that lies in one partnership is read by that partnership's index.
    """
    wall, seen = _wall(filters), FACETS.seen(by)
    years = sorted((year for year in seen.by("year") if year), reverse=True)
    asked = {"partnership": wall, "kind": filters.kind, "state": filters.state, "year": str(filters.year or "")}
    walls = seen.by("partnership", **asked)
    found, few = _narrowed(by, filters, next(iter(walls), 0) if len(walls) < 2 else wall)
    if filters.words:
        return Listed(found, _by_state(found) if few else None, years)
    return Listed(found, seen.by("state", **asked), years)


def activities(by: Actor, filters: Filters = Filters()) -> GuardedQuerySet[Activity]:
    """What the viewer may see, latest day first; what has no day comes last."""
    found, _few = _narrowed(by, filters, _wall(filters))
    return found.select_related(*SHOWN).order_by(F("last_day").desc(nulls_last=True), "-pk")


def lines(found: QuerySet[Activity], kinds: Iterable[Any], partnerships: Iterable[Any]) -> list[ActivityLine]:
    """The rows of a page: with kind, of all kinds, and partnership, which is mostly at hand."""
    rows: list[tuple[Any, ...]] = list(found.values_list(*LINE))
    known = {kind.pk: kind for kind in kinds}
    walls = partnerships_of((row[-1] for row in rows), partnerships)
    return [ActivityLine(*(*row[:-2], known[row[-2]], walls[row[-1]])) for row in rows]


def _wall(filters: Filters) -> int | None:
    """The partnership's id; 0, which is nobody's, for an address that there is not."""
    return (wall_of(filters.partnership) or 0) if filters.partnership else None


def _narrowed(by: Actor, filters: Filters, wall: int | None) -> tuple[GuardedQuerySet[Activity], bool]:
    """The narrowed list in no order, and whether it may be counted cheaply when words narrow it."""
    found = Activity.objects.visible_to(by)
    if wall is not None:
        found = found.filter(partnership_id=wall)
    if filters.kind:
        kind = next((kind.pk for kind in kinds_to_choose() if kind.code == filters.kind), 0)
        found = found.filter(activity_kind_id=kind)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.year:
        found = found.filter(last_day__gte=date(filters.year, 1, 1), last_day__lte=date(filters.year, 12, 31))
    return holding(found, filters.words) if filters.words else (found, True)


def _by_state(found: GuardedQuerySet[Activity]) -> dict[str, int]:
    return dict(found.order_by().values_list("state").annotate(number=Count("pk")))


def inside(first: date | None, last: date) -> Q:
    """What counts in these days, wherever numbers are told: dated, and wholly inside; without a first day, up to the last."""
    since = Q(first_day__gte=first) if first else Q()
    return Q(first_day__isnull=False, last_day__lte=last) & since


def history(first: date | None, last: date) -> Q:
    """What touches these days, or has no day at all, but does not count in them: kept as history."""
    touching = Q(first_day__lte=last) & (Q(last_day__gte=first) if first else Q())
    return Q(first_day=None) | (touching & ~inside(first, last))


def done(by: Actor, partnership_id: int, first: date | None, last: date) -> Done:
    """What happened in a partnership in these days, in one statement."""
    found = Activity.objects.visible_to(by).filter(partnership_id=partnership_id, state__in=HAPPENED).order_by()
    numbers = found.aggregate(
        held=Count("pk", filter=inside(first, last)), people=Sum("claim__lower", filter=inside(first, last)),
        history=Count("pk", filter=history(first, last)),
    )  # fmt: skip
    return Done(numbers["held"], numbers["people"] or 0, numbers["history"])


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


def suggested(by: Actor, promise: Any, first: date, last: date) -> QuerySet[Serves]:
    """The links nobody confirmed or refused yet between this promise and what the viewer sees held on these days.

    Those to the promises it replaced are among them: they were suggested before the terms changed.
    """
    line = life_of(promise)
    standing = line[: line.index(promise) + 1]
    held = (
        Activity.objects.visible_to(by)
        .exclude(state__in=("cancelled", "withdrawn"))
        .filter(last_day__range=(first, last))
    )
    return Serves.objects.filter(promise__in=standing, confirmed=False, activity__in=held)


def suggested_promises(by: Actor, activity: Activity) -> Iterable[Any]:
    """The promises of the activity's kind that were alive when it took, or takes, place."""
    return promises_for_kind(by, activity.partnership, activity.activity_kind, activity.first_day, activity.last_day)


def decisions(by: Actor, activity: Activity) -> GuardedQuerySet[Decision]:
    """What the meeting decided."""
    return Decision.objects.visible_to(by).filter(activity=activity).order_by("order")


def tasks(by: Actor, activity: Activity) -> GuardedQuerySet[Task]:
    """What was taken on in the meeting, soonest first, what has no day last."""
    found = Task.objects.visible_to(by).filter(activity=activity)
    found = found.select_related("owner_party__organisation", "owner", "activity")
    return found.order_by(F("due_day").asc(nulls_last=True), "pk")


def raised_in(by: Actor, activity: Activity) -> QuerySet[Raised]:
    """The intentions and needs raised in the meeting, as far as the viewer may see them."""
    seen = seen_by(by, "intention") | seen_by(by, "need")
    found = Raised.objects.filter(seen, activity=activity).order_by("pk")
    return found.select_related("intention__party__organisation", "need__party__organisation")


def where_raised(by: Actor, thing: Any) -> GuardedQuerySet[Activity]:
    """The meetings in which this intention or need was raised, as far as the viewer may see them."""
    raised = Raised.objects.filter(**{thing.kind: thing}).values("activity")
    return Activity.objects.visible_to(by).filter(pk__in=raised).order_by("-pk")


def planned_past_their_day(by: Actor, today: date, own: Collection[int] = ()) -> GuardedQuerySet[Activity]:
    """Planned within the actor's reach, and their last day is over; `own` as awaiting_own_side takes it."""
    return _in_reach(by, own).filter(state="planned", last_day__lt=today).order_by("last_day", "pk")


def disputed(by: Actor) -> GuardedQuerySet[Activity]:
    """Those disputed by one side, in the partnerships for which the actor signs, and where the actor works for a place."""
    reach = Q(partnership__in={seat.partnership_id for seat in by.seats if seat.role in SIGNING})
    for seat in by.seats:
        if seat.role in LOCAL:
            place = Q(place_code__under=seat.place_code) if seat.place_code else Q()
            reach |= Q(partnership_id=seat.partnership_id) & place
    return Activity.objects.visible_to(by).filter(reach, state="disputed").select_related(*SHOWN)


def awaiting_own_side(by: Actor, own: Collection[int] = ()) -> GuardedQuerySet[Activity]:
    """Held within the actor's reach, and the actor's side has not said anything yet.

    Teachers and experts are asked only about their `own` (ids): the others know better what those did.
    """
    silent = Q(pk__in=[])
    for side, bits in (("campus", CAMPUS), ("other", OTHER)):
        walls = {s.partnership_id for s in by.seats if s.role in WORKING and (s.side == "campus") == (side == "campus")}
        silent |= Q(partnership_id__in=walls) & _lacking(bits)
    return _in_reach(by, own).filter(silent, state="held", as_reported=False).order_by("last_day", "pk")


def _lacking(bits: int) -> Q:
    """The condition that none of these bits is set in the claim's support."""
    return Q(claim__support__in=[support for support in range(EVERY_BIT) if not support & bits])


def tasks_due(by: Actor, until: date) -> GuardedQuerySet[Task]:
    """Open tasks of the actor or of the parties for which the actor signs, due by this day or without a day."""
    own = Q(owner__isnull=False, owner_id=by.person_id) | Q(
        owner=None, owner_party_id__in={s.party_id for s in by.seats if s.role in SIGNING}
    )
    due = Q(due_day=None) | Q(due_day__lte=until)
    found = Task.objects.visible_to(by).filter(own & due, state="open")
    return found.select_related("activity", "owner_party__organisation").order_by(
        F("due_day").asc(nulls_last=True), "pk"
    )


def _in_reach(by: Actor, own: Collection[int]) -> GuardedQuerySet[Activity]:
    """The activities about which the actor is to speak."""
    reach = Q(pk__in=[])
    for seat in by.seats:
        if seat.role in WORKING:
            place = Q(place_code__under=seat.place_code) if seat.place_code else Q()
            given = Q(pk__in=own) if seat.role == "expert" else Q()
            reach |= Q(partnership_id=seat.partnership_id) & place & given
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
    """The dated activities of the feed from a year ago on, of partnerships where the actor has a seat, in their order.

    At most 1000: what is still to come first, then what was lately.
    """
    walls = [feed.partnership_id] if feed.partnership_id else [seat.partnership_id for seat in by.seats]
    dated = Activity.objects.visible_to(by).filter(precision="day", last_day__gte=today - timedelta(days=366))
    shown = dated.filter(partnership_id__in=walls, state__in=("planned", "cancelled", *HAPPENED))
    shown = shown.select_related(*SHOWN)
    ahead = list(shown.filter(last_day__gte=today).order_by("first_day", "pk")[:MOST_IN_CALENDAR])
    lately = shown.filter(last_day__lt=today).order_by("-last_day", "-pk")[: MOST_IN_CALENDAR - len(ahead)]
    return sorted([*lately, *ahead], key=lambda one: (one.first_day, one.pk))


def for_need(by: Actor, need: Any) -> GuardedQuerySet[Activity]:
    """What was planned or held because somebody asked for it, latest first."""
    return activities(by).filter(need=need)

"""Reading intentions, needs, who joined, the answers, and which needs are alike."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from towngown.domain.exchange import compute
from towngown.domain.exchange.models import Intention, Need, NeedAnswer, PlusOne
from towngown.domain.exchange.words import ALIVE, ANSWER_DAYS, SPEAKING, WAITING
from towngown.domain.partnerships.facets import Facets
from towngown.domain.partnerships.queries import parties
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.table import DATED_LINE, TITLED, DatedLine, GuardedQuerySet, Name
from towngown.foundation.people.queries import reaching
from towngown.foundation.people.words import SIGNING
from towngown.foundation.search.queries import holding
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.foundation.people.models import Membership

Needs = GuardedQuerySet[Need]
Intentions = GuardedQuerySet[Intention]
Rows = TypeVar("Rows", Needs, Intentions)

FACETS = Facets(Need, state="state", place="place_code")
INTENTION_FACETS = Facets(Intention, state="state")
ASKERS = ("organisation", "party__organisation")
SINCE = Coalesce("waits_from", "first_day")  # since when it waits, as waiting_since says of one
LINE = (
    *DATED_LINE,
    "state",
    "place_code",
    "audience",
    "partnership",
    "waits_from",
    "party__side",
    *(f"{who}__{name}" for who in ASKERS for name in TITLED),
)
MOST_PLACES = 100
CHUNK = 500


@dataclass(frozen=True)
class Asking:
    """What a list of needs may be narrowed by; an empty value narrows nothing."""

    text: str = ""
    state: str = ""
    place_code: str = ""
    partnership_id: int | None = None


@dataclass(frozen=True)
class NeedLine(DatedLine):
    """What a list shows of a need: who asks and on which side, how many joined, for which reason it was answered last
    ("" = it was not)."""

    state: str
    place_code: str
    audience: str
    wall: int
    waits_from: date | None
    side: str | None
    asker: Name | None
    joined: int
    reason: str

    kind: ClassVar[str] = Need.kind


@dataclass(frozen=True)
class Listed:
    """A narrowed list of needs; state → how many there are, whatever state is asked for (none when the words are too
    frequent to count); and the codes of all places that asked, at most a hundred."""

    found: Needs
    counts: Mapping[str, int] | None
    places: list[str]


def listed(by: Actor, asking: Asking) -> Listed:
    """The narrowed list, in no order, with its counts; `lines` reads the rows of a page."""
    seen = FACETS.seen(by)
    found, few = _narrowed(Need.objects.visible_to(by), asking)
    if asking.text:
        counts = dict(found.values_list("state").annotate(Count("pk"))) if few else None
    else:
        under = asking.place_code and (lambda code: code.startswith(asking.place_code))
        counts = seen.by("state", partnership=asking.partnership_id, place=under)
    found = found.filter(state=asking.state) if asking.state else found
    return Listed(found, counts, sorted(code for code in seen.by("place") if code)[:MOST_PLACES])


def lines(found: Needs) -> list[NeedLine]:
    """The rows of a page. Three statements."""
    rows: list[tuple[Any, ...]] = list(found.values_list(*LINE))
    ids = [row[2] for row in rows]
    joined = Counter(PlusOne.objects.filter(need__among=ids).values_list("need", flat=True))
    answers = NeedAnswer.objects.filter(need__among=ids).values_list("given_at", "pk", "need", "reason")
    reasons = {need: reason for _at, _pk, need, reason in sorted(answers)}
    return [
        NeedLine(*(*row[:-4], _asker(row[-4:]), joined[pk], reasons.get(pk, "")))
        for pk, row in zip(ids, rows, strict=True)
    ]


def all_lines(found: Needs) -> Iterator[NeedLine]:
    """The rows of a whole list, some hundred at a time: a statement names only so many."""
    for start in count(0, CHUNK):
        rows = lines(found[start : start + CHUNK])
        yield from rows
        if len(rows) < CHUNK:
            return


def _asker(names: tuple[str | None, ...]) -> Name | None:
    """The organisation that asks, else the party; none where neither is named."""
    given = names[:2] if any(names[:2]) else names[2:]
    return Name(given[0] or "", given[1] or "") if any(given) else None


def needs(by: Actor, asking: Asking = Asking()) -> Needs:
    """The needs the viewer may see, newest first, with party, organisation, partnership and `joined` (how many +1)."""
    found, _few = _narrowed(Need.objects.visible_to(by), asking)
    if asking.state:
        found = found.filter(state=asking.state)
    found = found.annotate(joined=number_of(PlusOne.objects.all(), "need")).order_by("-pk")
    return found.select_related("partnership", "party__organisation", "organisation", "intention", "programme")


def number_of(rows: QuerySet[Any], column: str) -> Coalesce:
    """How many of these rows name this one in a column: counted for the rows shown only, unlike a joined Count."""
    of_one = rows.filter(**{column: OuterRef("pk")}).order_by().values(column)
    return Coalesce(Subquery(of_one.annotate(number=Count("pk")).values("number")), 0)


def _narrowed(found: Rows, asking: Asking) -> tuple[Rows, bool]:
    """By place, partnership and text, and whether counting it is cheap; the state is left to the caller."""
    if asking.place_code:
        found = found.filter(place_code__under=asking.place_code)
    if asking.partnership_id:
        found = found.filter(partnership_id=asking.partnership_id)
    return holding(found, asking.text) if asking.text else (found, True)


def need(by: Actor, ref: str) -> Need | None:
    """One need with all that its page shows beside it, if the viewer may see it."""
    return needs(by).select_related("raised_by").filter(ref=ref).first()


def plus_ones(need: Need) -> list[PlusOne]:
    """Who else asks for it, in the order in which they joined."""
    return list(PlusOne.objects.filter(need=need).select_related("organisation").order_by("at", "pk"))


def answers(need: Need) -> list[NeedAnswer]:
    """What was answered, newest first."""
    return list(NeedAnswer.objects.filter(need=need).order_by("-given_at", "-pk"))


def last_answers(needs: Sequence[Need]) -> dict[int, NeedAnswer]:
    """Need id → its newest answer, of those that have one; one query."""
    found = NeedAnswer.objects.filter(need__in=[one.pk for one in needs]).order_by("given_at", "pk")
    return {answer.need_id: answer for answer in found}


def similar(by: Actor, partnership: Any, title: str) -> list[Need]:
    """Living needs of the partnership that ask for nearly the same, nearest first, at most three."""
    alive = Need.objects.visible_to(by).filter(partnership=partnership, state__in=ALIVE)
    titles = {pk: (zh, en) for pk, zh, en in alive.values_list("pk", "title_zh", "title_en")}
    nearest = compute.nearest(title, titles)
    found = needs(by).in_bulk(nearest)
    return [found[pk] for pk in nearest]


def waiting_for(by: Actor) -> Needs:
    """The needs that wait for an answer by this viewer's side, oldest first, those without a day last."""
    mine = Q(pk__in=[])
    for seat in by.seats:
        if seat.role in SIGNING:
            mine |= Q(partnership_id=seat.partnership_id) & (Q(party=None) | ~Q(party__side=seat.side))
    found = needs(by).filter(mine, state__in=WAITING).exclude(audience="party")
    return found.order_by(SINCE.asc(nulls_last=True), "pk")


def overdue_of(by: Actor, today: date) -> Needs:
    """The needs that the viewer, or the organisation for which they speak, raised and that are overdue for an answer,
    the one that has waited longest first."""
    speaking = {seat.organisation_id for seat in by.seats if seat.role in SPEAKING}
    own = Q(raised_by__isnull=False, raised_by_id=by.person_id) | Q(organisation__in=speaking)
    found = needs(by).filter(own, state__in=WAITING).exclude(audience="party").alias(since=SINCE)
    return found.filter(since__lt=today - timedelta(days=ANSWER_DAYS)).order_by("since", "pk")


def days_over(need: Need | NeedLine, today: date) -> int:
    """For how many days the answer is overdue; 0 when it is not."""
    due = answer_due(need)
    return max((today - due).days, 0) if due else 0


def days_waited(need: Need | NeedLine, today: date) -> int:
    """For how many days the need has been waiting; 0 when undated."""
    since = waiting_since(need)
    return (today - since).days if since else 0


def waiting_since(need: Need | NeedLine) -> date | None:
    """The day on which it was raised again or shown to all sides, else the first day of its date; none when undated."""
    return need.waits_from or need.first_day


def answer_due(need: Need | NeedLine) -> date | None:
    """The day by which a need that waits is to be answered; none when it is undated, answered, or kept to one party."""
    waits, since = need.state in WAITING and need.audience != "party", waiting_since(need)
    return since + timedelta(days=ANSWER_DAYS) if waits and since else None


@dataclass(frozen=True)
class IntentionLine(DatedLine):
    """What a list shows of an intention: whose it is, and how many needs grew out of it."""

    state: str
    wall: int
    party: Name | None
    asked: int

    kind: ClassVar[str] = Intention.kind


PARTY = tuple(f"party__organisation__{name}" for name in TITLED)


def intended(by: Actor, asking: Asking) -> tuple[Intentions, int]:
    """The narrowed list of intentions, in no order, and how many they are; `intention_lines` reads the rows of a page."""
    found = _intended(by, asking)
    if asking.text or asking.place_code:
        return found, found.count()
    counts = INTENTION_FACETS.seen(by).by("state", partnership=asking.partnership_id, state=asking.state)
    return found, sum(counts.values())


def _intended(by: Actor, asking: Asking) -> Intentions:
    found, _few = _narrowed(Intention.objects.visible_to(by), asking)
    return found.filter(state=asking.state) if asking.state else found


def intention_lines(by: Actor, found: Intentions) -> list[IntentionLine]:
    """The rows of a page; only needs that the viewer may see are counted. Two statements."""
    rows: list[tuple[Any, ...]] = list(found.values_list(*DATED_LINE, "state", "partnership", *PARTY))
    ids = [row[2] for row in rows]
    asked = Counter(Need.objects.visible_to(by).filter(intention__among=ids).values_list("intention", flat=True))
    return [
        IntentionLine(*(*row[:-2], _asker((*row[-2:], "", "")), asked[pk])) for pk, row in zip(ids, rows, strict=True)
    ]


def intentions(by: Actor, asking: Asking = Asking()) -> Intentions:
    """The intentions the viewer may see, newest first, with party, partnership and `asked` (how many needs)."""
    return (
        _intended(by, asking)
        .select_related("partnership", "party__organisation")
        .annotate(asked=number_of(Need.objects.visible_to(by), "intention"))
        .order_by("-pk")
    )


def intention(by: Actor, ref: str) -> Intention | None:
    """One intention, if the viewer may see it."""
    return intentions(by).filter(ref=ref).first()


def needs_of(by: Actor, intention: Intention) -> Needs:
    """The needs that grew out of an intention."""
    return needs(by).filter(intention=intention)


def interested(need: Need) -> set[int]:
    """Ids of the persons who hear each step: the asker and everybody who joined."""
    joined = PlusOne.objects.filter(need=need).exclude(person=None).values_list("person_id", flat=True)
    return {person for person in [need.raised_by_id, *joined] if person is not None}


def answering_organisations(need: Need) -> set[int]:
    """Ids of the organisations whose office may answer: the parties of the other sides, all of them if none asked."""
    found = parties(clock(), need.partnership)
    if need.party is not None:
        found = found.exclude(side=need.party.side)
    return set(found.values_list("organisation_id", flat=True))


def answerers(need: Need) -> "list[Membership]":
    """Who may answer, as memberships with person and organisation: whoever signs for one of the other sides."""
    return reaching(answering_organisations(need), SIGNING, need.place_code)

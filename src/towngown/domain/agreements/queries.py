"""Reading agreements, promises, and what waits for a signature."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Count, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import pgettext

from towngown.domain.agreements.models import Agreement, Amendment, Closing, Promise, Signature, Waiver
from towngown.domain.agreements.rules import agreement_of as agreement_of
from towngown.domain.agreements.rules import signing_seats
from towngown.domain.agreements.words import ALIVE, ENDING_SOON_DAYS, IN_LEDGER
from towngown.domain.partnerships.facets import Facets
from towngown.domain.partnerships.queries import named_parties, partnerships_of, wall_of
from towngown.foundation.files.queries import seen_through
from towngown.foundation.journal.queries import days_of
from towngown.foundation.journal.table import TITLED, TITLED_LINE, GuardedQuerySet, TitledLine
from towngown.foundation.search.queries import holding
from towngown.kit.actors import Actor
from towngown.kit.money import Money
from towngown.kit.when import Language

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership, Party

seen_through("agreements.AgreementFile", "stored_file", "agreement")

Paper = Agreement | Amendment | Waiver | Closing

FACETS = Facets(Agreement, state="state")
LINE = (*TITLED_LINE, "state", "as_reported", "term_first", "term_last", "partnership")


@dataclass(frozen=True)
class AgreementLine(TitledLine):
    """What a list shows of an agreement; `promise_count` are the promises that stand."""

    state: str
    as_reported: bool
    term_first: date | None
    term_last: date | None
    partnership: Any
    promise_count: int

    kind: ClassVar[str] = Agreement.kind

    @property
    def wall(self) -> int:
        return int(self.partnership.pk)


def agreements(by: Actor, partnership: "Partnership | None" = None) -> GuardedQuerySet[Agreement]:
    """The agreements the viewer may see, of one partnership or of all, newest entry first."""
    found = Agreement.objects.visible_to(by).select_related("partnership")
    return (found.filter(partnership=partnership) if partnership else found).order_by("-pk")


def standing(by: Actor, partnership: "Partnership", since: date | None) -> GuardedQuerySet[Agreement]:
    """All but drafts, without those that were over before this day: what was terminated here on the day on which that was
    done, whatever its term says; all else with its term."""
    found = agreements(by, partnership).filter(state__in=IN_LEDGER)
    if since is None:
        return found
    terminated = found.filter(state="terminated").values_list("pk", flat=True)
    stopped = days_of("agreement.terminate", "agreement", terminated)
    later = Q(pk__in=[pk for pk, day in stopped.items() if day >= since])
    return found.filter(Q(state__in=ALIVE) | later | (~Q(pk__in=list(stopped)) & Q(term_last__gte=since)))


def agreement(by: Actor, ref: str) -> Agreement | None:
    """One agreement by its ref, with its partnership, parent and programme."""
    found = Agreement.objects.visible_to(by).filter(ref=ref)
    return found.select_related("partnership", "parent", "programme").first()


def listed(
    by: Actor, *, words: str = "", state: str = "", partnership: str = "", ending_by: date | None = None
) -> GuardedQuerySet[Agreement]:
    """Agreements that hold the words of this text, in a state, of a partnership (its slug), ending by a day."""
    found = agreements(by)
    if state:
        found = found.filter(state=state)
    if partnership:
        found = found.filter(partnership__slug=partnership)
    if ending_by:
        found = found.filter(state__in=ALIVE, term_last__lte=ending_by)
    if words:
        found, _few = holding(found, words)
    return found


def search(by: Actor, **narrowed: Any) -> GuardedQuerySet[Agreement]:
    """What `listed` finds, each with `promise_count`, how many of its promises stand."""
    standing = Promise.objects.filter(agreement=OuterRef("pk"), last_day=None).order_by().values("agreement")
    number = Coalesce(Subquery(standing.annotate(number=Count("pk")).values("number")), 0)
    return listed(by, **narrowed).annotate(promise_count=number)


def number(
    by: Actor, found: GuardedQuerySet[Agreement], *, state: str = "", partnership: str = "", **other: Any
) -> int:
    """How many `listed` has found with these arguments: known beforehand unless words or an end narrow it."""
    if any(other.values()):
        return found.order_by().count()
    wall = (wall_of(partnership) or 0) if partnership else None
    return sum(FACETS.seen(by).by("state", partnership=wall, state=state).values())


def lines(found: GuardedQuerySet[Agreement], partnerships: "Iterable[Partnership]") -> list[AgreementLine]:
    """The rows of a page of `listed`, with their partnership, which is mostly at hand, and their promises counted."""
    rows: list[tuple[Any, ...]] = list(found.select_related(None).values_list(*LINE))
    walls = partnerships_of((row[-1] for row in rows), partnerships)
    ids = [row[2] for row in rows]
    standing = Promise.objects.filter(agreement__among=ids, last_day=None)
    counts = Counter(standing.values_list("agreement", flat=True))
    return [AgreementLine(*(*row[:-1], walls[row[-1]], counts[pk])) for pk, row in zip(ids, rows, strict=True)]


def ending_soon(by: Actor, today: date, days: int = ENDING_SOON_DAYS) -> GuardedQuerySet[Agreement]:
    """Agreements in force here (not merely reported) whose term ends within so many days, soonest first."""
    found = agreements(by).filter(state="in_force", as_reported=False)
    return found.filter(term_last__gte=today, term_last__lte=today + timedelta(days=days)).order_by("term_last", "pk")


def parties_of(agreement: Agreement) -> list["Party"]:
    """Its parties with their organisations, campus first."""
    return list(agreement.parties.select_related("organisation").order_by("side", "pk"))


def children(by: Actor, agreement: Agreement) -> GuardedQuerySet[Agreement]:
    """The agreements standing under this one."""
    return Agreement.objects.visible_to(by).filter(parent=agreement).order_by("pk")


def promises(by: Actor, agreement: Agreement | None = None) -> GuardedQuerySet[Promise]:
    """The promises the viewer may see, of one agreement or of all, with kind and agreement."""
    found = Promise.objects.visible_to(by).select_related("activity_kind", "agreement")
    return (found.filter(agreement=agreement) if agreement else found).order_by("pk")


def named(by: Actor, partnership: "Partnership", text: str) -> set[int]:
    """The ids of the partnership's promises that hold this text, or whose kind or agreement holds it in its title."""
    columns = ("words", *TITLED, *(f"{owner}__{name}" for owner in ("activity_kind", "agreement") for name in TITLED))
    holds = reduce(or_, (Q(**{f"{column}__icontains": text}) for column in columns))
    return set(promises(by).filter(holds, partnership=partnership).values_list("pk", flat=True))


def with_responsible(promises: GuardedQuerySet[Promise]) -> GuardedQuerySet[Promise]:
    """The same promises with who is responsible; one query for all of them."""
    parties = named_parties()
    return promises.prefetch_related(Prefetch("responsible", parties, to_attr="answering"))


def responsible_for(promise: Promise) -> "Sequence[Party]":
    """The parties responsible for a promise; none means all."""
    loaded: Sequence[Party] | None = getattr(promise, "answering", None)
    return list(promise.responsible.select_related("organisation").order_by("pk")) if loaded is None else loaded


def promise(by: Actor, ref: str) -> Promise | None:
    """One promise by its ref, with everything its page names."""
    found = Promise.objects.visible_to(by).filter(ref=ref)
    return found.select_related(
        "activity_kind", "agreement__partnership", "partnership", "replaces", "replaced_by"
    ).first()


def promises_for_kind(
    by: Actor, partnership: "Partnership", kind: Any, first: date | None, last: date | None
) -> GuardedQuerySet[Promise]:
    """The promises of agreed agreements that ask for this kind and were alive between the two days; undated: none."""
    found = Promise.objects.visible_to(by).filter(
        partnership=partnership, activity_kind=kind, agreement__state__in=IN_LEDGER
    )
    if first is None or last is None:
        return found.none()
    begun = Q(first_day=None) | Q(first_day__lte=last)
    return found.filter(begun, Q(last_day=None) | Q(last_day__gte=first)).order_by("pk")


def life_of(promise: Promise) -> list[Promise]:
    """The promise with those it replaced and those that replaced it, oldest first."""
    found = {one.pk: one for one in Promise.objects.filter(agreement=promise.agreement_id).order_by("pk")}
    follower = {one.replaces_id: one for one in found.values() if one.replaces_id}
    first = found[promise.pk]
    while first.replaces_id:
        first = found[first.replaces_id]
    line = [first]
    while line[-1].pk in follower:
        line.append(follower[line[-1].pk])
    return line


def amendments(by: Actor, agreement: Agreement) -> GuardedQuerySet[Amendment]:
    """Changes proposed and agreed, newest first."""
    return Amendment.objects.visible_to(by).filter(agreement=agreement).select_related("ends").order_by("-pk")


def amount_text(measure: str, number: int, language: Language) -> str:
    """So much of what a promise counts, as a sentence of the active language (this one) names it; money in yuan."""
    match measure:
        case "money":
            return Money(number).text(language)
        case "times":
            return pgettext("times", "{n}").format(n=number)
        case "people":
            return pgettext("people reached", "{n}").format(n=number)
        case "deliverable":
            return pgettext("deliverables", "{n}").format(n=number)
    return str(number)


def overtaken(paper: Paper, today: date) -> bool:
    """Whether nobody signed a proposed change in time: what it was to change is over and keeps its terms."""
    if not isinstance(paper, Amendment) or paper.state != "proposed" or paper.ends is None:
        return False
    return paper.ends.rhythm.too_late(paper.from_day, today)


def closings(by: Actor, agreement: Agreement) -> GuardedQuerySet[Closing]:
    """Years proposed for closing and closed, newest year first."""
    return Closing.objects.visible_to(by).filter(agreement=agreement).order_by("-year", "-pk")


def waivers(by: Actor, promises: Iterable[Promise]) -> GuardedQuerySet[Waiver]:
    """Waivers of these promises, newest period first."""
    found = Waiver.objects.visible_to(by).filter(promise__in=list(promises))
    return found.select_related("promise").order_by("-period_first", "-pk")


def signatures(*papers: Paper) -> dict[tuple[str, int], list[Signature]]:
    """(kind, id) of each paper → its signatures with party and organisation, in the order of signing. One query."""
    condition = Q(pk__in=[])
    for paper in papers:
        condition |= Q(**{paper.kind: paper})
    found: dict[tuple[str, int], list[Signature]] = {(paper.kind, paper.pk): [] for paper in papers}
    for row in Signature.objects.filter(condition).select_related("party__organisation").order_by("pk"):
        kind = next(name for name in Signature.PAPERS if getattr(row, f"{name}_id"))
        found[kind, getattr(row, f"{kind}_id")].append(row)
    return found


def awaits(by: Actor, agreement: Agreement, signed: Iterable[Signature], *, once_per_side: bool = True) -> bool:
    """Whether one of the actor's signing parties is a party to the agreement and still has to sign, by the actor."""
    signed = list(signed)
    if any(one.signed_by_id == by.id for one in signed):
        return False
    sides, signers = {one.side for one in signed}, {one.party_id for one in signed}
    seats = signing_seats(by, agreement)
    return any(seat.party_id not in signers and not (once_per_side and seat.side in sides) for seat in seats)


def files_of(agreement: Agreement) -> list[Any]:
    """The papers hung on it."""
    return list(agreement.files.select_related("stored_file").order_by("pk"))


def proposed(by: Actor, partnership: "Partnership") -> dict[str, list[Any]]:
    """Papers of a partnership that wait for a signature: drafts, amendments, waivers, closings."""
    return {
        "agreement": list(agreements(by, partnership).filter(state="draft", signatures__isnull=False).distinct()),
        "amendment": list(_proposed(Amendment, by, partnership).select_related("agreement", "ends")),
        "waiver": list(_proposed(Waiver, by, partnership).select_related("promise__agreement")),
        "closing": list(_proposed(Closing, by, partnership).select_related("agreement")),
    }


def _proposed(model: Any, by: Actor, partnership: "Partnership") -> Any:
    return model.objects.visible_to(by).filter(partnership=partnership, state="proposed").order_by("pk")


def first_promised(by: Actor, partnership_ids: Iterable[int]) -> date | None:
    """The first day anything was promised."""
    found = Promise.objects.visible_to(by).filter(
        partnership_id__in=list(partnership_ids), agreement__state__in=IN_LEDGER
    )
    first: date | None = found.aggregate(first=Min("first_day"))["first"]
    return first


def anything_promised(partnership: "Partnership") -> bool:
    """Whether something stands in the ledger, be it seen or not: nobody is told that reports mention no promises when they
    only may not see them."""
    found = Promise.objects.filter(partnership=partnership, agreement__state__in=IN_LEDGER)
    return bool(found.exists())

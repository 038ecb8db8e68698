"""Reading intentions, needs, who joined, the answers, and which needs are alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Q

from towngown.domain.exchange import compute
from towngown.domain.exchange.models import Intention, Need, NeedAnswer, PlusOne
from towngown.domain.exchange.words import ALIVE, WAITING
from towngown.domain.partnerships.queries import parties
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor

Needs = GuardedQuerySet[Need]
Intentions = GuardedQuerySet[Intention]
Rows = TypeVar("Rows", Needs, Intentions)


@dataclass(frozen=True)
class Asking:
    """What a list of needs may be narrowed by; an empty value narrows nothing."""

    text: str = ""
    state: str = ""
    place_code: str = ""
    partnership_id: int | None = None


def needs(by: Actor, asking: Asking = Asking()) -> Needs:
    """The needs the viewer may see, newest first, with party, organisation, partnership and `joined` (how many +1)."""
    found: Needs = _narrowed(Need.objects.visible_to(by), asking)
    if asking.state:
        found = found.filter(state=asking.state)
    related = found.select_related("partnership", "party__organisation", "organisation", "intention", "programme")
    return related.annotate(joined=Count("plus_ones")).order_by("-pk")


def counts_by_state(by: Actor, asking: Asking = Asking()) -> dict[str, int]:
    """State → how many of the viewer's needs are in it, whatever state is asked for."""
    found = _narrowed(Need.objects.visible_to(by), asking).order_by()
    return dict(found.values_list("state").annotate(Count("pk")))


def _narrowed(found: Rows, asking: Asking) -> Rows:
    """By text, place and partnership; the state is left to the caller."""
    if asking.text:
        text = asking.text
        found = found.filter(Q(title_zh__icontains=text) | Q(title_en__icontains=text) | Q(words__icontains=text))
    if asking.place_code:
        found = found.filter(place_code__under=asking.place_code)
    if asking.partnership_id:
        found = found.filter(partnership_id=asking.partnership_id)
    return found


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
    """The needs that wait for an answer by this viewer's side, oldest first."""
    mine = Q(pk__in=[])
    for seat in by.seats:
        if seat.role in SIGNING:
            mine |= Q(partnership_id=seat.partnership_id) & (Q(party=None) | ~Q(party__side=seat.side))
    found = needs(by).filter(mine, state__in=WAITING).exclude(audience="party")
    return found.order_by("first_day", "pk")


def days_waited(need: Need, today: date) -> int:
    """For how many days the need has been waiting, since the first day of its date; 0 when undated."""
    return (today - need.first_day).days if need.first_day else 0


def intentions(by: Actor, asking: Asking = Asking()) -> Intentions:
    """The intentions the viewer may see, newest first, with party, partnership and `asked` (how many needs)."""
    found: Intentions = _narrowed(Intention.objects.visible_to(by), asking)
    if asking.state:
        found = found.filter(state=asking.state)
    return found.select_related("partnership", "party__organisation").annotate(asked=Count("needs")).order_by("-pk")


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


def places_asked(by: Actor) -> list[str]:
    """The codes of the places for which the viewer's needs were raised, at most a hundred."""
    codes = Need.objects.visible_to(by).exclude(place_code="").order_by("place_code")
    return list(codes.values_list("place_code", flat=True).distinct()[:100])


def answering_organisations(need: Need) -> set[int]:
    """Ids of the organisations whose office may answer: the parties of the other sides, all of them if none asked."""
    found = parties(clock(), need.partnership)
    if need.party is not None:
        found = found.exclude(side=need.party.side)
    return set(found.values_list("organisation_id", flat=True))

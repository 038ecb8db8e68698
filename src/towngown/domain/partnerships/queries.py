"""Reading partnerships, and the one place where a log-in becomes an Actor with seats and keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from towngown.domain.partnerships.models import (
    ActivityKind,
    ActivityKindQuerySet,
    Area,
    Partnership,
    PartnershipQuerySet,
    Party,
    PartyQuerySet,
    Programme,
)
from towngown.foundation.accounts.queries import actor_row
from towngown.foundation.journal import moments
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.foundation.organisations import queries as organisations
from towngown.foundation.people import queries as people
from towngown.foundation.people.words import WHOLE_PARTY, WITHIN_PLACE
from towngown.foundation.places import queries as places
from towngown.foundation.places.compute import in_no_code_book
from towngown.kit.actors import PUBLIC, Actor, Seat, partnership_key, party_key

if TYPE_CHECKING:
    from towngown.foundation.places.models import Place


def actor_for(user_id: int, name: str, language: str, keeper: bool, today: date) -> Actor:
    """The actor of a log-in: who it is, its seats in partnerships, what it may see. Four queries, once a moment."""
    return _actor_for(user_id, name, language, keeper, today, moments.now())


@moments.kept()
def _actor_for(user_id: int, name: str, language: str, keeper: bool, today: date, moment: moments.Moment) -> Actor:
    row = actor_row("user", user_id)
    person = people.person_of(user_id)
    seats, organisation_ids = _seats(person.pk, today) if person else ((), frozenset())
    return Actor(
        kind="user",
        id=row,
        name=person.name if person else name,
        user_id=user_id,
        person_id=person.pk if person else None,
        language=language,
        keeper=keeper,
        seats=seats,
        organisation_ids=organisation_ids,
        keys=_keys(seats),
        areas=_areas(seats),
    )


def _seats(person_id: int, today: date) -> tuple[tuple[Seat, ...], frozenset[int]]:
    """A membership in an organisation or a unit under it is a seat wherever that organisation is a party."""
    memberships = people.memberships_of(person_id, today)
    above = {one for row in memberships for one in row.organisation.ancestors}
    parties: dict[int, list[Party]] = {}
    for party in Party.objects.filter(organisation_id__in=above).order_by("pk"):
        parties.setdefault(party.organisation_id, []).append(party)
    seats = [
        Seat(party.partnership_id, party.pk, party.side, row.role, row.organisation_id, row.place_code)
        for row in memberships
        for ancestor in reversed(row.organisation.ancestors)
        for party in parties.get(ancestor, [])
    ]
    return tuple(seats), frozenset(row.organisation_id for row in memberships)


def _keys(seats: tuple[Seat, ...]) -> frozenset[str]:
    """public, every partnership with a seat, and the party's own where the seat covers the whole party."""
    walls = {partnership_key(seat.partnership_id) for seat in seats}
    own = {party_key(seat.party_id) for seat in seats if seat.role in WHOLE_PARTY and not seat.place_code}
    return frozenset({PUBLIC} | walls | own)


def _areas(seats: tuple[Seat, ...]) -> tuple[tuple[str, str], ...]:
    """Where the party's own is seen from a place down; students and jurors see none of it."""
    return tuple(
        (party_key(seat.party_id), seat.place_code) for seat in seats if seat.place_code and seat.role in WITHIN_PLACE
    )


def partnerships(by: Actor) -> PartnershipQuerySet:
    """The partnerships the viewer may see: their own first needs no order, then by slug."""
    return Partnership.objects.visible_to(by).order_by("slug")


def choosable(by: Actor) -> tuple[Partnership, ...]:
    """The partnerships the viewer may see, for the filters of lists; kept in memory, so nobody may change them."""
    return _choosable(by.eyes, moments.now())


@moments.kept()
def _choosable(eyes: Actor, moment: moments.Moment) -> tuple[Partnership, ...]:
    return tuple(partnerships(eyes))


def places_named(by: Actor, named: Sequence[str], most: int) -> tuple["Place", ...]:
    """Places whose name holds every word, at or under the place of a partnership the viewer may see; the wider first."""
    return _places_named(by.eyes, tuple(named), most, moments.now())


@moments.kept(most=64)
def _places_named(eyes: Actor, named: tuple[str, ...], most: int, moment: moments.Moment) -> tuple["Place", ...]:
    return tuple(places.named_within((one.place_code for one in _choosable(eyes, moment)), named, most))


@dataclass(frozen=True)
class Invented:
    """What is not real: id → nature of partnerships that are not as reported, and of the roots of organisations that
    take part in such only."""

    walls: Mapping[int, str]
    roots: Mapping[int, str]

    def nature(self, thing: Any) -> str:
        """The nature of this thing, organisation or place; what lies outside of all partnerships is as reported."""
        if thing.kind == "organisation":
            roots = [self.roots[one] for one in thing.ancestors[:1] if one in self.roots]
            return "invented" if in_no_code_book(thing.place_code) else next(iter(roots), "reported")
        if thing.kind == "place":
            return "invented" if in_no_code_book(thing.code) else "reported"
        return self.walls.get(getattr(thing, "wall", None) or 0, "reported")

    def holds(self, thing: Any) -> bool:
        """Whether this thing, organisation or place is not real."""
        return self.nature(thing) != "reported"


def invented() -> Invented:
    """What lists label as invented; kept in memory."""
    return _invented(moments.now())


@moments.kept(most=1)
def _invented(moment: moments.Moment) -> Invented:
    """An organisation is not real when it, or one it belongs with, takes part in such partnerships only."""
    walls = dict(Partnership.objects.exclude(nature="reported").values_list("pk", "nature"))
    roots: dict[int, str] = {}
    real: set[int] = set()
    for wall, path in Party.objects.order_by().values_list("partnership_id", "organisation__path"):
        root = int(path.split("/")[1])
        if wall in walls:
            roots[root] = walls[wall]
        else:
            real.add(root)
    return Invented(walls, {root: nature for root, nature in roots.items() if root not in real})


def taking_part(organisations: Iterable[Any]) -> dict[int, Partnership]:
    """Organisation id → the first partnership to which it, or the nearest above it, is a party."""
    joined: dict[int, Partnership] = {}
    for party in Party.objects.select_related("partnership").order_by("pk"):
        joined.setdefault(party.organisation_id, party.partnership)
    found = {
        one.pk: next((joined[up] for up in reversed(one.ancestors) if up in joined), None) for one in organisations
    }
    return {pk: partnership for pk, partnership in found.items() if partnership is not None}


def partnerships_of(ids: Iterable[int], at_hand: Iterable[Partnership]) -> dict[int, Partnership]:
    """Id → partnership, of the rows of a page: mostly those at hand, the others in one query."""
    known = {one.pk: one for one in at_hand}
    missing = set(ids) - known.keys()
    return known | Partnership.objects.in_bulk(missing) if missing else known


def by_slug(by: Actor, slug: str) -> Partnership | None:
    """One partnership by its address, if the viewer may see it."""
    return Partnership.objects.visible_to(by).filter(slug=slug).first()


def slugs(by: Actor) -> list[str]:
    """The addresses of all that the viewer may see, in their order."""
    return list(Partnership.objects.visible_to(by).order_by("slug").values_list("slug", flat=True))


def wall_of(slug: str) -> int | None:
    """The id of the partnership with this address; what lies inside is still shown to whom it may be shown."""
    return Partnership.objects.filter(slug=slug).values_list("pk", flat=True).first()


def parties(by: Actor, partnership: Partnership) -> PartyQuerySet:
    """Its parties with their organisations, campus first."""
    found = Party.objects.visible_to(by).filter(partnership=partnership)
    return found.select_related("organisation").order_by("side", "pk")


def parties_at_hand(by: Actor, partnership: Partnership) -> tuple[Party, ...]:
    """What `parties` finds, for a page's head; kept in memory, so nobody may change them."""
    return _parties(by.eyes, partnership.pk, moments.now())


def of_partnership(by: Actor, partnership_id: int) -> tuple[Party, ...]:
    """The same of a partnership known by its id."""
    return _parties(by.eyes, partnership_id, moments.now())


@moments.kept()
def _parties(eyes: Actor, partnership_id: int, moment: moments.Moment) -> tuple[Party, ...]:
    return tuple(parties(eyes, Partnership(pk=partnership_id)))


def party_organisation_ids(partnership_id: int, *, beside: str = "") -> set[int]:
    """Ids of the organisations that are parties, but for one side: for telling people, whoever is reading."""
    found = Party.objects.filter(partnership_id=partnership_id).exclude(side=beside)
    return set(found.values_list("organisation_id", flat=True))


def first_party(partnership_id: int, side: str) -> Party | None:
    """The party that was first on this side, whoever is reading; or none."""
    return Party.objects.filter(partnership_id=partnership_id, side=side).order_by("pk").first()


def organisations_of(by: Actor, partnership_id: int) -> list[Any]:
    """The organisations of its parties, each followed by its units: who is likely to have a part in anything here."""
    found = Party.objects.visible_to(by).filter(partnership_id=partnership_id).select_related("organisation")
    return [one for party in found.order_by("side", "pk") for one in organisations.below(by, party.organisation)]


def named_parties() -> PartyQuerySet:
    """All parties with their organisations, in the order of entry: to be loaded with what names them."""
    return Party.objects.select_related("organisation").order_by("pk")


def party_of(seat: Seat) -> Party:
    """The party that a seat speaks for."""
    return Party.objects.get(pk=seat.party_id)


def areas(by: Actor, partnership: Partnership) -> GuardedQuerySet[Area]:
    """Its cooperation areas."""
    return Area.objects.visible_to(by).filter(partnership=partnership).order_by("pk")


def programmes(by: Actor, partnership: Partnership) -> GuardedQuerySet[Programme]:
    """Its programmes and their directions."""
    return Programme.objects.visible_to(by).filter(partnership=partnership).order_by("pk")


def activity_kinds() -> ActivityKindQuerySet:
    """All kinds of activity, in their usual order."""
    return ActivityKind.objects.order_by("order", "pk")


def kinds_to_choose() -> tuple[ActivityKind, ...]:
    """All kinds in their usual order, for the filters of lists; kept in memory, so nobody may change them."""
    return _kinds_to_choose(moments.now())


@moments.kept(most=1)
def _kinds_to_choose(moment: moments.Moment) -> tuple[ActivityKind, ...]:
    return tuple(activity_kinds())


def activity_kind(code: str) -> ActivityKind | None:
    """One kind by its code."""
    return ActivityKind.objects.filter(code=code).first()

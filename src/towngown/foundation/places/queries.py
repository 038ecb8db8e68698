"""Reading places. They are public knowledge, so nothing here asks who is reading."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.db.models.functions import Length

from towngown.foundation.places.models import Place, PlaceQuerySet
from towngown.foundation.places.words import FILLERS, TIER_OF_LENGTH
from towngown.kit.digits import half_width, whole_number


def names(codes: Iterable[str]) -> dict[str, str]:
    """Code → name, from the newest edition that knows the code; unknown codes are left out. One query."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    found = Place.objects.filter(code__in=wanted).order_by("edition")
    return dict(found.values_list("code", "name"))


def place(code: str) -> Place | None:
    """One place in its newest edition, also when its code was replaced since; or none."""
    return Place.objects.filter(code=code).order_by("-edition").first()


def chain(code: str) -> list[Place]:
    """The places from the province down to this one, as far as they are known. One query."""
    codes = [code[:length] for length in TIER_OF_LENGTH if length <= len(code)]
    found = {row.code: row for row in Place.objects.filter(code__in=codes).order_by("edition")}
    return [found[one] for one in codes if one in found]


def above(code: str) -> list[str]:
    """The codes of the places above, from the province down."""
    return [code[:length] for length in TIER_OF_LENGTH if length < len(code)]


def address(code: str) -> list[Place]:
    """The places from the province down, as people say them: without the code book's fillers (市辖区 …)."""
    return [row for row in chain(code) if row.code == code or row.name not in FILLERS]


def path(code: str) -> list[str]:
    """Their names."""
    return [row.name for row in address(code)]


def children(code: str) -> PlaceQuerySet:
    """The places directly under this one, by code; the provinces for an empty code."""
    return Place.objects.filter(parent_code=code).current().order_by("code")


def under(code: str) -> PlaceQuerySet:
    """All places at or under this one, by code."""
    return Place.objects.under(code).current().order_by("code")


def counts_under(code: str) -> dict[str, int]:
    """Tier → how many places of it lie at or under this one."""
    found = Place.objects.under(code).current().order_by().values("tier").annotate(n=Count("pk"))
    return {row["tier"]: row["n"] for row in found}


def listed(text: str = "", within: str = "", tier: str = "") -> PlaceQuerySet:
    """The places at or under `within` whose name holds the text or whose code begins with it, of a tier, where given."""
    found, text = under(within), text.strip()
    found = found.filter(tier=tier) if tier else found
    if not text:
        return found
    if whole_number(text) is not None:
        return found.filter(code__under=half_width(text))
    return found.filter(name__contains=text)


def named_within(areas: Iterable[str], named: Sequence[str], most: int) -> list[Place]:
    """The places at or under one of these whose name holds every word, the wider first; at most so many.

    It reads the stretches of the code book that lie there, never all of it.
    """
    there = reduce(or_, (Q(code__under=area) for area in outermost(areas)), Q(pk__in=[]))
    found = Place.objects.filter(there, *(Q(name__contains=word) for word in named)).current()
    return list(found.order_by(Length("code"), "code")[:most])


def outermost(areas: Iterable[str]) -> list[str]:
    """These areas without those that lie in another of them."""
    found: list[str] = []
    for area in sorted({area for area in areas if area}):
        if not found or not area.startswith(found[-1]):
            found.append(area)
    return found


def wider_first(rows: Iterable[Place]) -> list[Place]:
    """From provinces down to villages, by code."""
    return sorted(rows, key=lambda row: (len(row.code), row.code))

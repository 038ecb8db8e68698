"""Reading organisations."""

from django.db.models import Q

from towngown.foundation.organisations.compute import Alike, Named, like, pairs
from towngown.foundation.organisations.models import Organisation, OrganisationQuerySet
from towngown.kit.actors import Actor


def organisations(by: Actor) -> OrganisationQuerySet:
    """All organisations that have not been merged away."""
    return Organisation.objects.visible_to(by).order_by("title_zh", "pk")


def by_ref(ref: str) -> Organisation | None:
    """One organisation, also one that was merged away: its page says where it went."""
    return Organisation.objects.filter(ref=ref).select_related("parent", "merged_into").first()


def by_key(key: str) -> Organisation | None:
    """The organisation with this key in files; for a key that was merged away, the one it went into."""
    found = Organisation.objects.filter(key=key).select_related("merged_into").first() if key else None
    return found.merged_into or found if found is not None else None


def by_ids(ids: set[int]) -> dict[int, Organisation]:
    """Id → organisation, merged ones too. One query."""
    return Organisation.objects.in_bulk(list(ids))


def units(by: Actor, organisation: Organisation) -> OrganisationQuerySet:
    """The units directly under it."""
    return organisations(by).filter(parent=organisation)


def below(by: Actor, organisation: Organisation) -> OrganisationQuerySet:
    """It and everything under it, along the tree."""
    return Organisation.objects.visible_to(by).filter(path__startswith=organisation.path).order_by("path")


def within(by: Actor) -> OrganisationQuerySet:
    """The organisations of the viewer and everything below them; for the keeper all."""
    if by.keeper:
        return organisations(by)
    reach = Q(pk__in=[])
    for row in Organisation.objects.filter(pk__in=by.organisation_ids):
        reach |= Q(path__startswith=row.path)
    return organisations(by).filter(reach)


def searched(rows: OrganisationQuerySet, text: str, org_kind: str = "") -> OrganisationQuerySet:
    """Those whose name, code or key holds the text, of this kind where given."""
    text = text.strip()
    if org_kind:
        rows = rows.filter(org_kind=org_kind)
    named = Q(title_zh__icontains=text) | Q(title_en__icontains=text) | Q(uscc__icontains=text) | Q(key=text)
    return rows.filter(named) if text else rows


def units_of(by: Actor, parents: list[Organisation]) -> dict[int, list[Organisation]]:
    """Id of a parent → its units, by name. One query."""
    found: dict[int, list[Organisation]] = {row.pk: [] for row in parents}
    for unit in organisations(by).filter(parent__in=parents):
        assert unit.parent_id is not None, "only units of these parents were asked for"
        found[unit.parent_id].append(unit)
    return found


def roots(by: Actor) -> OrganisationQuerySet:
    """The organisations that stand under nobody."""
    return organisations(by).filter(parent=None)


def ancestors(organisation: Organisation) -> list[Organisation]:
    """Those above it, from the root down, without itself. One query."""
    ids = organisation.ancestors[:-1]
    found = Organisation.objects.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def standing_at(by: Actor, place_code: str) -> OrganisationQuerySet:
    """The organisations whose place is this one."""
    return organisations(by).filter(place_code=place_code)


def duplicates(by: Actor) -> list[tuple[Organisation, Organisation, int]]:
    """Pairs that may be one body, most alike first, with how alike their names are (0–100)."""
    alike: list[Alike] = pairs(_named(by))
    rows = by_ids({one for pair in alike for one in (pair.one, pair.other)})
    return [(rows[pair.one], rows[pair.other], pair.score) for pair in alike]


def resembling(by: Actor, name: str) -> list[Organisation]:
    """At most five organisations whose name is most like this one: asked before a new one is added."""
    found = like(name, _named(by)) if name.strip() else []
    rows = by_ids(set(found))
    return [rows[one] for one in found]


def _named(by: Actor) -> list[Named]:
    seen = Organisation.objects.visible_to(by).order_by("pk")
    rows = seen.values_list("pk", "title_zh", "title_en", "place_code", "parent_id")
    return [Named(pk, zh or en, place, parent) for pk, zh, en, place, parent in rows]

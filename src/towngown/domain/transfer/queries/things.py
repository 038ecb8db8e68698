"""Which thing a row or a key means, and the row a thing came from."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet

from towngown.domain.transfer.queries.sheets import Sheet
from towngown.domain.transfer.queries.values import written
from towngown.foundation.journal.table import kinds
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


def of_partnership(model: type[Model], partnership: "Partnership | None") -> Q:
    """The condition that a row of this table belongs to the partnership, whatever that takes."""
    if model is kinds()["partnership"]:
        return Q(pk=partnership.pk if partnership else None)
    names = {field.name for field in model._meta.fields}
    if "partnership" in names:
        return Q(partnership=partnership)
    through = getattr(model, "visible_through", "")
    return Q(**{f"{through}__partnership": partnership}) if through else Q()


def find(by: Actor, kind: str, text: str, partnership: "Partnership | None") -> Any:
    """The thing of this kind that files call so, among what the actor may see: by key or code, by ref, by its whole
    title if only one has it; what was merged into another is that other.

    Raises Problem("not_found") or Problem("transfer.several").
    """
    model: Any = kinds()[kind]
    names = {field.name for field in model._meta.fields}
    rows = model.objects.all() if "merged_into" in names else model.objects.visible_to(by)
    rows = rows.filter(of_partnership(model, partnership))
    for column in ("key", "code", "ref"):
        if column in names and (found := rows.filter(**{column: text}).first()):
            return getattr(found, "merged_into", None) or found
    named = list(rows.filter(Q(title_zh=text) | Q(title_en=text))[:2]) if "title_zh" in names else []
    if len(named) > 1:
        raise Problem("transfer.several", value=text)
    if not named:
        raise Problem("not_found", value=text)
    return named[0]


def recorded(sheet: Sheet, keys: Iterable[str], partnership: "Partnership | None") -> dict[str, Any]:
    """Key → the thing that a row with this key records, as far as there is one; a few queries for all of them."""
    if sheet.kind == "partnership":
        return {partnership.slug: partnership} if partnership else {}
    wanted = sorted(set(keys) - {""})
    found: dict[str, Any] = {}
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        things = list(
            _ahead(sheet).filter(Q(key__in=some) | Q(ref__in=some), of_partnership(_model(sheet), partnership))
        )
        found |= {one.ref: one for one in things} | {one.key: one for one in things if one.key}
    return found


def may_see(sheet: Sheet, by: Actor, thing: Any) -> bool:
    """Whether the actor sees the thing that a row means; organisations, merged ones too, are public knowledge."""
    return sheet.kind == "organisation" or bool(_model(sheet).objects.visible_to(by).filter(pk=thing.pk).exists())


def rows_of(sheet: Sheet, by: Actor, partnership: "Partnership") -> QuerySet[Any]:
    """The things of a sheet that the viewer may see, oldest first."""
    seen = _model(sheet).objects.visible_to(by).filter(of_partnership(_model(sheet), partnership))
    return _ahead(sheet, seen).order_by("pk")


def _model(sheet: Sheet) -> Any:
    return kinds()[sheet.kind]


def _ahead(sheet: Sheet, rows: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The rows with everything that `values_of` reads, so that the number of queries does not grow with them."""
    rows = _model(sheet).objects.all() if rows is None else rows
    direct = {field.name for field in _model(sheet)._meta.fields if field.many_to_one or field.one_to_one}
    ahead = [name for name in (*sheet.by_name, "claim") if name in direct]
    rows = rows.select_related(*ahead) if ahead else rows
    return rows.prefetch_related(*AHEAD.get(sheet.id, ()))


def values_of(sheet: Sheet, thing: Any) -> dict[str, Any]:
    """Parameter → the value that would record the thing as it is."""
    return {name: _value(sheet, name, thing) for name in sheet.by_name}


def _value(sheet: Sheet, name: str, thing: Any) -> Any:
    if exception := EXCEPTIONS.get((sheet.id, name)):
        return exception(thing)
    if name == "key":
        return thing.key or thing.ref
    value = getattr(thing, name)
    return sorted(value.all(), key=lambda one: one.pk) if hasattr(value, "all") else value


def as_written(sheet: Sheet, values: dict[str, Any]) -> dict[str, Any]:
    """Every parameter as a file holds it, for comparing."""
    return {name: written(values.get(name), column.field) for name, column in sheet.by_name.items()}


def _account(side: str) -> Callable[[Any], Any]:
    def quantity(thing: Any) -> Any:
        standing = [one for one in thing.claim.accounts.all() if one.side == side and one.withdrawn_at is None]
        return standing[0].quantity if standing else None

    return quantity


def _report(column: str) -> Callable[[Any], Any]:
    def value(thing: Any) -> Any:
        items = [one for one in thing.claim.items.all() if one.item_kind == "report" and one.withdrawn_at is None]
        first = min(items, key=lambda one: one.pk, default=None)
        return getattr(first, column) if first else None

    return value


def _lines(related: str) -> Callable[[Any], str]:
    return lambda thing: "\n".join(
        one.words for one in sorted(getattr(thing, related).all(), key=lambda one: one.order)
    )


def _raised(kind: str) -> Callable[[Any], list[Any]]:
    def things(thing: Any) -> list[Any]:
        found = (getattr(one, kind) for one in sorted(thing.raised.all(), key=lambda one: one.pk))
        return [one for one in found if one is not None]

    return things


def _unit(thing: Any) -> Any:
    """Where a teacher works: of several places the one recorded last."""
    held = [one for one in thing.person.memberships.all() if one.role == "expert"]
    return max(held, key=lambda one: one.pk).organisation if held else None


CHUNK = 400
AHEAD = {
    "agreements": ("parties", "areas"),
    "promises": ("responsible",),
    "milestones": ("claim__accounts", "claim__items"),
    "teachers": ("person__memberships__organisation", "teaches__offer", "rather"),
    "activities": (
        "organisers", "serves__promise", "agenda", "decisions", "raised__intention", "raised__need",
        "claim__accounts", "claim__items",
    ),
}  # fmt: skip

# Where a parameter is not simply the attribute of its name.
EXCEPTIONS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("agreements", "signed"): lambda thing: thing.when,
    ("milestones", "source"): _report("source"),
    ("milestones", "source_title"): _report("title"),
    ("teachers", "name"): lambda thing: thing.person.name,
    ("teachers", "unit"): _unit,
    ("teachers", "phone"): lambda thing: "",  # contact data never leave in a file
    ("teachers", "email"): lambda thing: "",
    ("teachers", "skills"): lambda thing: thing.person.skill_words,
    ("teachers", "offers"): lambda thing: sorted((one.offer for one in thing.teaches.all()), key=lambda one: one.pk),
    ("teachers", "rather"): lambda thing: sorted(thing.rather.all(), key=lambda one: one.pk),
    ("activities", "heads"): _account(""),
    ("activities", "campus_heads"): _account("campus"),
    ("activities", "locality_heads"): _account("locality"),
    ("activities", "source"): _report("source"),
    ("activities", "source_title"): _report("title"),
    ("activities", "source_date"): _report("when"),
    ("activities", "classified_by_us"): lambda thing: bool(_report("classified_by_us")(thing)),
    ("activities", "promises"): lambda thing: [
        one.promise for one in sorted(thing.serves.all(), key=lambda one: one.pk) if one.confirmed
    ],
    ("activities", "raised_intentions"): _raised("intention"),
    ("activities", "raised_needs"): _raised("need"),
    ("activities", "agenda"): _lines("agenda"),
    ("activities", "decided"): _lines("decisions"),
}

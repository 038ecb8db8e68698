"""Which thing a row or a key means, and the row a thing came from."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet

from towngown.domain.transfer.queries.sheets import Sheet
from towngown.domain.transfer.queries.values import written
from towngown.foundation.journal.queries import things
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


def _rows(by: Actor, kind: str, partnership: "Partnership | None") -> QuerySet[Any]:
    """The partnership's things of a kind that the actor may see; whoever sees all sees merged organisations too."""
    model: Any = kinds()[kind]
    rows: QuerySet[Any] = model.objects.all() if by.sees_all else things(by, kind)
    return rows.filter(of_partnership(model, partnership))


def find(by: Actor, kind: str, text: str, partnership: "Partnership | None") -> Any:
    """The thing that the actor sees and files call so: by key or code, by ref, by its whole title if only one has it.

    Raises Problem("not_found") or Problem("transfer.several").
    """
    model: Any = kinds()[kind]
    names = {field.name for field in model._meta.fields}
    rows = _rows(by, kind, partnership)
    for column in ("key", "code", "ref"):
        if column in names and (found := rows.filter(**{column: text}).first()):
            return found
    named = list(rows.filter(Q(title_zh=text) | Q(title_en=text))[:2]) if "title_zh" in names else []
    if len(named) > 1:
        raise Problem("transfer.several", value=text)
    if not named:
        raise Problem("not_found", value=text)
    return named[0]


def recorded(by: Actor, sheet: Sheet, key: str, partnership: "Partnership | None") -> Any:
    """The thing that a row with this key records, or None. Raises transfer.conflict when the actor may not see it."""
    model: Any = kinds()[sheet.kind]
    if sheet.kind == "partnership":
        return partnership
    rows = model.objects.filter(of_partnership(model, partnership))
    found = rows.filter(key=key).first() or rows.filter(ref=key).first()
    if found is not None and not _rows(by, sheet.kind, partnership).filter(pk=found.pk).exists():
        raise Problem("transfer.conflict")
    return found


def rows_of(sheet: Sheet, by: Actor, partnership: "Partnership") -> QuerySet[Any]:
    """The things of a sheet that the viewer may see, oldest first."""
    model: Any = kinds()[sheet.kind]
    direct = {field.name for field in model._meta.fields if field.many_to_one or field.one_to_one}
    ahead = [name for name in sheet.by_name if name in direct]
    rows: QuerySet[Any] = model.objects.visible_to(by).filter(of_partnership(model, partnership))
    return rows.select_related(*ahead).order_by("pk") if ahead else rows.order_by("pk")


def values_of(sheet: Sheet, thing: Any) -> dict[str, Any]:
    """Parameter → the value that would record the thing as it is."""
    return {name: _value(sheet, name, thing) for name in sheet.by_name}


def _value(sheet: Sheet, name: str, thing: Any) -> Any:
    if exception := EXCEPTIONS.get((sheet.id, name)):
        return exception(thing)
    if name == "key":
        return thing.key or thing.ref
    value = getattr(thing, name)
    return list(value.all()) if hasattr(value, "all") else value


def as_written(sheet: Sheet, values: dict[str, Any]) -> dict[str, Any]:
    """Every parameter as a file holds it, for comparing."""
    return {name: written(values.get(name)) for name in sheet.by_name}


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
    return lambda thing: "\n".join(one.words for one in getattr(thing, related).order_by("order"))


# Where a parameter is not simply the attribute of its name.
EXCEPTIONS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("agreements", "signed"): lambda thing: thing.when,
    ("milestones", "source"): _report("source"),
    ("milestones", "source_title"): _report("title"),
    ("activities", "organised_by"): lambda thing: list(thing.organisers.order_by("pk")),
    ("activities", "heads"): _account(""),
    ("activities", "campus_heads"): _account("campus"),
    ("activities", "locality_heads"): _account("locality"),
    ("activities", "source"): _report("source"),
    ("activities", "source_title"): _report("title"),
    ("activities", "source_date"): _report("when"),
    ("activities", "classified_by_us"): lambda thing: bool(_report("classified_by_us")(thing)),
    ("activities", "promises"): lambda thing: [
        one.promise for one in thing.serves.filter(confirmed=True).order_by("pk")
    ],
    ("activities", "agenda"): _lines("agenda"),
    ("activities", "decided"): _lines("decisions"),
}

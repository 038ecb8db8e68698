"""Pages of a list, latest first or by name: from the last row shown on, never by counting off rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from towngown.kit.digits import half_width, whole_number

SIZE = 25
CODE_DIGITS = 12  # what the code of a village has
MOST_PAGES = 10_000  # of a list that counts off rows


def place_code(text: str) -> str:
    """The code of a place as an address gives it; "" when it is none, as it would not be found either."""
    code = half_width(text)
    return code if whole_number(code) is not None and len(code) <= CODE_DIGITS else ""


def page_number(request: HttpRequest) -> int:
    """Which page `?page=` asks for, of a list with few enough rows to count them off; else the first."""
    number = whole_number(request.GET.get("page", "")) or 1
    return number if number <= MOST_PAGES else 1


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of the pages beside it ("" = there is none)."""

    rows: list[Any]
    newer: str
    older: str


Read = Callable[[Any], Sequence[Any]]


def page_of(
    request: HttpRequest, found: Any, day: str = "", size: int = SIZE, read: Read = list, most: int | None = None
) -> Page:
    """The page that `?before=<ref>` (older) or `?after=<ref>` (newer) asks for; the first when the row is not found.

    Latest entered first, or latest day first where a column is named; rows without a day come last. `read` makes the
    rows shown from their queryset; nothing is looked for beyond `most` rows, where it is known how many there are.
    """
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    at = _where(found, before or after, day) if before or after else None
    newer = bool(at is not None and after and not before)
    rows: list[Any] = []
    wanted = size + 1 if most is None else min(size + 1, most)
    for stretch in _stretches(found, day, at, newer):
        if len(rows) < wanted:
            rows += read(stretch[: wanted - len(rows)])
    more, rows = len(rows) > size, rows[:size]
    if newer:
        rows.reverse()
    newest = _address(request, after=rows[0].ref) if rows and (more if newer else at is not None) else ""
    oldest = _address(request, before=rows[-1].ref) if rows and (newer or more) else ""
    return Page(rows, newest, oldest)


def _where(found: Any, ref: str, day: str) -> tuple[int, Any] | None:
    """The pk and the day of a row of the list, if it is there."""
    at: tuple[int, Any] | None = found.order_by().filter(ref=ref).values_list("pk", day or "pk").first()
    return at


def _stretches(found: Any, day: str, at: tuple[int, Any] | None, newer: bool) -> list[Any]:
    """The list from a row on, in the parts that an index holds in their very order: those with a day, those without."""
    sign, step = ("", "gt") if newer else ("-", "lt")
    by_pk = found.order_by(f"{sign}pk")
    pk, value = at or (None, None)
    beyond = by_pk.filter(**{f"pk__{step}": pk}) if at else by_pk
    if not day:
        return [beyond]
    dated = found.filter(**{f"{day}__isnull": False}).order_by(f"{sign}{day}", f"{sign}pk")
    if not at:
        return [dated, by_pk.filter(**{day: None})]
    if value is None:
        undated = beyond.filter(**{day: None})
        return [undated, dated] if newer else [undated]
    further = Q(**{f"{day}__{step}": value}) | Q(**{f"pk__{step}": pk})
    dated = dated.filter(further, **{f"{day}__{step}e": value})
    return [dated] if newer else [dated, by_pk.filter(**{day: None})]


Stretch = tuple[Any, tuple[str, ...]]  # rows, and the columns in whose order they come, pk last


def through(stretches: Iterable[Stretch], most: int) -> list[Any]:
    """The first rows of a list made of stretches, each in its own order."""
    rows: list[Any] = []
    for found, order in stretches:
        if len(rows) < most:
            rows += found.order_by(*order)[: most - len(rows)]
    return rows


def page_through(request: HttpRequest, stretches: Sequence[Stretch], size: int = SIZE) -> Page:
    """The page behind `?before=<ref>` or in front of `?after=<ref>`, of a list made of stretches; else the first."""
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    at = _reached(stretches, before or after) if before or after else None
    back = bool(at is not None and after and not before)
    parts = [(found, _turned(order)) for found, order in reversed(stretches)] if back else list(stretches)
    if at is not None:
        number, row = at
        first = len(parts) - 1 - number if back else number
        parts = [_beyond(*parts[first], row), *parts[first + 1 :]]
    rows = through(parts, size + 1)
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    newer = _address(request, after=rows[0].ref) if rows and (more if back else at is not None) else ""
    older = _address(request, before=rows[-1].ref) if rows and (back or more) else ""
    return Page(rows, newer, older)


def _reached(stretches: Sequence[Stretch], ref: str) -> tuple[int, Any] | None:
    """The stretch and the row called so."""
    rows = ((number, found.filter(ref=ref).first()) for number, (found, _order) in enumerate(stretches))
    return next(((number, row) for number, row in rows if row is not None), None)


def _turned(order: Iterable[str]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(found: Any, order: tuple[str, ...], row: Any) -> Stretch:
    """What comes after a row in this order; the bound on the first column lets its index be used."""
    beyond, same, bound = Q(), Q(), {}
    for name in order:
        column, step = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        value = getattr(row, column)
        bound = bound or {f"{column}__{step}e": value}
        beyond |= same & Q(**{f"{column}__{step}": value})
        same &= Q(**{column: value})
    return found.filter(beyond, **bound), order


def _address(request: HttpRequest, **where: str) -> str:
    """This list with the same filters, elsewhere."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    query.update(where)
    return "?" + query.urlencode()


@dataclass(frozen=True)
class NamedPage:
    """The rows of one page, and the addresses of the first and the next page ("" = this is it, or there is none)."""

    rows: list[Any]
    first: str
    next: str


def page_by(request: HttpRequest, found: Any, column: str, size: int = SIZE) -> NamedPage:
    """The page that `?after=<ref>` asks for, of a list ordered by a text column and pk; else the first."""
    after = request.GET.get("after", "")
    at = found.order_by().filter(ref=after).values_list(column, "pk").first() if after else None
    if at is not None:
        found = found.filter(Q(**{f"{column}__gt": at[0]}) | Q(**{column: at[0], "pk__gt": at[1]}))
    rows = list(found[: size + 1])
    further = _address(request, after=rows[size - 1].ref) if len(rows) > size else ""
    return NamedPage(rows[:size], _address(request) if at is not None else "", further)

"""Pages of a list ordered by a name: from the last row shown on, never by counting off rows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of the first and the next page ("" = this is it, or there is none)."""

    rows: list[Any]
    first: str
    next: str


def page_by(request: HttpRequest, found: Any, column: str, size: int = SIZE) -> Page:
    """The page that `?after=<ref>` asks for, of a list ordered by a text column and pk; else the first."""
    after = request.GET.get("after", "")
    at = found.order_by().filter(ref=after).values_list(column, "pk").first() if after else None
    if at is not None:
        found = found.filter(Q(**{f"{column}__gt": at[0]}) | Q(**{column: at[0], "pk__gt": at[1]}))
    rows = list(found[: size + 1])
    further = _address(request, after=rows[size - 1].ref) if len(rows) > size else ""
    return Page(rows[:size], _address(request) if at is not None else "", further)


def _address(request: HttpRequest, **where: str) -> str:
    """This list with the same filters, elsewhere."""
    query = request.GET.copy()
    query.pop("after", None)
    query.update(where)
    return "?" + query.urlencode()

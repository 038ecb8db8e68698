"""Pages of a list that is ordered newest row first: by the last row shown, never by counting off rows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of the pages beside it ("" = there is none)."""

    rows: list[Any]
    newer: str
    older: str


def page_of(request: HttpRequest, found: Any, size: int = SIZE) -> Page:
    """The page that `?before=<ref>` or `?after=<ref>` asks for, of a list ordered by -pk; else the first."""
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    at = found.order_by().filter(ref=before or after).values_list("pk", flat=True).first() if before or after else None
    if at is not None and after:
        rows = list(found.filter(pk__gt=at).order_by("pk")[: size + 1])
        more_newer, more_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        rows = list(found.filter(pk__lt=at)[: size + 1]) if at is not None else list(found[: size + 1])
        more_newer, more_older = at is not None, len(rows) > size
        rows = rows[:size]
    newer = _address(request, after=rows[0].ref) if rows and more_newer else ""
    older = _address(request, before=rows[-1].ref) if rows and more_older else ""
    return Page(rows, newer, older)


def _address(request: HttpRequest, **where: str) -> str:
    """This list with the same filters, elsewhere."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    query.update(where)
    return "?" + query.urlencode()

"""For which place somebody orders: known from the seat, or chosen by name and by town, never from a list of hundreds."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.foundation.places import queries
from towngown.foundation.places.words import TIERS
from towngown.kit.actors import Seat
from towngown.web.shared.paging import CODE_DIGITS, place_code

MOST_FOUND = 50


def fixed(seats: Sequence[Seat]) -> str:
    """The one village that all seats are about, or ""."""
    codes = {seat.place_code for seat in seats}
    return codes.pop() if len(codes) == 1 and all(len(seat.place_code) == CODE_DIGITS for seat in seats) else ""


def chosen(request: HttpRequest, seats: Sequence[Seat]) -> str:
    """The place that the address names, if a seat reaches it; else the only one there is, or ""."""
    code = place_code(request.GET.get("place", ""))
    if code and any(seat.reaches(code) for seat in seats):
        return code
    return fixed(seats)


def choose(request: HttpRequest, partnership: Any, seats: Sequence[Seat], head: str = "") -> HttpResponse:
    """The page that asks for which place: one's own first, a search by name, and what lies directly under one's own."""
    tops = list(dict.fromkeys(seat.place_code or partnership.place_code for seat in seats))
    within, text = place_code(request.GET.get("within", "")), request.GET.get("q", "").strip()[:100]
    if not any(within.startswith(top) for top in tops):
        within = ""
    found = _found(text, [within or top for top in tops]) if text else []
    own = [] if within else [row for row in map(queries.place, tops) if row]
    shown = _under(within) if within else [row for top in tops for row in queries.children(top)]
    context = {
        "head": head or _("For which place?"), "found": [_row(request, row) for row in found], "q": text,
        "own": [_row(request, row) for row in own], "rows": [_row(request, row) for row in shown],
        "hidden": {name: value for name, value in request.GET.items() if name not in ("q", "place")},
        "up": _address(request, within="", place="choose") if within else "", "invented": partnership.caveat,
    }  # fmt: skip
    return render(request, "orders/order_place.html", context)


def _found(text: str, tops: Sequence[str]) -> list[Any]:
    """At most so many places at or under these whose name or code fits, wider ones first."""
    rows = {row.code: row for top in tops for row in queries.listed(text, top)[:MOST_FOUND]}
    return queries.wider_first(rows.values())[:MOST_FOUND]


def _under(top: str) -> list[Any]:
    """The place itself and what lies directly under it, without the code book's fillers."""
    here = queries.place(top)
    return [*([here] if here else []), *queries.children(top)]


def _row(request: HttpRequest, row: Any) -> dict[str, Any]:
    """A place to choose; a wider one leads to what lies under it too."""
    wide = len(row.code) < CODE_DIGITS and row.code != request.GET.get("within", "")
    return {
        "place": row, "tier": TIERS[row.tier], "href": _address(request, place=row.code, within=""),
        "under": _address(request, within=row.code, place="choose") if wide else "",
    }  # fmt: skip


def _address(request: HttpRequest, **where: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name not in ("q", *where)}
    return "?" + urlencode(kept | {name: value for name, value in where.items() if value})

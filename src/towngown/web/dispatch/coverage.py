"""Which corners are served, which never? By town and place, over all rounds."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.matching import queries
from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.places.queries import names
from towngown.foundation.places.words import TOWN
from towngown.kit.problems import Problem
from towngown.web.dispatch.boards import select
from towngown.web.dispatch.charts import length, state_of, totals
from towngown.web.dispatch.present import percent
from towngown.web.shared.wording import words

MOST_NAMED = 12


def coverage(request: HttpRequest) -> HttpResponse:
    """A tile a town, and the table behind the tiles. No positions: where towns lie is not known here."""
    by = request.actor
    walls = [wall for wall in partnerships.choosable(by) if by.seats_in(wall.pk) or by.keeper]
    if not walls:
        raise Problem("not_allowed")
    slug = request.GET.get("partnership", "")
    wall = next((one for one in walls if one.slug == slug), None) or _busiest(by, walls)
    found = queries.coverage(by, wall)
    known = names({*found.places, *found.spots, *(code[:TOWN] for code in [*found.places, *found.spots])})
    rows = _towns(found, known)
    context = {
        "partnership": wall,
        "invented": wall.caveat,
        "selects": [select("partnership", _("Partnership"), [(one.slug, words(one)) for one in walls], wall.slug)],
        "several": len(walls) > 1,
        "rounds": found.rounds,
        "figures": _figures(found, rows),
        "tiles": sorted(rows, key=lambda row: row["code"]),
        "reckoned": bool(found.spots),
        "generated": found.generated,
        "rows": rows,
    }
    return render(request, "dispatch/coverage.html", context)


def _busiest(by: Any, walls: list[Any]) -> Any:
    """The partnership of the latest round that the viewer may see, else the first."""
    latest = queries.rounds(by).first()
    return next((one for one in walls if latest and one.pk == latest.partnership_id), walls[0])


def _towns(found: queries.Coverage, known: dict[str, str]) -> list[dict[str, Any]]:
    """A row a town, the one served least first; its places that asked in vain, and how many never asked."""
    by_town = totals(found.places)
    villages = sorted(code for code in {*found.spots, *found.places} if len(code) > TOWN)
    rows = []
    for town in sorted({code[:TOWN] for code in villages} | set(by_town)):
        asked, served = by_town.get(town, (0, 0))
        inside = [code for code in villages if code.startswith(town)]
        vain = [known.get(code, code) for code in inside if state_of(found.places.get(code)) == "vain"]
        rows.append({
            "code": town, "length": length(asked, served), "name": known.get(town, town), "asked": asked, "served": served, "share": percent(served, asked),
            "places": len(inside), "vain": vain[:MOST_NAMED], "more": len(vain) - MOST_NAMED, "never": len(vain),
            "silent": sum(state_of(found.places.get(code)) == "silent" for code in inside),
            "order": (served / asked if asked else 2, town),
        })  # fmt: skip
    return sorted(rows, key=lambda row: row["order"])


def _figures(found: queries.Coverage, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    places, silent = sum(row["places"] for row in rows), sum(row["silent"] for row in rows)
    asked, served = (sum(counts[at] for counts in found.places.values()) for at in (0, 1))
    return [
        {"label": _("Rounds published"), "value": found.rounds},
        {"label": _("Visits given"), "value": served, "unit": _("of {n}").format(n=asked), "note": _("of the visits asked for")},
        {"label": _("Places that asked and were never served"), "value": sum(row["never"] for row in rows),
         "unit": _("of {n}").format(n=places - silent), "note": _("of the places that asked")},
        {"label": _("Places that never asked"), "value": silent, "unit": _("of {n}").format(n=places),
         "note": _("of all places")},
    ]  # fmt: skip

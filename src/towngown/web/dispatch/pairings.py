"""Which expert works with which teachers?"""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towngown.domain.matching import queries
from towngown.foundation.journal.action import VERBS
from towngown.web.dispatch.rounds import verbs_on_walls
from towngown.web.shared.addresses import form_href


def pairings(request: HttpRequest) -> HttpResponse:
    """The pairings that stand, by expert."""
    by = request.actor
    found = list(queries.pairings(by))
    here = request.get_full_path()
    groups = [
        {"expert": expert, "rows": [_row(by, one, here) for one in rows]}
        for expert, rows in ((expert, list(rows)) for expert, rows in groupby(found, key=lambda one: one.expert))
    ]
    context = {
        "groups": groups,
        "experts": len(groups),
        "pairs": len(found),
        "actions": verbs_on_walls(by, ("pairing.match", "pairing.make"), next=here),
        "invented": next((one.partnership.caveat for one in found if one.partnership.caveat), ""),
    }  # fmt: skip
    return render(request, "dispatch/pairings.html", context)


def _row(by: Any, one: Any, here: str) -> dict[str, Any]:
    end = VERBS["pairing.end"]
    return {"pairing": one, "end": form_href(end.name, one, next=here) if end.may(by, one) else ""}

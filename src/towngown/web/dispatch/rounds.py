"""Rounds: which are there, and how do the scenarios of one compare?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.matching import queries
from towngown.domain.matching.compute import share
from towngown.domain.matching.words import ROUND_STATES, SCENARIO_STATES
from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.journal.action import VERBS, verbs_for
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.web.dispatch.charts import fairness
from towngown.web.dispatch.gaps import gaps
from towngown.web.dispatch.present import (
    ROUND_TONES,
    SCENARIO_TONES,
    kilometres,
    percent,
    settings_words,
    span,
)
from towngown.web.shared.addresses import form_href, href
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.paging import page_of
from towngown.web.shared.wording import words

MOST_COMPARED = 6


def rounds(request: HttpRequest) -> HttpResponse:
    """The list, latest first, 25 a page."""
    by = request.actor
    page = page_of(request, queries.rounds(by), "first_day")
    best = {}
    for scenario in queries.scenarios(by, page.rows):
        if scenario.figures and (scenario.state == "published" or scenario.round_id not in best):
            best[scenario.round_id] = scenario
    context = {
        "rows": [_listed(one, best.get(one.pk)) for one in page.rows],
        "older": page.older,
        "newer": page.newer,
        "gaps": gaps(by, clock.today()),
        "opens": verbs_on_walls(by, ("round.open",)),
        "invented": next((one.partnership.caveat for one in page.rows if one.partnership.caveat), ""),
    }  # fmt: skip
    return render(request, "dispatch/rounds.html", context)


def verbs_on_walls(by: Any, names: tuple[str, ...], **query: str) -> list[dict[str, Any]]:
    """Buttons for verbs about a partnership, for every one in which this viewer may do them; named where several."""
    walls = [wall for wall in partnerships.choosable(by) if VERBS[names[0]].may(by, wall)]
    return [
        {
            "href": form_href(name, wall, **query),
            "label": " · ".join([words(VERBS[name].label), *([words(wall)] if len(walls) > 1 else [])]),
        }
        for wall in walls
        for name in names
    ]


def _listed(round_: Any, best: Any) -> dict[str, Any]:
    figures = best.figures if best else {}
    return {
        "round": round_,
        "days": span(round_),
        "state": words(ROUND_STATES[round_.state]),
        "tone": ROUND_TONES.get(round_.state, "plain"),
        "served": f"{figures['served']} / {figures['asked']}" if figures else "—",
        "share": percent(figures["served"], figures["asked"]) if figures else "—",
    }


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One round: its scenarios side by side, and how fair each is to the towns."""
    by = request.actor
    round_ = or_not_found(queries.round_(by, ref), ref)
    scenarios = list(queries.scenarios(by, [round_]))[-MOST_COMPARED:]
    worked = [scenario for scenario in scenarios if scenario.figures]
    towns = names({town for scenario in worked for town in scenario.figures["towns"]})
    context = {
        "round": round_,
        "days": span(round_),
        "state": words(ROUND_STATES[round_.state]),
        "tone": ROUND_TONES.get(round_.state, "plain"),
        "invented": round_.partnership.caveat,
        "actions": _actions(by, round_),
        "scenarios": [_head(scenario) for scenario in scenarios],
        "measures": _measures(scenarios, towns),
        "chart": fairness([(scenario.letter, scenario.figures["towns"]) for scenario in worked], towns),
    }
    return render(request, "dispatch/round.html", context)


def _actions(by: Any, round_: Any) -> list[dict[str, Any]]:
    verbs = sorted(verbs_for(by, round_), key=lambda verb: verb.name != "scenario.add")
    if round_.state != "open":
        verbs = [verb for verb in verbs if verb.name != "scenario.add"]
    return [
        {"label": words(verb.label), "href": form_href(verb.name, round_), "primary": verb.name == "scenario.add"}
        for verb in verbs
    ]


def _head(scenario: Any) -> dict[str, Any]:
    return {
        "scenario": scenario,
        "letter": scenario.letter,
        "state": words(SCENARIO_STATES[scenario.state]),
        "tone": SCENARIO_TONES[scenario.state],
        "settings": settings_words(scenario.settings),
        "assumed": len(scenario.settings.get("changes", [])),
        "href": href(scenario),
    }


def _measures(scenarios: list[Any], towns: dict[str, str]) -> list[dict[str, Any]]:
    """What is compared: a label, and what each scenario says of it."""
    rows = [
        (_("Visits given, of those asked for"), lambda f: f"{f['served']} / {f['asked']}"),
        (_("Orders served in full, of all orders"), lambda f: f"{f['whole']} / {f['orders']}"),
        (_("The town served least"), lambda f: _least(f, towns)),
        (_("Places left out a third time running or more"), lambda f: str(f["long"])),
        (_("Way there in all, in km"), lambda f: kilometres(f["metres"])),
        (_("Visits of a teacher, on average and at most"), _loads),
    ]
    return [
        {
            "label": label,
            "cells": [{"letter": one.letter, "text": said(one.figures) if one.figures else ""} for one in scenarios],
        }
        for label, said in rows
    ]


def _least(figures: dict[str, Any], towns: dict[str, str]) -> str:
    ranked = share(figures["towns"])
    if not ranked:
        return "—"
    town, asked, served, _share = ranked[0]
    return f"{towns.get(town, town)} {percent(served, asked)}"


def _loads(figures: dict[str, Any]) -> str:
    mean = figures["served"] / figures["give"] if figures["give"] else 0
    return f"{mean:.1f} · {figures['most']}"

"""One scenario: how far is it, what does it give, what does it assume, who is left out?"""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.matching import queries
from towngown.domain.matching.words import CAUSES, SCENARIO_STATES
from towngown.foundation.jobs import queries as jobs
from towngown.foundation.journal.action import VERBS, verbs_for
from towngown.foundation.places.queries import names
from towngown.foundation.places.words import TOWN
from towngown.kit.problems import Problem
from towngown.web.dispatch.charts import fairness
from towngown.web.dispatch.present import (
    SCENARIO_TONES,
    help_words,
    kilometres,
    names_in,
    percent,
    scenario_at,
    settings_words,
)
from towngown.web.shared.addresses import form_href
from towngown.web.shared.wording import words


def scenario(request: HttpRequest, ref: str) -> HttpResponse:
    """Its page; while it is worked out, how far that is."""
    by = request.actor
    one = scenario_at(by, ref)
    job = jobs.job(by, one.job_ref) if one.job_ref else None
    crowds = queries.crowds(by, one) if one.figures else []
    towns = names([*one.figures.get("towns", {}), *(row.place_code for row in crowds)])
    publishable = one.state == "ready" and one.round.state == "open"
    outdated = publishable and queries.for_other_days(one)
    context = {
        "scenario": one,
        "state": words(SCENARIO_STATES[one.state]),
        "tone": SCENARIO_TONES[one.state],
        "invented": one.partnership.caveat,
        "settings": settings_words(one.settings),
        "waiting": one.state == "waiting",
        "other_days": words(Problem("matching.other_days")) if outdated else "",
        "progress": _progress(job),
        "sentences": [words(said["sentence"]) for said in job.result.get("sentences", [])] if job else [],
        "figures": _figures(one) if one.figures else [],
        "proof": _proof(one) if one.figures else "",
        "lost": _lost(one.figures.get("lost", 0), one.round.state),
        "assumed": _assumed(by, one),
        "causes": _causes(one),
        "crowds": _crowds(one, crowds, towns),
        "nobody_asked": bool(one.figures) and not one.figures["asked"],
        "chart": fairness([(one.letter, one.figures["towns"])], towns) if one.figures else {},
        "actions": _actions(by, one, publishable and not outdated),
    }
    return render(request, "dispatch/scenario.html", context)


def _progress(job: Any) -> dict[str, Any]:
    """How far its job is; unknown to those who did not start it."""
    if job is None:
        return {"running": True, "text": "", "done": 0, "total": 0}
    text = _("{n} %").format(n=job.done) if job.total == 100 and job.state == "running" else ""
    return {
        "running": job.state in ("waiting", "running"),
        "failed": job.state == "failed",
        "job": job,
        "text": text,
        "done": job.done,
        "total": job.total,
    }


def _figures(one: Any) -> list[dict[str, Any]]:
    figures, address = one.figures, reverse("unserved", args=[one.ref])
    left = figures["asked"] - figures["served"]
    mean = figures["served"] / figures["give"] if figures["give"] else 0
    return [
        {
            "label": _("Visits given"), "value": figures["served"], "href": reverse("board", args=[one.ref]),
            "unit": _("of {n}").format(n=figures["asked"]), "note": _("of the visits asked for"),
        },
        {"label": _("Left out"), "value": left, "href": address if left else "",
         "unit": _("of {n}").format(n=figures["asked"]), "note": percent(left, figures["asked"])},
        {"label": _("Places left out a third time running"), "value": figures["long"]},
        {"label": _("Visits a teacher"), "value": f"{mean:.1f}", "unit": _("at most {n}").format(n=figures["most"]),
         "note": _("{visits} visits by {teachers} teachers").format(visits=figures["served"], teachers=figures["give"])},
        {"label": _("Way there in all"), "value": kilometres(figures["metres"]), "unit": _("km")},
    ]  # fmt: skip


def _proof(one: Any) -> str:
    """What was proven, in the words that fit: where there was nothing to choose from, no plan was the better one."""
    asked, possible = one.figures["asked"], one.figures.get("possible", 0)
    if not asked:
        return _("No order waits in this round, so there is nothing to plan.")
    if not possible:
        return _("Proven: nobody on the list can give any of these visits. Why stands below, order by order.")
    said = _(
        "Proven: of {possible} possible visits, no other plan leaves less out that counts. Distances are counted in steps"
        " of {step} metres as the crow flies."
    )
    return said.format(possible=possible, step=one.figures.get("unit_m", 100))


def _lost(count: int, round_state: str) -> list[str]:
    """That not all that was planned could be published; once the round is closed nobody is looked for any more."""
    if not count:
        return []
    said = ngettext(
        "When it was published, {n} visit of this plan was left out: who was to come had been asked elsewhere"
        " meanwhile, or had no more room in that week.",
        "When it was published, {n} visits of this plan were left out: those who were to come had been asked elsewhere"
        " meanwhile, or had no more room in that week.",
        count,
    )
    looking = [] if round_state == "closed" else [_("Somebody else is looked for.")]
    return [said.format(n=count), *looking]


def _assumed(by: Any, one: Any) -> list[dict[str, Any]]:
    """What it assumes, and whether whoever it was assumed for is served now."""
    changes = one.settings.get("changes", [])
    known = names_in(by, one.partnership_id, changes)
    keys = {(row.order_id, row.unit): row for row in _coming(by, one, changes)}
    return [
        {"sentence": help_words(change, known), "visit": keys.get((change["order"], change["unit"]))}
        for change in changes
    ]


def _coming(by: Any, one: Any, changes: list[dict[str, Any]]) -> list[Any]:
    if not changes or not one.figures:
        return []
    orders = [change["order"] for change in changes]
    return list(
        queries.dispatches(by).filter(scenario=one, order__in=orders, state__in=("drafted", "dispatched", "accepted"))
    )


def _crowds(one: Any, crowds: list[Any], called: dict[str, str]) -> list[dict[str, Any]]:
    """Half-days on which several courses fall in one place, each leading to them on the board."""
    board = reverse("board", args=[one.ref])
    return [
        {"place": " ".join(called[code] for code in (row.place_code[:TOWN], row.place_code) if code in called), "when": words(row.half_day), "visits": row.visits,
         "href": f"{board}?{urlencode({'week': _monday(row.half_day.day), 'town': row.place_code})}"}
        for row in crowds
    ]  # fmt: skip


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _causes(one: Any) -> list[dict[str, Any]]:
    address = reverse("unserved", args=[one.ref])
    return [
        {"label": words(CAUSES[cause]), "value": count, "href": f"{address}?cause={cause}"}
        for cause, count in sorted(one.figures.get("causes", {}).items(), key=lambda pair: -pair[1])
    ]


def _actions(by: Any, one: Any, publishable: bool) -> list[dict[str, Any]]:
    """Publishing first, on its own page, for it is asked once; then what else may be done."""
    found = []
    if publishable and VERBS["scenario.publish"].open_to(by, one):
        label = words(VERBS["scenario.publish"].label)
        found.append({"label": label, "href": reverse("scenario_publish", args=[one.ref]), "primary": True})
    return found + [
        {"label": words(verb.label), "href": form_href(verb.name, one), "primary": True} for verb in verbs_for(by, one)
    ]

"""Publishing a scenario: what will happen, asked once; thousands are published by a job."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.matching import queries
from towngown.domain.matching.words import AT_ONCE, PUBLISH_JOB
from towngown.foundation.journal.action import VERBS, perform_once
from towngown.kit.problems import Problem
from towngown.web.dispatch.present import help_words, names_in, scenario_at
from towngown.web.shared.addresses import href
from towngown.web.shared.do import key_of
from towngown.web.shared.wording import sentence


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """GET says what will happen, POST does it."""
    by = request.actor
    one = scenario_at(by, ref)
    if not VERBS["scenario.publish"].may(by, one):
        raise Problem("not_allowed")
    error = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(href(_do(request, one)))
        except Problem as problem:
            error = sentence(problem)
    changes = one.settings.get("changes", [])
    known = names_in(by, one.partnership_id, changes)
    context = {
        "scenario": one,
        "invented": one.partnership.caveat,
        "empty": _empty(one.figures) if one.figures else "",
        "happens": _happens(one.figures) if one.figures else [],
        "since": _since(one),
        "assumed": [help_words(change, known) for change in changes],
        "key": key_of(request),
        "error": error,
    }
    return render(request, "dispatch/publish.html", context, status=422 if error else 200)


def _do(request: HttpRequest, one: Any) -> Any:
    """The scenario published, or the job that publishes it."""
    if one.figures.get("served", 0) <= AT_ONCE:
        done = perform_once(key_of(request), "scenario.publish", by=request.actor, scenario=one)
        messages.success(request, _("Published."))
        return done
    if not VERBS["scenario.publish"].open_to(request.actor, one) or one.round.state != "open":
        raise Problem("matching.published")
    if queries.for_other_days(one):
        raise Problem("matching.other_days")
    given = {"scenario": one.ref}
    return perform_once(key_of(request), "job.start", by=request.actor, job_kind=PUBLISH_JOB, given=given)


def _since(one: Any) -> str:
    """That the days of its round are others now, or orders were released too late for it."""
    if one.state != "ready":
        return ""
    if queries.for_other_days(one):
        return sentence(Problem("matching.other_days"))
    count = queries.released_since(one)
    said = ngettext(
        "{n} order was released after this was worked out and is not in it. Work out another scenario to take it in.",
        "{n} orders were released after this was worked out and are not in it. Work out another scenario to take them in.",
        count,
    )
    return said.format(n=count) if count else ""


def _empty(figures: dict[str, Any]) -> str:
    """The warning before a scenario is published that gives nothing: it cannot be taken back."""
    if figures["served"]:
        return ""
    if not figures["asked"]:
        return _(
            "No order waits in this round: publishing it asks nobody. Look first whether orders are still to come."
        )
    return _("This scenario gives no visit at all: publishing it tells everybody who ordered that nobody comes.")


def _happens(figures: dict[str, Any]) -> list[str]:
    """One sentence for each thing that happens; what happens to nobody is left out."""
    left = figures["orders"] - figures["whole"]
    given = [
        ngettext("{n} teacher is asked for {visits}.", "{n} teachers are asked for {visits}.", figures["give"]).format(
            n=figures["give"], visits=ngettext("{n} visit", "{n} visits", figures["served"]).format(n=figures["served"])
        ),
        _("Whoever ordered hears who comes when."),
    ]  # fmt: skip
    out = ngettext("{n} order is left out, in full or in part; whoever ordered hears that and why.",
                   "{n} orders are left out, in full or in part; whoever ordered hears that and why.", left)  # fmt: skip
    return [
        *(given if figures["served"] else []),
        *([out.format(n=left)] if left or figures["served"] else []),
        _("The other scenarios of this round stay as drafts and cannot be published any more."),
    ]

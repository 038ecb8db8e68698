"""A report on screen and on A4, its Word file, and the quick brief of a partnership."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from towngown.domain.partnerships.queries import by_slug
from towngown.domain.reports import compute, queries
from towngown.domain.reports.words import MISSING, SHOWN_OPENLY, STATES
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import things
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.web.reports.desk import TONES
from towngown.web.shared.addresses import href
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.wording import language, words

NARROW = 16  # characters that never break into two lines
SHORT = (
    "period",
    "state",
    "date",
    "kind",
    "campus",
    "other",
    "report",
    "strength",
    "amount",
)  # columns that do not wrap

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """The report as it will be printed; for those who work on it also what is still missing and what they may do."""
    report = _found(request, ref)
    facts = queries.facts_of(report)
    made = queries.sheet(report, language(), facts)
    works = request.actor.seat_with(report.wall, "office", "coordinator") is not None
    context = _shown(made, report.partnership, facts, frozen=report.state in SHOWN_OPENLY) | {
        "report": report, "label": STATES[report.state], "tone": TONES[report.state], "works": works,
        "missing": _missing(request, facts, report) if works and report.state in ("edited", "checked") else [],
        "back_href": reverse("reports"), "back_label": _("Reports"),
        "another": _another(request, report),
    }  # fmt: skip
    return render(request, "reports/report.html", context)


def _another(request: HttpRequest, report: Any) -> str:
    """That somebody else has to sign next, where the verb is hidden because this viewer signed before."""
    by, today = request.actor, clock.today()
    if VERBS["report.check"].open_to(by, report) and not queries.may_check(by, report, today):
        return _("Whoever wrote it does not check it: that is for somebody else who signs.")
    if VERBS["report.release"].open_to(by, report) and not queries.may_release(by, report, today):
        return _("Whoever wrote or checked it does not release it: that is for a third person.")
    return ""


def _found(request: HttpRequest, ref: str) -> Any:
    return or_not_found(queries.report(request.actor, ref), ref)


def _shown(made: Any, partnership: Any, facts: Any, *, frozen: bool = False) -> dict[str, Any]:
    """The sheet with every cell's address; what has no page of its own is shown on its partnership's.

    Numbers of periods lead to those cells of the ledger; those of a frozen report to its own table, for the ledger went on.
    """
    sections = [
        {
            "section": section,
            "rows": [
                [
                    {
                        "cell": cell,
                        "href": _address(cell, partnership),
                        "short": name in SHORT and len(cell.text) <= NARROW,
                        "label": section.columns[name] if number else "",
                    }
                    for number, (name, cell) in enumerate(row.items())
                ]
                for row in section.rows
            ],
        }
        for section in made.sections
    ]
    figures = made.figures if frozen else [_counted(one, partnership, facts["year"]) for one in made.figures]
    return {"sheet": made, "sections": sections, "figures": figures}


def _counted(figure: dict[str, str], partnership: Any, year: int | None) -> dict[str, str]:
    """A figure, leading to the cells of the ledger where it counts such."""
    if "state" not in figure:
        return figure
    asked = {"state": figure["state"]} | ({"year": str(year)} if year else {})
    return figure | {"href": f"{href(SimpleNamespace(kind='ledger', slug=partnership.slug))}?{urlencode(asked)}"}


def _address(cell: Any, partnership: Any) -> str:
    return href(SimpleNamespace(kind=cell.kind, ref=cell.ref, partnership=partnership)) if cell.ref else ""


def _missing(request: HttpRequest, facts: Any, report: Any) -> list[dict[str, Any]]:
    """What is still missing, each with the thing it is missing on."""
    found = compute.missing(facts, report.words_zh)
    named = _named(request, {(kind, ref) for _what, kind, ref in found if ref})
    return [
        {"sentence": MISSING[what], "thing": named.get(ref), "href": href(named.get(ref))} for what, _kind, ref in found
    ]


def _named(request: HttpRequest, wanted: set[tuple[str, str]]) -> dict[str, Any]:
    """Ref → thing, one query for each kind."""
    found: dict[str, Any] = {}
    for kind in {kind for kind, _ref in wanted}:
        refs = [ref for other, ref in wanted if other == kind]
        found |= {thing.ref: thing for thing in things(request.actor, kind).filter(ref__in=refs)}
    return found


def word(request: HttpRequest, ref: str, language: str) -> HttpResponse:
    """The Word file in one language."""
    if language not in ("zh", "en"):
        raise Problem("not_found", value=language)
    report = _found(request, ref)
    response = HttpResponse(queries.docx(report, "en" if language == "en" else "zh"), content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(True, f"{report.title(language)[0]}.docx")
    return response


def brief(request: HttpRequest, slug: str) -> HttpResponse:
    """What was done so far, as of now, for whoever is about to visit; nothing is kept."""
    partnership = or_not_found(by_slug(request.actor, slug), slug)
    facts = queries.gathered(request.actor, partnership, clock.today())
    context = _shown(queries.quick_brief(facts, language()), partnership, facts) | {
        "back_href": href(partnership),
        "back_label": words(partnership),
    }
    return render(request, "reports/brief.html", context)

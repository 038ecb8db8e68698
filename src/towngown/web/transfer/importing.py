"""Import: choose files, read what would happen, then let it happen. The work runs as a job that may be left."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.partnerships import queries as partnerships
from towngown.domain.transfer.queries import from_data, told
from towngown.domain.transfer.words import JOB, SHEETS
from towngown.foundation.files import actions as files
from towngown.foundation.jobs import queries as jobs
from towngown.foundation.jobs.words import STATES
from towngown.foundation.journal.action import perform_once
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.web.shared import uploads
from towngown.web.shared.do import key_of
from towngown.web.shared.wording import language, sentence, words

ENDINGS = ".xlsx,.yaml,.yml"
MOST_FILES = 20


def may(by: Actor) -> bool:
    """Whether this person has anything to import into."""
    return by.keeper or any(seat.role in SIGNING for seat in by.seats)


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The files, and into which partnership; a try without writing comes first."""
    if not may(request.actor):
        raise Problem("not_allowed")
    choices = _targets(request.actor)
    refused: list[str] = []
    kept: list[Any] = []
    if request.method == "POST":
        kept, refused = _files(request)
        try:
            if not refused:
                return HttpResponseRedirect(_address(_begin(request, choices, kept)))
        except Problem as problem:
            refused = [sentence(problem)]
    context = {
        "fields": _fields(request, choices, kept),
        "refused": refused,
        "key": key_of(request),
        "exports": [one for one in choices.values() if one is not None],
    }
    return render(request, "transfer/import.html", context, status=422 if refused else 200)


@login_required
def outcome(request: HttpRequest, ref: str) -> HttpResponse:
    """How far it is; then every problem by its place, or what would be written and the button that writes it."""
    job = jobs.job(request.actor, ref)
    if job is None or job.job_kind != JOB:
        raise Problem("not_found", value=ref)
    if request.method == "POST":
        given = job.given | {"trial": False}
        return HttpResponseRedirect(_address(_job(request, given)))
    rows = _rows(job.result)
    target = partnerships.by_slug(request.actor, job.result.get("slug", ""))
    context = {
        "job": job,
        "key": key_of(request),
        "state": words(STATES[job.state]),
        "running": job.state in ("waiting", "running"),
        "sentences": [words(one["sentence"]).format_map(one["values"]) for one in job.result.get("sentences", [])],
        "found": [told(from_data(one)) for one in job.result.get("found", [])],
        "rows": rows,
        "changes": sum(row["created"] + row["changed"] for row in rows),
        "trial": job.given["trial"],
        "target": target,
        "invented": target.caveat if target else "",
    }
    return render(request, "transfer/outcome.html", context)


def _targets(by: Actor) -> dict[str, Any]:
    """Slug → partnership that this person may import into; "" = what the file says, for the keeper."""
    signing = {seat.partnership_id for seat in by.seats if seat.role in SIGNING}
    mine = [one for one in partnerships.partnerships(by) if by.keeper or one.pk in signing]
    return ({"": None} if by.keeper else {}) | {one.slug: one for one in mine}


def _files(request: HttpRequest) -> tuple[list[Any], list[str]]:
    """The files that are good, sent now or waiting since the form was refused, and what is wrong with the others."""
    found: list[Any] = []
    refused: list[str] = []
    for one in request.FILES.getlist("files")[:MOST_FILES]:
        try:
            found.append(uploads.kept(request, one))
        except Problem as problem:
            refused.append(f"{one.name}: {sentence(problem)}")
    for word in request.POST.getlist(uploads.PREFIX + "files")[: MOST_FILES - len(found)]:
        waited = uploads.taken(request, word)
        if isinstance(waited, Problem):
            refused.append(sentence(waited))
        else:
            found.append(waited)
    return found, refused


def _begin(request: HttpRequest, choices: dict[str, Any], waiting: list[Any]) -> Any:
    slug = request.POST.get("partnership", "")
    if slug not in choices:
        raise Problem("not_found", value=slug)
    if not waiting:
        raise Problem("required", "files")
    stored = [[one.name, files.store(by=request.actor, upload=one).ref] for one in waiting]
    return _job(request, {"files": stored, "partnership": slug, "trial": True})


def _job(request: HttpRequest, given: dict[str, Any]) -> Any:
    return perform_once(key_of(request), "job.start", by=request.actor, job_kind=JOB, given=given)


def _address(job: Any) -> str:
    return reverse("import_outcome", args=[job.ref])


def _fields(request: HttpRequest, choices: dict[str, Any], kept: list[Any]) -> list[dict[str, Any]]:
    chosen = request.POST.get("partnership") or request.GET.get("partnership") or next(iter(choices))
    options = [
        {"value": slug, "label": words(one) if one else _("As the file says"), "chosen": slug == chosen}
        for slug, one in choices.items()
    ]
    return [
        {"kind": "select", "name": "partnership", "label": _("Partnership"), "options": options, "required": True},
        {
            "kind": "file", "name": "files", "kept": kept, "label": _("Files"), "multiple": True, "accept": ENDINGS, "required": True,
            "help": _("An Excel workbook made from our template, or YAML files. Nothing is written yet."),
        },
    ]  # fmt: skip


def _rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """What became of the rows of each sheet, in the order of the sheets."""
    tallies = result.get("tallies", {})
    return [
        dict(zip(("created", "changed", "unchanged"), tallies[sheet.id], strict=True))
        | {"sheet": sheet.zh if language() == "zh" else sheet.en}
        for sheet in SHEETS
        if sheet.id in tallies
    ]

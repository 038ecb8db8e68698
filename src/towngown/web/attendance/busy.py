"""Days away from a teacher's own calendar file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.attendance.queries import busy_in
from towngown.domain.attendance.words import REPAIRED
from towngown.domain.orders import queries as orders
from towngown.foundation.journal.action import VERBS
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.kit.when import When
from towngown.web.shared.addresses import href
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.forms import Form, form_for
from towngown.web.shared.wording import language, words


def busy(request: HttpRequest, ref: str) -> HttpResponse:
    """The file; then, in sentences, what was taken from it, what was put right, what was left out."""
    teacher = or_not_found(orders.teacher(request.actor, ref), ref)
    verb = VERBS["teacher.read_calendar"]
    if not verb.may(request.actor, teacher):
        raise Problem("not_allowed")
    posted = request.POST if request.method == "POST" else None
    form = form_for(verb, request.actor, teacher, posted, request.FILES)
    taken = attempt(request, verb, teacher, form, **_read(form)) if posted is not None else None
    context = {
        "teacher": teacher,
        "up": _up(request, teacher),
        "invented": teacher.partnership.caveat,
        "form": form,
        "key": key_of(request) if taken is None else "",
        "told": _told(taken) if taken not in (None, True) else [],
        "away": [_stretch(one.first_day, one.last_day) for one in orders.absences(teacher, clock.today())],
    }
    return render(request, "attendance/busy.html", context, status=422 if form.failed else 200)


def _up(request: HttpRequest, teacher: Any) -> dict[str, str]:
    """Where one came from: teachers from their week, the university from the teacher's page."""
    if teacher.person_id == request.actor.person_id:
        return {"label": _("My week"), "href": reverse("my_week")}
    return {"label": words(teacher), "href": href(teacher)}


def _read(form: Form) -> dict[str, Any]:
    """What the file says, or why it cannot be read: found out before anything is written, for it takes its time."""
    calendar = form.values().get("calendar")
    try:
        return {"calendar": busy_in(calendar)} if calendar else {}
    except Problem as problem:
        return {"calendar": problem}


def _told(taken: Any) -> list[str]:
    """One sentence for what was found, then one for each thing that was not quite right."""
    read = ngettext("{n} entry was read.", "{n} entries were read.", taken.busy.entries).format(n=taken.busy.entries)
    days = sum((last - first).days + 1 for first, last in taken.away)
    new = ngettext("{n} day is new.", "{n} days are new.", days).format(n=days) if days else _("No day is new.")
    left = taken.busy.left_out
    out = [ngettext("{n} entry has no day that can be read and was left out.",
                    "{n} entries have no day that can be read and were left out.", left).format(n=left)]  # fmt: skip
    return [f"{read} {new}", *(words(REPAIRED[one]) for one in taken.busy.repaired), *(out if left else [])]


def _stretch(first: Any, last: Any) -> str:
    return When.days(first, last).text(language())

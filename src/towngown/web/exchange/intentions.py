"""The list of intentions, and the page of one."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.activities import queries as activities
from towngown.domain.exchange import actions, queries
from towngown.domain.exchange.words import INTENTION_STATES, NEED_STATES
from towngown.foundation.journal.action import VERBS
from towngown.foundation.places.queries import names
from towngown.web.exchange import filters
from towngown.web.exchange.needs import TONES as NEED_TONES
from towngown.web.shared.export import TAKEN, handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.invented import named
from towngown.web.shared.lists import files
from towngown.web.shared.paging import page_of
from towngown.web.shared.wording import words

TONES = {"open": "wait", "taken_up": "good", "closed": "plain"}


def index(request: HttpRequest) -> HttpResponse:
    """What the parties would like to do together, newest first."""
    by = request.actor
    asking, choosable = filters.asking(request, INTENTION_STATES)
    found, count = queries.intended(by, asking)
    page = page_of(request, found, read=partial(queries.intention_lines, by), most=count)
    rows = [{"intention": one, "label": INTENTION_STATES[one.state], "tone": TONES[one.state]} for one in page.rows]
    context = {
        "rows": rows, "page": page, "q": asking.text, "count": count,
        "selects": filters.selects(asking, INTENTION_STATES, choosable),
        "narrowed": bool(asking.text or asking.state or asking.partnership_id),
        "voicing": [one for one in choosable if VERBS["intention.voice"].may(by, one)],
    } | files(request, "intentions_export")  # fmt: skip
    return render(request, "exchange/intentions.html", context)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    asking, _choosable = filters.asking(request, INTENTION_STATES)
    header = [_("Intention"), _("State"), _("Party"), _("Date"), _("Needs that grew out of it"), _("In more words"),
              _("Partnership")]  # fmt: skip
    rows = (
        [words(one), words(INTENTION_STATES[one.state]), words(one.party) if one.party else "", words(one.when),
         one.asked, one.words, named(one.partnership)]
        for one in queries.intentions(request.actor, asking)[:TAKEN]
    )  # fmt: skip
    return handed_over(request, form, "intentions", actions.export_intentions, header, rows)


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Whose intention it is, and which needs grew out of it."""
    by = request.actor
    intention = or_not_found(queries.intention(by, ref), ref)
    grown = [
        {"need": need, "label": NEED_STATES[need.state], "tone": NEED_TONES[need.state]}
        for need in queries.needs_of(by, intention)[:100]
    ]
    context = {
        "intention": intention, "label": INTENTION_STATES[intention.state], "tone": TONES[intention.state],
        "needs": grown, "meetings": list(activities.where_raised(by, intention)), "place": names([intention.place_code]).get(intention.place_code, ""),
        "invented": intention.partnership.caveat,
    }  # fmt: skip
    return render(request, "exchange/intention.html", context)

"""Which partnerships are there, and how does this one stand?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from towngown.domain.agreements import queries as agreements
from towngown.domain.agreements.words import STATES
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.outcomes.words import LABELS
from towngown.domain.partnerships import actions, queries
from towngown.domain.partnerships.words import NATURES, SIDES
from towngown.foundation.journal.action import VERBS
from towngown.foundation.people.words import ROLES, SIGNING
from towngown.foundation.places import queries as places
from towngown.kit import clock
from towngown.kit.when import When
from towngown.web.partnerships import present, recent, today
from towngown.web.shared.addresses import href
from towngown.web.shared.export import handed_over
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.invented import named
from towngown.web.shared.lists import files, select
from towngown.web.shared.summaries import TOLD, reach, summaries
from towngown.web.shared.wording import listed, words

SHOWN_YEARS = 6
FEW = 4  # verbs that stand side by side without being in the way
USED = ("activity.plan", "order.place", "need.raise", "round.open", "agreement.draft", "report.start")


def partnerships(request: HttpRequest) -> HttpResponse:
    """All partnerships the viewer may see, with how their promises stand. Statements do not grow with rows."""
    by, day = request.actor, clock.today()
    wanted, nature = request.GET.get("q", "").strip()[:100], request.GET.get("nature", "")
    found = _found(request)
    context = {
        "may_found": VERBS["partnership.found"].may(by, None),
        "q": wanted,
        "selects": [select("nature", _("Nature"), [(k, words(v)) for k, v in NATURES.items()], nature)],
        "narrowed": bool(wanted or nature),
        "count": len(found),
        "rows": summaries(by, found, day),
    } | files(request, "partnerships_export")
    return render(request, "partnerships/list.html", context)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed list as a file; the journal keeps that it was taken."""
    header = [_("Partnership"), _("Nature"), _("Record reaches to"), _("Promises"), *(words(LABELS[s]) for s in TOLD)]
    rows = (
        [named(row.partnership), words(NATURES[row.partnership.nature]), row.partnership.record_to, row.promises,
         *(row.counts[state] for state in TOLD)]
        for row in summaries(request.actor, _found(request), clock.today())
    )  # fmt: skip
    return handed_over(request, form, "partnerships", actions.export_list, header, rows)


def _found(request: HttpRequest) -> list[Any]:
    wanted, nature = request.GET.get("q", "").strip()[:100], request.GET.get("nature", "")
    return [one for one in queries.partnerships(request.actor) if _matches(one, wanted, nature)]


def _matches(one: Any, wanted: str, nature: str) -> bool:
    text = f"{one.title_zh} {one.title_en} {one.words}".lower()
    return wanted.lower() in text and nature in ("", one.nature)


def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one partnership."""
    one = or_not_found(queries.by_slug(request.actor, slug), slug)
    by, day = request.actor, clock.today()
    ledger = outcomes.ledger(by, [one], day)
    years = sorted(sorted(ledger.years, key=lambda year: abs(year - day.year))[:SHOWN_YEARS])
    member = bool(by.seats_in(one.pk))
    context = {
        "partnership": one,
        "invented": one.caveat,
        "signs": by.seat_with(one.pk, *SIGNING) is not None,
        "sides": sides(by, one),
        "reach": reach(one),
        "hides_promises": not ledger.rows and agreements.anything_promised(one),
        "reported_on": _day_words(one.reported_on),
        "nature": words(NATURES[one.nature]),
        "years": years,
        "current": day.year,
        "rows": present.ledger_rows(ledger, years),
        "legend": present.legend(),
        "figures": recent.figures(by, one, ledger, day),
        "figures_title": recent.figures_title(one, day),
        "activities_href": recent.activities_href(one),
        "agreements": [_agreement(row) for row in agreements.agreements(by, one)[:20]],
        "place": places.address(one.place_code) if one.place_code else [],
        "doing": recent.doing(by, one),
        "areas": [words(area) for area in queries.areas(by, one)],
        "programmes": programmes(list(queries.programmes(by, one))),
        "stations": [{"label": words(row), "href": href(row)} for row in recent.stations(by, one)],
        "outputs": recent.outputs(by, one),
        "scorecard": recent.scorecard(by, one),
        "people": [_person(row) for row in recent.signing(by, one)] if member else [],
        "wishes": recent.wishes(by, one),
        "may_draft": VERBS["agreement.draft"].open_to(by, one),
        "may_plan": VERBS["activity.plan"].open_to(by, one),
    }
    context |= recent.lines(by, one, day) | (today.shown(by, one, ledger) if member else {})
    buttons = present.buttons(by, one, first=("activity.plan",), filled=_begun(day.year - 1))
    context |= _actions(buttons, promised=bool(context["rows"]))
    return render(request, "partnerships/partnership.html", context)


def _actions(buttons: list[dict[str, Any]], *, promised: bool) -> dict[str, list[dict[str, Any]]]:
    """The verbs that are used week by week in front, at most three, drafting among them where nothing is promised yet;
    the rest, when they are many, under “More”."""
    order = USED if promised else (USED[0], "agreement.draft", *USED[1:])
    used = sorted((one for one in buttons if one["verb"] in order), key=lambda one: order.index(one["verb"]))
    front = used[:3] if len(buttons) > FEW else buttons
    return {"actions": front, "rest": [one for one in buttons if one not in front]}


def _day_words(text: str) -> str:
    """A day as every other day of the page; what is no day (“about the turn of the year”) as it was said."""
    try:
        return words(date.fromisoformat(text))
    except ValueError:
        return text


def _begun(year: int) -> dict[str, dict[str, str]]:
    """What forms begin with when one comes from here: the report that is most likely due."""
    return {"report.start": {"report_kind": "annual", "year": str(year)}}


def sides(by: Any, partnership: Any) -> list[dict[str, Any]]:
    """The parties, side by side, campus first."""
    parties = queries.parties_at_hand(by, partnership)
    return [
        {"side": words(SIDES[side]), "parties": [one for one in parties if one.side == side]}
        for side in ("campus", "locality", "support")
        if any(one.side == side for one in parties)
    ]


def _agreement(row: Any) -> dict[str, str]:
    since = row.term_first or row.first_day
    return {
        "label": words(row),
        "href": href(row),
        "note": " · ".join(filter(None, [words(When.year(since.year)) if since else "", words(STATES[row.state])])),
    }


def programmes(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Programmes with their directions."""
    return [
        {"label": words(one), "note": listed(words(row) for row in rows if row.parent_id == one.pk)}
        for one in rows
        if one.parent_id is None
    ]


def _person(row: Any) -> dict[str, str]:
    return {"label": row.person.name, "note": f"{words(row.organisation)} · {row.title or words(ROLES[row.role])}"}

"""What happened lately in a partnership, in numbers and in lines; every number leads to its records."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.activities import queries as activities
from towngown.domain.activities.words import HAPPENED
from towngown.domain.activities.words import STATES as ACTIVITY_STATES
from towngown.domain.attendance import queries as attendance
from towngown.domain.evidence import queries as evidence
from towngown.domain.evidence.compute import strength
from towngown.domain.evidence.words import STRENGTHS
from towngown.domain.exchange import queries as exchange
from towngown.domain.exchange.words import INTENTION_STATES, NEED_STATES
from towngown.domain.orders import queries as menu
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.outcomes.words import OUTPUT_KINDS, TOLD
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.partnerships.words import SIDES
from towngown.domain.reports.queries import history_note, promises_label
from towngown.domain.stations import queries as station_queries
from towngown.foundation.people import queries as people_queries
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor
from towngown.kit.money import reported_text
from towngown.web.shared.addresses import href, list_href
from towngown.web.shared.summaries import unit_of
from towngown.web.shared.wording import language, people, words

LINES = 8
READ = 120  # rows, to fold into the lines


def lines(by: Actor, partnership: Any, today: date) -> dict[str, list[dict[str, Any]]]:
    """What is planned, what was and is not recorded, and what took place, for c-story each."""
    return {
        "coming": coming(by, partnership, today), "unrecorded": unrecorded(by, partnership, today),
        "story": story(by, partnership),
    }  # fmt: skip


def story(by: Actor, partnership: Any) -> list[dict[str, Any]]:
    """What took place, latest first, with what each side said; lines that are alike on one day are one, with its count."""
    return _folded(by, partnership, _rows(by, partnership).filter(state__in=HAPPENED)[:READ])


def unrecorded(by: Actor, partnership: Any, today: date) -> list[dict[str, Any]]:
    """What was planned for a day that is over and of which nobody said whether it took place, the latest first."""
    return _folded(by, partnership, _rows(by, partnership).filter(state="planned", last_day__lt=today)[:READ])


def coming(by: Actor, partnership: Any, today: date) -> list[dict[str, Any]]:
    """What is planned, the next first; what has no day yet last."""
    ahead = _rows(by, partnership).filter(Q(last_day=None) | Q(last_day__gte=today), state="planned")
    return _folded(by, partnership, ahead.order_by(F("first_day").asc(nulls_last=True), "pk")[:READ])


def _rows(by: Actor, partnership: Any) -> Any:
    return activities.activities(by, activities.Filters(partnership=partnership.slug))


def _folded(by: Actor, partnership: Any, rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Lines for c-story. Those of the same name and day lead to the list of all that are called so."""
    read = list(rows)
    if len(read) == READ:  # of the last day not all may have been read, and a count must be right
        read = [row for row in read if row.last_day != read[-1].last_day] or read
    alike: dict[tuple[Any, ...], list[Any]] = {}
    for row in read:
        alike.setdefault((row.first_day, row.last_day, words(row)), []).append(row)
    groups = list(alike.values())[:LINES]
    said = evidence.accounts_of(by, [some[0].claim_id for some in groups])
    return [_line(some[0], said) if len(some) == 1 else _line_of(some, partnership) for some in groups]


def _line(row: Any, said: Any) -> dict[str, Any]:
    return {"date": row.last_day, "when": when(row), "text": words(row), "href": href(row),
            "sides": _sides(row, said.get(row.claim_id, []))}  # fmt: skip


def _line_of(rows: list[Any], partnership: Any) -> dict[str, Any]:
    one, state = rows[0], words(ACTIVITY_STATES[rows[0].state])
    text = _("{what} × {n}").format(what=words(one), n=len(rows))
    return {"date": one.last_day, "when": when(one), "text": text, "href": activities_href(partnership, q=words(one)),
            "sides": [{"text": state, "differs": False}] if len({row.state for row in rows}) == 1 else []}  # fmt: skip


def when(row: Any) -> str:
    """The day or days in words: one form for every line of a list, be it a day or a reported month."""
    return words(row.when)


def _sides(row: Any, accounts: list[Any]) -> list[dict[str, Any]]:
    counted = [one for one in accounts if one.low is not None or one.high is not None]
    differ = len({(one.low, one.high) for one in counted}) > 1
    lines = [
        {"text": f"{words(SIDES.get(one.side, ''))} {people(one.quantity)}".strip(), "differs": differ}
        for one in counted
    ]
    if row.state in HAPPENED:
        return [*lines, {"text": strength_text(row), "differs": False}]
    return [{"text": words(ACTIVITY_STATES[row.state]), "differs": False}]


def strength_text(activity: Any) -> str:
    """How strong its evidence is, in words that stand alone."""
    return _("Evidence: {strength}").format(strength=words(STRENGTHS[strength(activity.claim.support)]))


def activities_href(partnership: Any, **more: str) -> str:
    """The list of its activities."""
    return list_href("activity", partnership=partnership.slug, **more)


def figures(by: Actor, partnership: Any, ledger: Any, today: date) -> list[dict[str, Any]]:
    """Numbers for the margin: this year's of a living partnership, the record's of a reported one."""
    year = today.year if partnership.record_to is None else None
    done = activities.done(by, partnership.pk, date(year, 1, 1) if year else None, today)
    address = activities_href(partnership, **({"year": str(year)} if year else {}))
    held = {"label": _("Held this year") if year else _("Activities"), "value": done.held, "href": address}
    if done.history and not done.held:
        held |= {"label": _("Activities without an exact date"), "value": done.history}
    elif done.history:
        held["note"] = history_note(done.history)
    reached = {"label": _("Attendances, at least"), "value": done.people, "href": address}
    return [held, *([reached] if done.people else []), *_promises(partnership, ledger.counts(year), year)]


def figures_title(partnership: Any, today: date) -> str:
    """Of which years these numbers are."""
    return (
        _("Numbers of {year}").format(year=today.year) if partnership.record_to is None else _("Numbers of all years")
    )


def _promises(partnership: Any, counts: Any, year: int | None) -> list[dict[str, Any]]:
    """How many periods stand in each state, each leading to them; none where nothing was promised."""
    ledger = reverse("ledger", args=[partnership.slug])
    return [
        {"label": promises_label(state), "value": counts[state], "unit": ngettext("period", "periods", counts[state]),
         "href": f"{ledger}?{urlencode({'state': state.name.lower()} | ({'year': year} if year else {}))}"}
        for state in TOLD if counts[state]
    ]  # fmt: skip


def stations(by: Actor, partnership: Any) -> Any:
    """Its stations."""
    return station_queries.stations(by, partnership)


def doing(by: Actor, partnership: Any) -> list[dict[str, str]]:
    """Where to go on from here: its menu and its sessions, if it has any."""
    there = [
        (_("What can be ordered"), "offer", menu.offers(by, menu.Choosing(partnership_id=partnership.pk))),
        (_("Sessions"), "session", attendance.sessions(by).filter(partnership=partnership)),
    ]
    return [
        {"label": label, "href": list_href(kind, partnership=partnership.slug)}
        for label, kind, rows in there
        if rows.exists()
    ]


def outputs(by: Actor, partnership: Any) -> list[dict[str, Any]]:
    """What came of it, with value or number as reported and what became of it."""
    return [
        {"label": words(row), "kind": words(OUTPUT_KINDS[row.output_kind]), "when": _when(row),
         "quantity": _quantity(row), "state": row.state_words, "words": row.words}
        for row in outcomes.outputs(by, partnership)[:50]
    ]  # fmt: skip


def _when(row: Any) -> str:
    valid = "–".join(day.isoformat()[:4] for day in (row.valid_first, row.valid_last) if day)
    return (
        _("valid {years}").format(years=valid) if valid else words(row.when) if row.first_day or row.day_words else ""
    )


def _quantity(row: Any) -> str:
    """Gifts are worth a sum, everything else is a number; nothing said shows nothing."""
    quantity = row.quantity
    if quantity.low is None and quantity.high is None and not quantity.words(language()):
        return ""
    return reported_text(quantity, language()) if row.output_kind == "gift" else words(quantity)


def wishes(by: Actor, partnership: Any) -> list[dict[str, str]]:
    """What the parties would like and what they need, newest first, with how each stands."""
    asking = exchange.Asking(partnership_id=partnership.pk)
    voiced = [(row, INTENTION_STATES[row.state]) for row in exchange.intentions(by, asking)[:LINES]]
    asked = [(row, NEED_STATES[row.state]) for row in exchange.needs(by, asking)[:LINES]]
    return [{"label": words(row), "href": href(row), "note": words(state)} for row, state in (*voiced, *asked)]


def scorecard(by: Actor, partnership: Any) -> list[dict[str, Any]]:
    """The figures of its bases as reported."""
    return [
        {"label": words(row), "value": words(row.quantity), "when": words(row.when) if row.first_day else "",
         "unit": unit_of(row), "words": row.words}
        for row in outcomes.scorecard(by, partnership)
    ]  # fmt: skip


def signing(by: Actor, partnership: Any) -> list[Any]:
    """Who signs for its parties: memberships with person and organisation. For members' eyes."""
    organisations = {party.organisation_id for party in partnerships.parties(by, partnership)}
    return people_queries.memberships_in(organisations, SIGNING)

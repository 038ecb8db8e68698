"""What happened lately in a partnership, in numbers and in lines; every number leads to its records."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.activities import queries as activities
from towngown.domain.activities.words import HAPPENED
from towngown.domain.activities.words import STATES as ACTIVITY_STATES
from towngown.domain.evidence import queries as evidence
from towngown.domain.evidence.compute import strength
from towngown.domain.evidence.words import STRENGTHS
from towngown.domain.exchange import queries as exchange
from towngown.domain.exchange.words import INTENTION_STATES, NEED_STATES
from towngown.domain.outcomes import queries as outcomes
from towngown.domain.outcomes.words import OUTPUT_KINDS, State
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.partnerships.words import SIDES
from towngown.domain.stations import queries as station_queries
from towngown.foundation.people import queries as people_queries
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor
from towngown.kit.money import reported_text
from towngown.web.shared.addresses import href, list_href
from towngown.web.shared.wording import language, words

LINES = 8


def story(by: Actor, partnership: Any) -> list[dict[str, Any]]:
    """The latest activities for c-story, with what each side said and how strong the evidence is."""
    rows = list(activities.activities(by, activities.Filters(partnership=partnership.slug))[:LINES])
    said = evidence.accounts_of(by, [row.claim_id for row in rows])
    return [
        {"date": row.last_day, "when": when(row), "text": words(row), "href": href(row),
         "sides": _sides(row, said.get(row.claim_id, []))}
        for row in rows
    ]  # fmt: skip


def when(row: Any) -> str:
    """A reported time in words; empty for one plain day, which the line shows as a date."""
    return "" if row.precision == "day" and row.first_day == row.last_day else words(row.when)


def _sides(row: Any, accounts: list[Any]) -> list[dict[str, Any]]:
    counted = [one for one in accounts if one.low is not None or one.high is not None]
    differ = len({(one.low, one.high) for one in counted}) > 1
    lines = [
        {"text": f"{words(SIDES.get(one.side, ''))} {words(one.quantity)}".strip(), "differs": differ}
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
    address = reverse("ledger", args=[partnership.slug])
    counts = ledger.counts(year)
    promised = sum(number for state, number in counts.items() if state is not State.NOT_YET_PROMISED)
    narrowed = activities.Filters(partnership=partnership.slug, year=year)
    held = [row for row in activities.activities(by, narrowed) if row.state in HAPPENED]
    dated = [row for row in held if row.first_day]  # what has no date is history and in no sum, as in the reports
    people = sum(row.claim.lower or 0 for row in dated)
    of_all = ngettext("of {n} period promised", "of {n} periods promised", promised).format(n=promised)
    query = f"?year={year}" if year else "?"
    found = [
        {"label": _("Held this year") if year else _("Activities recorded"), "value": len(held),
         "href": activities_href(partnership, **({"year": str(year)} if year else {}))},
        {"label": _("Kept this year") if year else _("Promises kept"), "value": counts[State.KEPT], "unit": of_all,
         "href": f"{address}{query}&state=kept"},
    ]  # fmt: skip
    if people:
        found.append({"label": _("People reached, at least"), "value": f"≥{people}",
                      "note": ngettext("in {n} dated activity", "in {n} dated activities", len(dated)).format(n=len(dated)),
                      "href": activities_href(partnership, **({"year": str(year)} if year else {}))})  # fmt: skip
    if late := counts[State.LATE]:
        found.append({"label": _("Late"), "value": late, "unit": of_all, "href": f"{address}{query}&state=late"})
    return found


def stations(by: Actor, partnership: Any) -> Any:
    """Its stations."""
    return station_queries.stations(by, partnership)


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
         "unit": _unit(row), "words": row.words}
        for row in outcomes.scorecard(by, partnership)
    ]  # fmt: skip


def _unit(row: Any) -> str:
    """The unit of a figure; none where the reported words name it already."""
    unit: str = (row.unit_zh or row.unit_en) if language() == "zh" else (row.unit_en or row.unit_zh)
    return "" if unit and unit in row.quantity.words(language()) else unit


def people(by: Actor, partnership: Any) -> list[Any]:
    """Who signs for its parties: memberships with person and organisation. For members' eyes."""
    organisations = {party.organisation_id for party in partnerships.parties(by, partnership)}
    return people_queries.memberships_in(organisations, SIGNING)

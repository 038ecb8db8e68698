"""The few numbers at the top of a report, and how such numbers are called wherever they are told."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.outcomes.words import LABELS, TOLD, State
from towngown.domain.reports import compute

Line = Mapping[str, Any]


def promises_label(state: State) -> str:
    """How a number of periods in a state is called among other numbers."""
    return _("Promises: {state}").format(state=_(LABELS[state]))


def history_note(number: int) -> str:
    """What stands beside a number of activities that leaves out those without a day of their own."""
    return ngettext(
        "{n} more has no exact date: it is history and not counted.",
        "{n} more have no exact date: they are history and not counted.", number,
    ).format(n=number)  # fmt: skip


COUNTS = {
    "activities": "activity_count", "needs": "need_count", "outputs": "output_count", "undated": "undated_count",
}  # fmt: skip


def number(facts: Line, name: str) -> int:
    """How many there are of what a list of the facts shows, which may be only the latest."""
    return int(facts.get(COUNTS.get(name, ""), len(facts[name])))


def figures(facts: Line) -> list[dict[str, str]]:
    """The few numbers at the top; each leads to the table it is counted from."""
    # reports frozen earlier hold the lists alone
    reached = facts.get("reached") or compute.reached(facts["activities"])
    least = reached["at_least"]
    answered = facts.get("answered_count", sum(1 for one in facts["needs"] if one["state"] != "raised"))
    history = number(facts, "undated")
    found = [
        *_standing(facts),
        _figure(_("Activities held"), str(facts["activity_count"]), "activities", history_note(history) if history else ""),
        _figure(
            _("Attendances, at least"), _("unknown") if least is None else str(least), "activities",
            _("counted in {known} of {all}; where the sides differ the lower number counts").format(known=reached["known"], all=facts["activity_count"])
            if facts["activity_count"] else "",
        ),
    ]  # fmt: skip
    if facts["needs"]:
        found.append(_figure(_("Needs answered"), f"{answered} / {number(facts, 'needs')}", "needs", ""))
    for name, label in (("outputs", _("Outputs")), ("scorecard", _("Figures as reported"))):
        found += [_figure(label, str(number(facts, name)), name, "")] if facts[name] else []
    return found


def _standing(facts: Line) -> list[dict[str, str]]:
    """How many periods are in each state, one by one; nothing where nothing was promised."""
    states = compute.states_of(facts["promises"])
    counted = [(state, states[state.name.lower()]) for state in TOLD]
    return [
        _figure(promises_label(state), str(number), "promises", "", unit=ngettext("period", "periods", number))
        | {"state": state.name.lower()}
        for state, number in counted if number
    ]  # fmt: skip


def _figure(label: str, value: str, section: str, note: str, unit: str = "") -> dict[str, str]:
    return {"label": label, "value": value, "unit": unit, "href": f"#{section}", "note": note}

"""A paper that sides sign (agreement, change, waiver, closing): its state, who signed, and what this viewer may do."""

from typing import Any

from django.utils.translation import gettext as _

from towngown.domain.agreements import queries
from towngown.domain.agreements.words import BOTH_SIGN_STATES, PERS
from towngown.domain.evidence.words import EVIDENCE_RULES
from towngown.domain.partnerships.words import SIDES
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.web.partnerships import present
from towngown.web.shared.wording import words

TONES = {"proposed": "wait", "agreed": "good", "withdrawn": "plain"}
Signed = dict[tuple[str, int], list[Any]]


def paper(by: Actor, one: Any, agreement: Any, signed: Signed) -> dict[str, Any]:
    """For the template: title, state, reason, signatures, buttons. `signed` is what queries.signatures gave."""
    under = signed[one.kind, one.pk]
    late = queries.overtaken(one, clock.today())
    awaits = one.state == "proposed" and not late and queries.awaits(by, agreement, under)
    hidden = () if awaits else (f"{one.kind}.sign",)
    return {
        "title": title(one),
        "text": terms(one),
        "note": _("Nobody signed it in time. To change the promise, propose the new terms anew.") if late else "",
        "reason": getattr(one, "reason", ""),
        "state": words(BOTH_SIGN_STATES[one.state]),
        "tone": TONES[one.state],
        "signatures": signatures(under),
        "actions": present.buttons(by, one, without=hidden, first=(f"{one.kind}.sign",)),
    }


def title(one: Any) -> str:
    """What the paper is called in a list."""
    if one.kind == "waiver":
        return _("Waiver for the period from {day}").format(day=words(one.period_first))
    if one.kind == "closing":
        return _("Closing of {year}").format(year=one.year)
    return words(one)


def terms(one: Any) -> str:
    """What an amendment changes."""
    if one.kind != "amendment":
        return ""
    if not one.terms:
        return _("From {day} on it is no longer promised.").format(day=words(one.from_day))
    return _("From {day} on: {per}, at least {minimum}, {rule}").format(
        day=words(one.from_day), per=words(PERS[one.terms["per"]]), minimum=one.terms["minimum"],
        rule=words(EVIDENCE_RULES[one.terms["evidence_rule"]]),
    )  # fmt: skip


def signatures(rows: list[Any]) -> list[dict[str, str]]:
    """Who signed: party, side, day."""
    return [
        {
            "party": words(row.party),
            "side": words(SIDES[row.side]),
            "at": words(row.signed_at),
        }
        for row in rows
    ]

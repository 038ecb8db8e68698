"""In whose hands an order lies and what happens next, in one sentence; the steps of its way."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from towngown.domain.matching.queries import Waits, of_order, waits
from towngown.domain.matching.words import WHY
from towngown.domain.orders import queries
from towngown.domain.orders.words import ORDER_STATES, STEPS
from towngown.foundation.journal.queries import story_of
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.web.shared.stories import knows_names
from towngown.web.shared.wording import words

# The verb that leads to each step.
LED_BY = {
    "placed": ("order.place", "order.place_again", "order.change", "order.leave", "order.part", "order.join"),
    "reviewed": ("order.review",), "released": ("order.release", "order.free"), "dispatched": ("order.dispatch", "order.ask_anew"),
    "accepted": ("order.accept",), "delivered": ("order.deliver",), "rated": ("order.rate",),
}  # fmt: skip


def next_step(by: Actor, order: Any) -> dict[str, Any]:
    """{who: people and organisations, what: the sentence, round: for which it waits}; for one that joined, of what it
    joined."""
    host = order.joined_to if order.state == "joined" else order
    waiting = waits(by, host, clock.today())
    late = waiting is not None and waiting.where == "over"  # then it is the turn of whoever ordered
    who = [] if late else [_called(by, one, host.wall) for one in queries.hands(host)]
    what = _what(host.state, bool(who)) if waiting is None else _where(waiting, bool(who))
    round_ = waiting.round if waiting is not None else None
    return {"who": list(dict.fromkeys(who)), "what": what, "state": host.state, "round": round_}


def _where(waiting: Waits, known: bool) -> str:
    """The same of one that waits for dispatch: for which round, or that there is none for it."""
    if waiting.round is None:
        if waiting.where == "over":
            return _("Its half-days are over and nobody came. Withdraw it and order it again at other times.")
        return (
            _("has to open a round of dispatch for its half-days; there is none yet.")
            if known
            else _("No round of dispatch is open for its half-days yet.")
        )
    round_, values = waiting.round, {"round": words(waiting.round)}
    values |= {"first": words(round_.first_day), "last": words(round_.last_day)}
    if waiting.where == "left_out":
        why = words(WHY[waiting.cause]).format(**waiting.numbers)
        said = _("found nobody in the round “{round}” yet. {why} Whoever becomes free by {last} is asked.")
        other = _("Nobody was found in the round “{round}” yet. {why} Whoever becomes free by {last} is asked.")
        return (said if known else other).format(why=why, **values)
    said = _("finds a teacher in the round “{round}” ({first} to {last}).")
    other = _("A teacher is found in the round “{round}” ({first} to {last}).")
    return (said if known else other).format(**values)


def _what(state: str, known: bool) -> str:
    """What happens next, said to whoever ordered."""
    if state == "placed":
        return _("looks at it and passes it on to the district.") if known else _("The town looks at it next.")
    if state == "reviewed":
        return _("releases it for the next dispatch.") if known else _("The district releases it next.")
    if state == "released":
        return _("finds a teacher in the next round.") if known else _("A teacher is found in the next round.")
    return {
        "dispatched": _("The teacher says yes or no next."),
        "accepted": _("The teacher comes; you need not do anything."),
        "delivered": _("Those who ordered say how it was."),
    }.get(state, "")


def _called(by: Actor, held: Any, wall: int) -> str:
    """The organisation, and for colleagues the person's name."""
    organisation = words(held.organisation)
    return f"{organisation} {held.person.name}" if knows_names(by, wall) else organisation


def steps(order: Any) -> list[dict[str, Any]]:
    """The straight way from ordered to rated: which steps are done, on which day, and where it stands."""
    host = order.joined_to if order.state == "joined" else order
    at = STEPS.index(host.state) if host.state in STEPS else -1
    days = _days(host)
    return [
        {
            "label": ORDER_STATES[step], "day": days.get(step, "") if number <= at else "",
            "mark": "now" if number == at else "done" if number < at else "",
        }
        for number, step in enumerate(STEPS)
    ]  # fmt: skip


def _days(order: Any) -> dict[str, date]:
    """Step → the day on which it was taken last, from the journal."""
    last: dict[str, date] = {}
    for entry in story_of(order)[:50]:
        for step, verbs in LED_BY.items():
            if entry.verb in verbs:
                last.setdefault(step, timezone.localdate(entry.at))
    return last


def visits(by: Actor, order: Any) -> list[dict[str, Any]]:
    """Who comes when: the standing visits to the order, or to what it joined; teachers by name for colleagues."""
    host = order.joined_to if order.state == "joined" else order
    named = knows_names(by, order.wall)
    return [
        {"when": words(one.half_day), "who": str(one.teacher) if named else "", "accepted": one.state == "accepted"}
        for one in of_order(by, host.pk)
    ]

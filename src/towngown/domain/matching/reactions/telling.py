"""Who hears what of dispatch: teachers that they are asked or that a visit fell away, places that nobody was found."""

from collections import Counter
from typing import Any

from towngown.domain.matching import queries
from towngown.domain.matching.words import ASKED_ONCE, ASKED_TO_COME, CHANGED, FELL_AWAY, NOT_SERVED
from towngown.domain.orders.queries import askers_with_joiners
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.action import batched
from towngown.foundation.journal.outbox import reaction
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.queries import with_ids


@reaction("matching.tell_teachers", on=("scenario.publish",))
def tell_teachers(entry: Any, scenario: Any) -> None:
    """Every teacher hears once how often they are asked to come."""
    if scenario is None:
        return
    times = Counter(queries.persons_asked(scenario))
    for person in with_ids(set(times)):
        values = {"count": times[person.pk], "round": scenario.round}
        notices.tell(by=clock(), persons=[person], sentence=ASKED_TO_COME, values=values, thing=scenario, entry=entry)


@reaction("matching.tell_left_out", on=("scenario.publish",))
def tell_left_out(entry: Any, scenario: Any) -> None:
    """Whoever ordered, or came along, and is left out hears it, too."""
    for some in batched(queries.orders_left_out(scenario) if scenario is not None else []):
        askers = askers_with_joiners(some)
        for order in some:
            persons, values = askers[order.pk], {"order": order}
            notices.tell(by=clock(), persons=persons, sentence=NOT_SERVED, values=values, thing=order, entry=entry)


@reaction("matching.tell_of_replanning", on=("scenario.replan",))
def tell_of_replanning(entry: Any, scenario: Any) -> None:
    """After a re-planning the teachers whose visits fell away or are new hear of it at once; nobody else does."""
    for effect in entry.effects.filter(verb__in=("dispatch.lift", "dispatch.publish")).order_by("pk"):
        _tell(entry, queries.visit_by_id(effect.thing_id), FELL_AWAY if effect.verb == "dispatch.lift" else ASKED_ONCE)


@reaction("matching.tell_of_lifting", on=("dispatch.lift",), wanted=lambda entry: entry.cause_id is None)
def tell_of_lifting(entry: Any, dispatch: Any) -> None:
    """An order was withdrawn: its teacher need not come."""
    _tell(entry, dispatch, FELL_AWAY)


@reaction("matching.tell_of_moving", on=("dispatch.move",))
def tell_of_moving(entry: Any, dispatch: Any) -> None:
    """A published visit was changed by hand: its teacher is asked, and whoever ordered or came along hears."""
    if dispatch is None or dispatch.state == "drafted":
        return
    _tell(entry, dispatch, ASKED_ONCE)
    persons = askers_with_joiners([dispatch.order])[dispatch.order_id]
    values = {"visit": dispatch, "day": dispatch.day}
    notices.tell(by=clock(), persons=persons, sentence=CHANGED, values=values, thing=dispatch, entry=entry, urgent=True)


def _tell(entry: Any, dispatch: Any, sentence: str) -> None:
    """Its teacher, at once."""
    if dispatch is not None:
        persons, values = with_ids({dispatch.teacher.person_id}), {"visit": dispatch, "day": dispatch.day}
        notices.tell(
            by=clock(), persons=persons, sentence=sentence, values=values, thing=dispatch, entry=entry, urgent=True
        )

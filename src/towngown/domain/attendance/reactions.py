"""Sessions follow dispatches, orders and activities; those concerned hear of what is moved or called off."""

from typing import Any

from towngown.domain.attendance import actions, queries
from towngown.domain.attendance.words import FREED, TOLD, WITHDRAWN
from towngown.domain.matching.words import STANDING
from towngown.domain.orders.queries import askers_with_joiners
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.outbox import reaction
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.queries import person_behind, with_ids
from towngown.kit import clock as the_time

DISPATCH = ("dispatch.accept", "dispatch.move", "dispatch.decline", "dispatch.free", "dispatch.lift")


@reaction("attendance.follow_dispatch", on=DISPATCH)
def follow_dispatch(entry: Any, dispatch: Any) -> None:
    """An accepted dispatch has its session; one that was moved moves it, one that is over calls it off.

    It goes by what the dispatch is now, so that it may come late, twice, or in another order.
    """
    if dispatch is None:
        return
    session = queries.of_unit(dispatch)
    if session is None:
        if dispatch.state == "accepted":
            actions.plan(by=clock(), dispatch=dispatch)
    elif session.dispatch_id != dispatch.pk:
        if dispatch.state == "accepted" and session.state != "held":
            actions.plan(by=clock(), dispatch=dispatch)
    elif dispatch.state not in STANDING:
        if session.state == "planned":
            actions.cancel(by=clock(), session=session, reason=FREED)
    elif session.state != "held" and not _in_line(session, dispatch):
        actions.plan(by=clock(), dispatch=dispatch)


def _in_line(session: Any, dispatch: Any) -> bool:
    """Whether the session is when and with whom the dispatch has it; one that was called off by hand stays off."""
    as_it_is = (session.teacher_id, session.day, session.half)
    return as_it_is == (dispatch.teacher_id, dispatch.day, dispatch.half)


@reaction("attendance.follow_order", on=("order.withdraw",))
def follow_order(entry: Any, order: Any) -> None:
    """What was withdrawn does not take place."""
    if order is not None and order.state == "withdrawn":
        for session in queries.planned_of_order(order):
            actions.cancel(by=clock(), session=session, reason=WITHDRAWN)


@reaction("attendance.follow_activity", on=("activity.hold", "activity.cancel"))
def follow_activity(entry: Any, activity: Any) -> None:
    """Who says of the whole activity that it was held, or is off, says so of its sessions."""
    for session in queries.planned_of_activity(activity) if activity is not None else ():
        if activity.state == "cancelled":
            actions.cancel(by=clock(), session=session, reason=activity.cancel_reason[:300] or WITHDRAWN)
        elif activity.state != "planned" and session.begins <= the_time.now():
            actions.hold_along(by=clock(), session=session)


@reaction("attendance.tell", on=tuple(TOLD))
def tell(entry: Any, session: Any) -> None:
    """The teacher, and whoever ordered or joined, hear of it, but not of what they did themselves."""
    if session is None:
        return
    concerned = askers_with_joiners([session.order])[session.order.pk] if session.order else []
    concerned += with_ids({session.teacher.person_id}) if session.teacher else []
    doer = person_behind(entry.actor_id)
    persons = list({one.pk: one for one in concerned if one.pk != doer}.values())
    notices.tell(
        by=clock(), persons=persons, sentence=TOLD[entry.verb], values={"session": session}, thing=session,
        entry=entry, urgent=True,
    )  # fmt: skip

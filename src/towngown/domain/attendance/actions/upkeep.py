"""What the activity and the order owe to their sessions: the days they span, that they are off, held, delivered."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from towngown.domain.activities import actions as activities
from towngown.domain.activities.rules import own_side_spoke
from towngown.domain.activities.words import HAPPENED
from towngown.domain.attendance.compute.numbers import together
from towngown.domain.attendance.models import Session
from towngown.domain.attendance.queries import accounts_of
from towngown.domain.attendance.rules import speaking_seat, still_dispatched
from towngown.domain.attendance.words import ALL_OFF
from towngown.domain.matching.compute import sunday_of
from towngown.domain.matching.words import STANDING
from towngown.domain.orders import actions as orders
from towngown.domain.orders.words import ORDER_MOVES
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.queries import things
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.schedule import every
from towngown.kit.states import verbs_from

if TYPE_CHECKING:
    from towngown.domain.activities.models import Activity
    from towngown.domain.orders.models import Order


def activity_of(session: Session) -> "Activity":
    """The session's activity as it is now, with its claim."""
    found: Activity = things(the_clock(), "activity").select_related("claim").get(pk=session.activity_id)
    return found


def hold_still(session: Session) -> None:
    """Lock the session's order, then its activity: of two who each ask whether theirs is the last session, the later one
    waits and sees what the other did. Read what matters after this; always in this order, after the session itself.
    """
    for kind, pk in (("order", session.order_id), ("activity", session.activity_id)):
        list(things(the_clock(), kind).select_for_update().filter(pk=pk).values_list("pk"))


def keep_activity(session: Session) -> None:
    """The activity is off when all its sessions are, on again when one is, and spans those of an order."""
    hold_still(session)
    activity, system = activity_of(session), the_clock()
    live = list(Session.objects.filter(activity=activity).exclude(state="cancelled").order_by("day", "half", "pk"))
    if activity.state == "cancelled" and live:
        activities.restore(by=system, activity=activity)
    if activity.state == "planned" and not live:
        activities.cancel(by=system, activity=activity, reason=_why_off(session))
    if activity.state == "planned" and live and session.order_id is not None:
        _span(activity, live)


def _why_off(session: Session) -> str:
    alone = not Session.objects.filter(activity=session.activity_id).exclude(pk=session.pk).exists()
    return session.reason if alone else ALL_OFF


def _span(activity: "Activity", live: list[Session]) -> None:
    first, last = min(live, key=lambda one: one.begins), live[-1]
    start = f"{first.begins:%H:%M}"
    if (activity.first_day, activity.last_day, activity.starts_at) != (first.day, last.day, start):
        activities.span(
            by=the_clock(), activity=activity, first_day=first.day, last_day=last.day, starts_at=start
        )  # fmt: skip


def settle(by: Actor, session: Session) -> None:
    """When no session is left to be held: the activity was held, as the actor's side counted; the order is delivered."""
    hold_still(session)
    sessions = list(Session.objects.filter(activity=session.activity_id).exclude(state="cancelled"))
    held = [one.pk for one in sessions if one.state == "held"]
    if not held or len(held) < len(sessions) or _still_to_come(session):
        return
    activity, seat = activity_of(session), speaking_seat(by, session)
    if seat is not None and activity.state in ("planned", *HAPPENED):
        _speak(by, activity, seat.side, held)
    order = things(the_clock(), "order").filter(pk=session.order_id).first()
    if order is not None and "order.deliver" in verbs_from(ORDER_MOVES, order.state):
        orders.deliver(by=the_clock(), order=order)


def _still_to_come(session: Session) -> bool:
    """Whether a teacher was found for another week of the order, or may yet be found: it has no session so far."""
    order = session.order
    if order is None or order.weeks == 1:
        return False
    sessions = list(Session.objects.filter(order=order).select_related("dispatch").order_by("unit"))
    known = [one for one in sessions if one.state != "cancelled" or still_dispatched(the_clock(), one)]
    waiting = things(the_clock(), "dispatch").filter(order=order, state__in=STANDING)
    later = _last_of_first_week(order, sessions[0]) + timedelta(weeks=order.weeks - 1) >= clock.today()
    found = waiting.exclude(pk__in=[one.dispatch_id for one in sessions if one.dispatch_id])
    return (len(known) < order.weeks and later) or bool(found.exists())


def _last_of_first_week(order: "Order", session: Session) -> date:
    """The last day on which the first of its weeks could be held: the last that was wished, or where any would do, the
    Sunday counted back from a session of one of its weeks."""
    sunday = sunday_of(session.day) - timedelta(weeks=session.unit)
    return max((wish.day for wish in order.wishes.all()), default=sunday)


def close_over() -> None:
    """Once a day: orders for several weeks whose last weeks passed without a teacher are delivered as far as they were."""
    open_ = Session.objects.filter(state="held", order__state__in=("dispatched", "accepted"), order__weeks__gt=1)
    last = {session.order_id: session for session in open_.order_by("day", "pk").select_related("order")}
    for session in last.values():
        with transaction.atomic():
            settle(the_clock(), session)


every("daily", close_over)


def _speak(by: Actor, activity: "Activity", side: str, held: list[int]) -> None:
    """Say of the activity for the actor's side what it said of the sessions; nothing when it counted none of them."""
    said = {pk: counts[side] for pk, counts in accounts_of(held).items() if side in counts}
    heads = together(said, held)
    if heads is None:
        return
    if activity.state == "planned":
        activities.hold(by=by, activity=activity, heads=heads)
        return
    if own_side_spoke(by, activity):
        activities.take_back(by=by, activity=activity)
    activities.confirm(by=by, activity=activity, heads=heads)


def unsettle(by: Actor, session: Session) -> None:
    """One of the sessions was not held after all: neither was the activity, nor is the order delivered."""
    activity, system = activity_of(session), the_clock()
    if activity.state in HAPPENED:
        if own_side_spoke(by, activity):
            activities.take_back(by=by, activity=activity)
        activities.unhold(by=system, activity=activity)
    for order in _served(session, "delivered"):
        undo = orders.undeliver if order.is_alone else orders.undeliver_along
        undo(by=system, order=order)


def rated(session: Session) -> bool:
    """Whether somebody whom this session served has said how the course was."""
    return bool(_served(session, "rated"))


def _served(session: Session, state: str) -> list[Any]:
    """The session's order, then those that joined it, as far as they are in this state."""
    if session.order_id is None:
        return []
    found = things(the_clock(), "order").filter(state=state)
    return list(found.filter(pk=session.order_id)) + list(found.filter(joined_to=session.order_id))

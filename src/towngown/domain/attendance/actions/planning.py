"""Sessions planned from dispatches or by hand, moved, called off, taken up again; the activity keeps up with them."""

from typing import TYPE_CHECKING, Any

from towngown.domain.activities import actions as activities
from towngown.domain.activities.rules import is_planned
from towngown.domain.attendance.actions import fields
from towngown.domain.attendance.actions.upkeep import keep_activity, settle
from towngown.domain.attendance.compute.numbers import begins, in_half
from towngown.domain.attendance.models import Session
from towngown.domain.attendance.rules import calls_off, is_system, runs, still_dispatched
from towngown.domain.attendance.words import SESSION_MOVES
from towngown.domain.orders.queries import joined_group
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.stations.queries import stations
from towngown.foundation.journal.action import action
from towngown.foundation.journal.queries import things
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.halfdays import HALVES
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.activities.models import Activity
    from towngown.domain.matching.models import Dispatch
    from towngown.domain.orders.models import Order

KIND = "course_visit"


@action(
    "session.plan", label=mark("Plan its session"), told=mark("planned the session"), may=is_system, on="dispatch",
    offered=False,
)  # fmt: skip
def plan(*, by: Actor, dispatch: "Dispatch") -> Session:
    """The session of an accepted dispatch: a new one, or the one of the same week of the order, brought in line with it.

    The order's first session brings its activity with it. What was held already stays as it was.
    """
    of_unit = Session.objects.filter(order=dispatch.order_id, unit=dispatch.unit)
    list(of_unit.select_for_update())  # a session before its order, as everybody locks them
    order = things(by, "order").select_for_update().get(pk=dispatch.order_id)
    session = of_unit.first() or _new(order, dispatch, _activity_of(by, order, dispatch))
    if session.state == "held":
        return session
    if session.half != dispatch.half:
        session.start_time = None
    session.dispatch, session.teacher = dispatch, dispatch.teacher
    session.day, session.half = dispatch.day, dispatch.half
    if session.state == "cancelled":
        return restore(by=by, session=session)
    _save_changed(session)
    keep_activity(session)
    return session


def _save_changed(session: Session) -> None:
    """Save what a calendar must show anew."""
    session.changes += session.pk is not None
    session.changed_at = clock.now()
    session.save()


def _new(order: "Order", dispatch: "Dispatch", activity: "Activity") -> Session:
    offer = order.offer
    zh, en = (offer.title_zh, offer.title_en) if offer else (order.about, "")
    return Session(
        partnership_id=order.partnership_id, audience=activity.audience, place_code=order.place_code, title_zh=zh,
        title_en=en, activity=activity, order=order, unit=dispatch.unit, half=dispatch.half,
        station=activity.station, minutes=offer.minutes if offer else 90, where=_where(order),
        takes_part_as=offer.takes_part_as if offer else "learn",
    )  # fmt: skip


def _activity_of(by: Actor, order: "Order", dispatch: "Dispatch") -> "Activity":
    """The one activity of an order: that of its first session, or a new one."""
    first = Session.objects.filter(order=order).select_related("activity").first()
    if first is not None:
        return first.activity
    offer, category = order.offer, order.category
    zh, en = (offer.title_zh, offer.title_en) if offer else (order.about, "")
    return activities.plan(
        by=by, partnership=order.partnership, activity_kind=activity_kind(KIND), title_zh=zh, title_en=en,
        first_day=dispatch.day, starts_at=f"{begins(dispatch.day, dispatch.half, None):%H:%M}", where=_where(order), place_code=order.place_code, host=order.party,
        organised_by=[offer.provider] if offer and offer.provider else [], station=_station_at(by, order),
        programme=category.programme if category else None, expected=_expected(order),
        audience=order.partnership.audience,
    )  # fmt: skip


def _where(order: "Order") -> str:
    """The name of the place, or else of the organisation that ordered."""
    return names([order.place_code]).get(order.place_code) or str(order.organisation or "")


def _station_at(by: Actor, order: "Order") -> Any:
    """The station at the very place, when there is exactly one."""
    there = list(stations(by, order.partnership).filter(place_code=order.place_code)[:2]) if order.place_code else []
    return there[0] if len(there) == 1 else None


def _expected(order: "Order") -> Quantity | None:
    """How many people are expected together with the neighbours that joined; None when nobody said."""
    total = Quantity.total(one.quantity for one in joined_group(order))
    return None if total.low is None and total.high is None else total


@action(
    "session.add", label=mark("Add a session"), told=mark("added a session"), may=calls_off & is_planned,
    on="activity",
)  # fmt: skip
def add(
    *, by: Actor, activity: "Activity", day: fields.OnDay, half: fields.Half, start_time: fields.StartTime = "",
    minutes: fields.Minutes = 90, where: fields.Where = "", station: fields.AtStation = None,
    takes_part_as: fields.TakesPartAs = "learn",
) -> Session:  # fmt: skip
    """A sitting of an activity that was planned by hand, so that people can sign in to it. Raises for another half-day."""
    fields.same_wall(activity.partnership_id, station=station)
    start = fields.start_of(start_time)
    in_half(start, half, HALVES[half])
    session = Session(
        partnership_id=activity.partnership_id, audience=activity.audience, own_party=activity.own_party,
        place_code=activity.place_code, title_zh=activity.title_zh, title_en=activity.title_en, activity=activity,
        station=station or activity.station, day=day, half=half, start_time=start, minutes=minutes,
        where=where or activity.where, takes_part_as=takes_part_as,
    )  # fmt: skip
    _save_changed(session)
    keep_activity(session)
    return session


@action(
    "session.move", label=mark("Another time or room"), told=mark("gave the session another time or room"), may=runs,
    on="session", moves=SESSION_MOVES,
)  # fmt: skip
def move(
    *, by: Actor, session: Session, start_time: fields.StartTime = "", minutes: fields.Minutes = 90,
    where: fields.Where = "", station: fields.AtStation = None,
) -> Session:  # fmt: skip
    """Another time within the half-day, another room; another half-day is a matter of dispatch. Raises for one."""
    fields.same_wall(session.partnership_id, station=station)
    start = fields.start_of(start_time)
    in_half(start, session.half, HALVES[session.half])
    session.start_time, session.minutes, session.where, session.station = start, minutes, where, station
    _save_changed(session)
    keep_activity(session)
    return session


@action(
    "session.cancel", label=mark("Call it off"), told=mark("called the session off"), may=calls_off | is_system,
    on="session", moves=SESSION_MOVES,
)  # fmt: skip
def cancel(*, by: Actor, session: Session, reason: fields.Reason) -> Session:
    """It does not take place, and why; when no session is left, neither does the activity."""
    session.reason = reason
    _save_changed(session)
    keep_activity(session)
    settle(by, session)
    return session


@action(
    "session.restore", label=mark("It takes place after all"), told=mark("took the session up again"),
    may=(calls_off & still_dispatched) | is_system, on="session", moves=SESSION_MOVES,
)  # fmt: skip
def restore(*, by: Actor, session: Session) -> Session:
    """Undo calling it off, as long as its teacher was not set free; when somebody else was found, it is on by itself."""
    session.reason = ""
    _save_changed(session)
    keep_activity(session)
    return session

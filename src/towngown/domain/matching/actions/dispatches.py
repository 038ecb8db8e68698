"""Visits: asked, accepted, declined, moved by hand, set free."""

from typing import TYPE_CHECKING

from towngown.domain.matching.actions import fields
from towngown.domain.matching.models import Dispatch
from towngown.domain.matching.queries import caps_and_days, metres_between, standing_of_order
from towngown.domain.matching.rules import answers, dispatches, is_its_teacher, is_published
from towngown.domain.matching.words import DISPATCH_MOVES, FELL_AWAY
from towngown.domain.orders import actions as orders
from towngown.foundation.accounts.queries import clock
from towngown.foundation.journal.action import action
from towngown.foundation.journal.queries import things
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.queries import with_ids
from towngown.kit.actors import Actor
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.orders.models import Order


@action(
    "dispatch.publish", label=mark("Ask the teacher"), told=mark("asked the teacher"), may=dispatches, on="dispatch",
    moves=DISPATCH_MOVES, offered=False, only_moves=True,
)  # fmt: skip
def publish_dispatch(*, by: Actor, dispatch: Dispatch) -> Dispatch:
    """The teacher is asked (scenario.publish)."""
    dispatch.save()
    return dispatch


@action(
    "dispatch.drop", label=mark("Leave it out"), told=mark("left the visit out"), may=dispatches, on="dispatch",
    moves=DISPATCH_MOVES, offered=False, only_moves=True,
)  # fmt: skip
def drop_dispatch(*, by: Actor, dispatch: Dispatch) -> Dispatch:
    """It was planned, but the order or the teacher is gone before it was published."""
    dispatch.save()
    return dispatch


@action(
    "dispatch.accept", label=mark("Accept"), told=mark("accepted the visit"), may=answers & is_published, on="dispatch",
    moves=DISPATCH_MOVES,
)  # fmt: skip
def accept_dispatch(*, by: Actor, dispatch: Dispatch, told_so: fields.ToldSo = False) -> Dispatch:
    """The teacher comes. Raises when somebody else answers and does not say that the teacher told them."""
    _for_oneself(by, dispatch, told_so)
    dispatch.save()
    _order_follows(dispatch)
    return dispatch


@action(
    "dispatch.decline", label=mark("Decline"), told=mark("declined the visit"), may=answers & is_published,
    on="dispatch", moves=DISPATCH_MOVES,
)  # fmt: skip
def decline_dispatch(
    *, by: Actor, dispatch: Dispatch, reason: fields.Reason = "", told_so: fields.ToldSo = False
) -> Dispatch:
    """The teacher cannot come; somebody else is looked for (reactions). Raises as dispatch.accept does."""
    _for_oneself(by, dispatch, told_so)
    dispatch.reason = reason
    dispatch.save()
    _order_follows(dispatch)
    return dispatch


def _for_oneself(by: Actor, dispatch: Dispatch, told_so: bool) -> None:
    if not told_so and not is_its_teacher(by, dispatch):
        raise Problem("matching.not_yours", "told_so")


@action(
    "dispatch.free", label=mark("Call the visit off"), told=mark("called the visit off"), may=dispatches, on="dispatch",
    moves=DISPATCH_MOVES,
)  # fmt: skip
def free_dispatch(*, by: Actor, dispatch: Dispatch, reason: fields.Reason) -> Dispatch:
    """Nobody comes after all; the order waits for another round when nothing of it stands."""
    dispatch.reason = reason
    dispatch.save()
    _order_follows(dispatch)
    return dispatch


def _order_now(dispatch: Dispatch) -> "Order":
    """The order as it is now, locked: of two who answer its last two visits at once, the later one sees both answers."""
    order: Order = things(clock(), "order").select_for_update().get(pk=dispatch.order_id)
    return order


def _order_follows(dispatch: Dispatch) -> None:
    """An order to which nobody comes any more waits for dispatch again; one all of whose visits were accepted is accepted,
    whether the last open one was accepted or fell away."""
    order = _order_now(dispatch)
    standing = standing_of_order(order.pk)
    if order.state in ("dispatched", "accepted") and not standing:
        orders.free(by=clock(), order=order)
    elif order.state == "dispatched" and all(one.state == "accepted" for one in standing):
        orders.accept(by=clock(), order=order)


@action(
    "dispatch.move", label=mark("Move it by hand"), told=mark("moved the visit by hand"), may=dispatches, on="dispatch",
    moves=DISPATCH_MOVES,
)  # fmt: skip
def move_dispatch(
    *, by: Actor, dispatch: Dispatch, teacher: fields.ToTeacher, when: fields.When, reason: fields.Reason
) -> Dispatch:
    """Somebody else, or another half-day, by hand and with a reason; a published one is asked anew.

    Raises for a teacher who cannot give it, is away, is taken or has as many visits as they take, in this partnership or
    with those of others, and outside the round.
    """
    fields.same_wall(dispatch.partnership_id, teacher=teacher)
    half_day = when[0]
    if (teacher.pk, half_day) == (dispatch.teacher_id, dispatch.half_day):
        raise Problem("matching.moved_nowhere", "teacher")
    _check_move(dispatch, teacher, half_day)
    before, day = dispatch.teacher, dispatch.day
    dispatch.teacher, dispatch.day, dispatch.half = teacher, half_day.day, half_day.half
    dispatch.by_hand, dispatch.reason = True, reason
    dispatch.metres = metres_between(dispatch, teacher)
    dispatch.save()
    if dispatch.state == "dispatched" and dispatch.order.state == "accepted":
        orders.ask_anew(by=clock(), order=dispatch.order)
    if dispatch.state != "drafted" and before.pk != teacher.pk:
        values = {"visit": dispatch, "day": day}
        notices.tell(
            by=clock(), persons=with_ids({before.person_id}), sentence=FELL_AWAY, values=values, thing=dispatch,
            urgent=True,
        )  # fmt: skip
    return dispatch


def _check_move(dispatch: Dispatch, teacher: fields.ToTeacher, half_day: HalfDay) -> None:
    round_ = dispatch.scenario.round
    if not round_.first_day <= half_day.day <= round_.last_day:
        raise Problem("matching.outside", "when")
    facts = caps_and_days(dispatch, teacher, half_day)
    for code, field, broken, limit in (
        ("matching.cannot_give", "teacher", not facts.can_give, 0),
        ("matching.away", "when", facts.away, 0),
        ("matching.taken", "when", facts.taken, 0),
        ("matching.week_full", "when", facts.in_week >= facts.week_cap, facts.week_cap),
        ("matching.term_full", "teacher", facts.in_term >= facts.term_cap, facts.term_cap),
    ):
        if broken:
            raise Problem(code, field, teacher=teacher, limit=limit)

"""Many orders with one button: each has its own line in the journal, all of them or none."""

from typing import TYPE_CHECKING, Any

from towngown.domain.orders.actions import fields
from towngown.domain.orders.actions.deciding import review
from towngown.domain.orders.models import Order
from towngown.domain.orders.rules import releases_here, reviews_here
from towngown.domain.orders.words import MOST_AT_ONCE
from towngown.foundation.journal.action import action, perform_many
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


@action(
    "orders.review", label=mark("Pass on what is ticked"), told=mark("passed on several orders"), may=reviews_here,
    on="partnership", offered=False,
)  # fmt: skip
def review_together(*, by: Actor, partnership: "Partnership", orders: fields.OfOrders) -> "Partnership":
    """Pass these orders on. Raises, naming the order, when one of them cannot be passed on; then none is."""
    _check(partnership, orders)
    now = Order.objects.select_for_update().in_bulk([one.pk for one in orders])
    for given in orders:
        try:
            review(by=by, order=now[given.pk])
        except Problem as why:
            raise Problem("orders.one_of_many", "orders", order=given, why=why) from None
    return partnership


@action(
    "orders.release", label=mark("Release what is ticked"), told=mark("released several orders for dispatch"),
    may=releases_here, on="partnership", offered=False,
)  # fmt: skip
def release_together(*, by: Actor, partnership: "Partnership", orders: fields.OfOrders) -> "Partnership":
    """Release these orders for the next dispatch. Raises, naming the order, when one cannot be released; then none is."""
    _check(partnership, orders)
    now = Order.objects.in_bulk([one.pk for one in orders])
    try:
        perform_many("order.release", [now[one.pk] for one in orders], by=by)
    except Problem as refused:
        raise Problem("orders.one_of_many", "orders", order=refused.values["thing"], why=refused.__cause__) from None
    return partnership


def _check(partnership: "Partnership", orders: list[Any]) -> None:
    """Raise for more than can be looked at at once, and for an order of another partnership."""
    if len(orders) > MOST_AT_ONCE:
        raise Problem("too_many", "orders", limit=MOST_AT_ONCE)
    for one in orders:
        fields.same_wall(partnership.pk, orders=one)

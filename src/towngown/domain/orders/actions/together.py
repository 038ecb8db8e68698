"""Many orders with one button: each has its own line in the journal, all of them or none."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from towngown.domain.orders.actions import fields
from towngown.domain.orders.actions.deciding import release, review
from towngown.domain.orders.models import Order
from towngown.domain.orders.rules import releases_here, reviews_here
from towngown.domain.orders.words import MOST_AT_ONCE
from towngown.foundation.journal.action import action
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
    _each(by, partnership, orders, review)
    return partnership


@action(
    "orders.release", label=mark("Release what is ticked"), told=mark("released several orders for dispatch"),
    may=releases_here, on="partnership", offered=False,
)  # fmt: skip
def release_together(*, by: Actor, partnership: "Partnership", orders: fields.OfOrders) -> "Partnership":
    """Release these orders for the next dispatch. Raises, naming the order, when one cannot be released; then none is."""
    _each(by, partnership, orders, release)
    return partnership


def _each(by: Actor, partnership: "Partnership", orders: list[Any], verb: Callable[..., Order]) -> None:
    if len(orders) > MOST_AT_ONCE:
        raise Problem("too_many", "orders", limit=MOST_AT_ONCE)
    fields.same_wall(partnership.pk, orders=next((one for one in orders if one.wall != partnership.pk), None))
    now = Order.objects.select_for_update().in_bulk([one.pk for one in orders])
    for given in orders:
        try:
            verb(by=by, order=now[given.pk])
        except Problem as why:
            raise Problem("orders.one_of_many", "orders", order=given, why=why) from None

"""Coming along to what a neighbour ordered, and standing alone again."""

from towngown.domain.orders.actions import fields
from towngown.domain.orders.compute import is_over, metres, most_people
from towngown.domain.orders.models import Order
from towngown.domain.orders.queries import joined_group, spots_of
from towngown.domain.orders.rules import is_alone, is_system, ordered
from towngown.domain.orders.words import JOINABLE, NEAR_M, ORDER_MOVES
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.action import action
from towngown.foundation.places.words import TOWN
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark


@action(
    "order.join", label=mark("Join a neighbour’s order"), told=mark("joined a neighbour’s order"),
    may=ordered & is_alone, on="order", moves=ORDER_MOVES,
)  # fmt: skip
def join(*, by: Actor, order: Order, other: fields.ToOrder) -> Order:
    """Come along to what a neighbour ordered. Raises when it is another course, too far, or too many together."""
    fields.same_wall(order.partnership_id, other=other)
    other = Order.objects.select_for_update().get(pk=other.pk)  # as it is now: others may be coming along too
    if other.pk == order.pk or not other.is_alone:
        raise Problem("orders.joined_itself", "other")
    if order.offer_id is None or other.offer_id != order.offer_id:
        raise Problem("orders.joined_other_offer", "other")
    wished = (wish.day for wish in other.wishes.all())
    if other.state not in JOINABLE or is_over(wished, other.weeks, clock.today()):
        raise Problem("orders.joined_late", "other")
    if _joiners(order):
        raise Problem("orders.has_joiners", "other")
    room_for(order, other)
    _near(order, other)
    order.joined_to = other
    order.save()
    return order


def room_for(order: Order, host: Order) -> None:
    """Raise when the order and all that stand together with the host are more people than the course takes."""
    group = [one for one in joined_group(host) if one.pk != order.pk]
    together = most_people((one.low, one.high) for one in [order, *group])
    limit = host.offer.high if host.offer else None
    if limit is not None and together > limit:
        raise Problem("orders.joined_too_many", "other", limit=limit)


def _near(order: Order, other: Order) -> None:
    """Within walking distance; where nobody knows the distance, in the same town."""
    spots = spots_of(order.partnership_id, {order.place_code, other.place_code})
    apart = metres(spots.get(order.place_code), spots.get(other.place_code))
    if apart is None and order.place_code[:TOWN] != other.place_code[:TOWN]:
        raise Problem("orders.joined_elsewhere", "other")
    if apart is not None and apart > NEAR_M:
        raise Problem("orders.joined_too_far", "other", limit=NEAR_M)


@action(
    "order.leave", label=mark("Order on our own after all"), told=mark("left the neighbour’s order"), may=ordered,
    on="order", moves=ORDER_MOVES,
)  # fmt: skip
def leave(*, by: Actor, order: Order) -> Order:
    """Take the joining back; the order is reviewed again."""
    order.joined_to = None
    order.save()
    return order


@action(
    "order.part", label=mark("Let it stand alone again"), told=mark("let the order stand alone again"), may=is_system,
    on="order", moves=ORDER_MOVES, offered=False,
)  # fmt: skip
def part(*, by: Actor, order: Order) -> Order:
    """What it had joined will not take place: it stands alone again and is reviewed."""
    order.joined_to = None
    order.save()
    return order


def part_all(host: Order) -> None:
    """Let everybody who came along to this order stand alone again."""
    for order in _joiners(host):
        part(by=the_clock(), order=order)


def _joiners(host: Order) -> list[Order]:
    return list(Order.objects.filter(joined_to=host, state="joined").order_by("pk"))

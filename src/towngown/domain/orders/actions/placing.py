"""Ordering: what, for which place, when; changing it, joining a neighbour's, taking it back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.orders.actions import fields
from towngown.domain.orders.compute import metres, most_people
from towngown.domain.orders.models import Offer, Order, Wish
from towngown.domain.orders.queries import joined_group, spots_of
from towngown.domain.orders.rules import is_alone, ordered, ordering_seat, orders
from towngown.domain.orders.words import JOINABLE, NEAR_M, ORDER_MOVES
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Thing
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

ToOrder = Annotated[Any, Thing(label=mark("Whose order"), kind="order")]


@action("order.place", label=mark("Order"), told=mark("placed the order"), may=orders, on="partnership")
def place(
    *, by: Actor, partnership: "Partnership", offer: fields.OfOffer = None, category: fields.InCategory = None,
    about: fields.About = "", place_code: fields.ForPlace = "", wishes: fields.Wishes = (),
    quantity: fields.People = None, weeks: fields.Weeks = 1, note: fields.Note = "", assisted: fields.Assisted = False,
) -> Order:  # fmt: skip
    """Order an offer, or something about a subject, for one's own place; the town reviews it next.

    Raises for a place out of reach, an offer that is not on the menu, a day that is over, too many people.
    """
    given = locals()
    seat = ordering_seat(by, partnership.pk, place_code)
    if seat is None:
        raise Problem("orders.beyond_reach", "place_code")
    order = Order(
        partnership=partnership, party_id=seat.party_id, own_party_id=seat.party_id, placed_by_id=by.person_id,
        organisation_id=seat.organisation_id, place_code=place_code or seat.place_code, placed_on=clock.today(),
        assisted=assisted,
    )  # fmt: skip
    return _put(order, given)


@action(
    "order.change", label=mark("Change the order"), told=mark("changed the order"), may=ordered, on="order",
    moves=ORDER_MOVES,
)  # fmt: skip
def change(
    *, by: Actor, order: Order, offer: fields.OfOffer = None, category: fields.InCategory = None,
    about: fields.About = "", wishes: fields.Wishes = (), quantity: fields.People = None, weeks: fields.Weeks = 1,
    note: fields.Note = "",
) -> Order:  # fmt: skip
    """Order something else, or at other times; the town reviews it again. Raises as order.place does."""
    given = locals()
    return _put(order, given)


def _put(order: Order, given: dict[str, Any]) -> Order:
    """Check what was asked for, and write it down."""
    offer, category = given["offer"], given["category"]
    if offer is None and not given["about"]:
        raise Problem("orders.order_what", "about")
    fields.same_wall(order.partnership_id, offer=offer, category=category)
    check_offer(offer, given["quantity"])
    _check_days(given["wishes"])
    order.offer, order.category = offer, category or (offer and offer.category)
    order.about, order.note, order.weeks, order.quantity = (
        given["about"],
        given["note"],
        given["weeks"],
        given["quantity"],
    )
    order.save()
    put_wishes(order, given["wishes"])
    return order


def check_offer(offer: Offer | None, people: Quantity | None) -> None:
    """Raise when the offer is not on the menu, or takes fewer people than are expected."""
    if offer is None:
        return
    if offer.state != "offered" or (offer.category is not None and offer.category.state != "offered"):
        raise Problem("orders.not_offered", "offer", value=str(offer))
    if people is not None and offer.high is not None and most_people([(people.low, people.high)]) > offer.high:
        raise Problem("orders.heads_beyond", "quantity", limit=offer.high)


def _check_days(wishes: Iterable[HalfDay]) -> None:
    today = clock.today()
    for wish in wishes:
        if wish.day < today:
            raise Problem("orders.day_over", "wishes", day=wish.day)


def put_wishes(order: Order, wishes: Iterable[HalfDay]) -> None:
    """Exactly these half-days, the dearest first."""
    Wish.objects.filter(order=order).delete()
    Wish.objects.bulk_create(
        [Wish(order=order, rank=rank, day=wish.day, half=wish.half) for rank, wish in enumerate(wishes)]
    )


@action(
    "order.join", label=mark("Join a neighbour’s order"), told=mark("joined a neighbour’s order"),
    may=ordered & is_alone, on="order", moves=ORDER_MOVES,
)  # fmt: skip
def join(*, by: Actor, order: Order, other: ToOrder) -> Order:
    """Come along to what a neighbour ordered. Raises when it is another course, too far, or too many together."""
    fields.same_wall(order.partnership_id, other=other)
    if other.pk == order.pk or not other.is_alone or other.state not in JOINABLE:
        raise Problem("orders.joined_itself", "other")
    if order.offer_id is None or other.offer_id != order.offer_id:
        raise Problem("orders.joined_other_offer", "other")
    if Order.objects.filter(joined_to=order).exists():
        raise Problem("orders.has_joiners", "other")
    _room_for(order, other)
    _near(order, other)
    order.joined_to = other
    order.save()
    return order


def _room_for(order: Order, other: Order) -> None:
    together = most_people((one.low, one.high) for one in [order, *joined_group(other)])
    limit = other.offer.high if other.offer else None
    if limit is not None and together > limit:
        raise Problem("orders.joined_too_many", "other", limit=limit)


def _near(order: Order, other: Order) -> None:
    spots = spots_of(order.partnership_id, {order.place_code, other.place_code})
    apart = metres(spots.get(order.place_code), spots.get(other.place_code))
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
    "order.withdraw", label=mark("Withdraw the order"), told=mark("withdrew the order"), may=ordered, on="order",
    moves=ORDER_MOVES,
)  # fmt: skip
def withdraw(*, by: Actor, order: Order) -> Order:
    """Take the order back. Raises while others have joined it."""
    if Order.objects.filter(joined_to=order, state="joined").exists():
        raise Problem("orders.has_joiners")
    order.save()
    return order


@action(
    "order.place_again", label=mark("Order it again"), told=mark("placed the order again"), may=ordered, on="order",
    moves=ORDER_MOVES,
)  # fmt: skip
def place_again(*, by: Actor, order: Order, wishes: fields.Wishes = ()) -> Order:
    """Order the same once more, at new times where given. Raises for days that are over."""
    _check_days(wishes)
    if wishes:
        put_wishes(order, wishes)
    order.joined_to = None
    order.save()
    return order

"""Ordering: what, for which place, when; changing it, taking it back, ordering it again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from towngown.domain.orders.actions import fields
from towngown.domain.orders.actions.joining import join, part_all, room_for
from towngown.domain.orders.compute import most_people
from towngown.domain.orders.models import Offer, Order, Wish
from towngown.domain.orders.queries import joined_group
from towngown.domain.orders.rules import ordered, ordering_seat, orders
from towngown.domain.orders.words import ORDER_MOVES
from towngown.domain.partnerships.queries import party_of
from towngown.foundation.journal.action import action
from towngown.foundation.organisations.queries import standing_at
from towngown.foundation.places.queries import place as known_place
from towngown.kit import clock
from towngown.kit.actors import Actor, Seat
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


@action("order.place", label=mark("Place an order"), told=mark("placed the order"), may=orders, on="partnership")
def place(
    *, by: Actor, partnership: "Partnership", offer: fields.OfOffer = None, category: fields.InCategory = None,
    about: fields.About = "", place_code: fields.ForPlace = "", wishes: fields.Wishes = (),
    quantity: fields.People = None, weeks: fields.Weeks = 1, note: fields.Note = "", assisted: fields.Assisted = False,
    joining: fields.ToOrder = None,
) -> Order:  # fmt: skip
    """Order an offer, or something about a subject, for one's own place; the town reviews it next, unless it joins a
    neighbour's at once.

    Raises for a place out of reach, an offer that is not on the menu, a day that is over, too many people, and as
    order.join does.
    """
    given = locals()
    seat = ordering_seat(by, partnership.pk, place_code)
    if seat is None:
        raise Problem("orders.beyond_reach", "place_code")
    code = _place(partnership, seat, place_code)
    order = Order(
        partnership=partnership, party_id=seat.party_id, own_party_id=seat.party_id, placed_by_id=by.person_id,
        organisation_id=_organisation(by, seat, code), place_code=code, placed_on=clock.today(), assisted=assisted,
    )  # fmt: skip
    _put(order, given)
    return order if joining is None else join(by=by, order=order, other=joining)


def _place(partnership: "Partnership", seat: Seat, place_code: str) -> str:
    """The place that is meant. Raises when there is none, and for one that is unknown or outside the partnership."""
    code = place_code or seat.place_code
    if not code:
        raise Problem("orders.which_place", "place_code")
    if not code.startswith(partnership.place_code):
        raise Problem("orders.beyond_reach", "place_code")
    if code != seat.place_code and known_place(code) is None:
        raise Problem("not_found", "place_code", value=code)
    return code


def _organisation(by: Actor, seat: Seat, place_code: str) -> int:
    """Whose order it is: the party's one organisation at the place, or the one whose seat it is."""
    if place_code == seat.place_code:
        return seat.organisation_id
    root = party_of(seat).organisation
    there = list(standing_at(by, place_code).filter(path__startswith=root.path).values_list("pk", flat=True)[:2])
    return there[0] if len(there) == 1 else seat.organisation_id


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
    others = joined_group(order)[1:]
    if others and order.offer_id != (offer and offer.pk):
        raise Problem("orders.has_joiners", "offer")
    _put(order, given)
    if others:
        room_for(order, order)
    return order


def _put(order: Order, given: dict[str, Any]) -> None:
    """Check what was asked for, and write it down."""
    offer, category = given["offer"], given["category"]
    if offer is None and not given["about"]:
        raise Problem("orders.order_what", "about")
    fields.same_wall(order.partnership_id, offer=offer, category=category)
    if offer is not None and offer.pk != order.offer_id:
        on_menu(offer)
    heads_fit(offer, given["quantity"])
    _check_days(given["wishes"])
    order.offer, order.category = offer, offer.category if offer else category
    for name in ("about", "note", "weeks", "quantity"):
        setattr(order, name, given[name])
    order.save()
    put_wishes(order, given["wishes"])


def on_menu(offer: Offer) -> None:
    """Raise when the offer, or its shelf, cannot be ordered from now."""
    if offer.state != "offered" or (offer.category is not None and offer.category.state != "offered"):
        raise Problem("orders.not_offered", "offer", value=offer)


def heads_fit(offer: Offer | None, people: Quantity | None) -> None:
    """Raise when more people are expected than the offer takes."""
    limit = offer.high if offer else None
    if people is not None and limit is not None and most_people([(people.low, people.high)]) > limit:
        raise Problem("orders.heads_beyond", "quantity", limit=limit)


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
    "order.withdraw", label=mark("Withdraw the order"), told=mark("withdrew the order"), may=ordered, on="order",
    moves=ORDER_MOVES,
)  # fmt: skip
def withdraw(*, by: Actor, order: Order) -> Order:
    """Take the order back; neighbours who came along stand alone again."""
    order.joined_to = None
    order.save()
    part_all(order)
    return order


@action(
    "order.place_again", label=mark("Order it again"), told=mark("placed the order again"), may=ordered, on="order",
    moves=ORDER_MOVES,
)  # fmt: skip
def place_again(*, by: Actor, order: Order, wishes: fields.Wishes = ()) -> Order:
    """Order the same once more, at new times or those of the old ones that are still to come.

    Raises for days that are over, when no day to come is left of the old ones, for more people than are taken by now, and
    for what is no longer on the menu.
    """
    _check_days(wishes)
    if order.offer is not None:
        on_menu(order.offer)
    heads_fit(order.offer, order.quantity)
    put_wishes(order, wishes or _still_to_come(order))
    order.save()
    return order


def _still_to_come(order: Order) -> list[HalfDay]:
    """What the order wished that is not over. Raises when it wished for certain half-days and all are over: without any it
    would take whatever half-day there is, which nobody asked for."""
    old = [wish.half_day for wish in Wish.objects.filter(order=order)]
    left = [one for one in old if one.day >= clock.today()]
    if old and not left:
        raise Problem("required", "wishes")
    return left

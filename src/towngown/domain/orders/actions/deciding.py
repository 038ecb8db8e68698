"""What becomes of an order: reviewed, released, refused with a reason, dispatched, delivered, rated."""

from towngown.domain.orders.actions import fields
from towngown.domain.orders.actions.joining import part_all
from towngown.domain.orders.models import Order, OrderAnswer
from towngown.domain.orders.rules import dispatches, is_alone, ordered, refuses, releases, reviews
from towngown.domain.orders.words import ORDER_MOVES
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.text import mark


@action(
    "order.review", label=mark("Pass it on"), told=mark("passed the order on"), may=reviews, on="order",
    moves=ORDER_MOVES,
)  # fmt: skip
def review(*, by: Actor, order: Order, urgent: fields.Urgent = False) -> Order:
    """The town has looked at it and passes it on to the district; urgent ones weigh more in dispatch."""
    order.urgent = urgent
    order.save()
    return order


@action(
    "order.release", label=mark("Release for dispatch"), told=mark("released the order for dispatch"), may=releases,
    on="order", moves=ORDER_MOVES, only_moves=True,
)  # fmt: skip
def release(*, by: Actor, order: Order) -> Order:
    """It takes part in the next round of dispatch."""
    order.save()
    return order


@action(
    "order.refuse", label=mark("Refuse the order"), told=mark("refused the order"), may=refuses, on="order",
    moves=ORDER_MOVES,
)  # fmt: skip
def refuse(*, by: Actor, order: Order, reason: fields.Refusal, words: fields.InWords) -> Order:
    """Say no, with a reason from the list and in words; the asker hears both, neighbours who came along stand alone."""
    order.save()
    part_all(order)
    OrderAnswer.objects.create(order=order, reason=reason, words=words, given_by_id=by.id, given_at=clock.now())
    return order


@action(
    "order.dispatch", label=mark("Dispatch the order"), told=mark("dispatched the order"), may=dispatches, on="order",
    moves=ORDER_MOVES, only_moves=True, offered=False,
)  # fmt: skip
def dispatch(*, by: Actor, order: Order) -> Order:
    """A teacher and a half-day were found for it (matching)."""
    order.save()
    return order


@action(
    "order.accept", label=mark("Accept the order"), told=mark("accepted the order"), may=dispatches, on="order",
    moves=ORDER_MOVES, only_moves=True, offered=False,
)  # fmt: skip
def accept(*, by: Actor, order: Order) -> Order:
    """The teacher said yes (matching)."""
    order.save()
    return order


@action(
    "order.ask_anew", label=mark("Wait for an answer again"), told=mark("let the order wait for the teacher’s answer again"),
    may=dispatches, on="order", moves=ORDER_MOVES, only_moves=True, offered=False,
)  # fmt: skip
def ask_anew(*, by: Actor, order: Order) -> Order:
    """Somebody else, or another half-day: the teacher has yet to say yes (matching)."""
    order.save()
    return order


@action(
    "order.free", label=mark("Dispatch it anew"), told=mark("set the order free for another dispatch"), may=dispatches,
    on="order", moves=ORDER_MOVES, only_moves=True, offered=False,
)  # fmt: skip
def free(*, by: Actor, order: Order) -> Order:
    """The teacher cannot come: it waits for dispatch again (matching)."""
    order.save()
    return order


@action(
    "order.deliver", label=mark("It was delivered"), told=mark("recorded the order as delivered"),
    may=ordered | reviews | dispatches, on="order", moves=ORDER_MOVES, only_moves=True, offered=False,
)  # fmt: skip
def deliver(*, by: Actor, order: Order) -> Order:
    """All its sessions were held (activities); what neighbours joined to it is delivered next (reactions)."""
    order.save()
    return order


@action(
    "order.undeliver", label=mark("It was not delivered yet"), told=mark("took back that the order was delivered"),
    may=dispatches & is_alone, on="order", moves=ORDER_MOVES, only_moves=True, offered=False,
)  # fmt: skip
def undeliver(*, by: Actor, order: Order) -> Order:
    """Whoever said that its sessions were held has taken it back (attendance)."""
    order.save()
    return order


@action(
    "order.undeliver_along", label=mark("What it joined was not delivered yet"),
    told=mark("took back that what the order joined was delivered"), may=dispatches & ~is_alone, on="order",
    moves=ORDER_MOVES, only_moves=True, offered=False,
)  # fmt: skip
def undeliver_along(*, by: Actor, order: Order) -> Order:
    """It came along with a neighbour's order, which was not delivered after all: it is joined again (attendance)."""
    order.save()
    return order


@action(
    "order.rate", label=mark("Say how it was"), told=mark("said how it was"), may=ordered, on="order",
    moves=ORDER_MOVES,
)  # fmt: skip
def rate(*, by: Actor, order: Order, stars: fields.Stars, words: fields.InWords = "") -> Order:
    """The place judges the course, not the teacher. Raises for stars beyond 1 to 5."""
    order.stars, order.rating_words = stars, words
    order.save()
    return order

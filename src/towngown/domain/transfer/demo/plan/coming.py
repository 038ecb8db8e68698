"""What is being ordered for the month to come: some waits for the town, some for the district."""

from datetime import date, timedelta
from random import Random
from typing import Any

from towngown.domain.orders import actions as orders
from towngown.domain.orders.queries import offers
from towngown.domain.orders.queries import orders as ordered
from towngown.domain.transfer.demo.moments import Moments
from towngown.domain.transfer.demo.plan import month, people
from towngown.foundation.accounts.queries import importer
from towngown.foundation.journal import outbox
from towngown.foundation.places.queries import under
from towngown.kit.actors import Actor
from towngown.kit.halfdays import HalfDay
from towngown.kit.quantity import Quantity

OWN, SLIPS = 3, 4  # orders of the neighbourhood itself; paper slips that the window typed in
SEEN = 3  # so many of them the window has passed on


def order(partnership: Any, users: dict[str, Any], until: date, moments: Moments) -> int:
    """Order for next month through the pages' own verbs, once; returns how many orders were new."""
    first, last = month.month_of(month.month_of(until)[1] + timedelta(days=1))
    by, random = importer(), Random(f"{first} to come")
    if ordered(by).filter(partnership=partnership, wishes__day__range=(first, last)).exists():
        return 0
    menu = [one for one in offers(by) if one.partnership_id == partnership.pk and one.offer_kind == "course"]
    worker, window = (people.acting(users[name]) for name in ("plan-worker", "plan-window"))
    places = [(worker, people.HOME)] * OWN + [(window, place) for place in random.sample(_near(window), SLIPS)]
    placed = []
    with moments.on(until):
        for actor, place in places:
            day = first + timedelta(days=random.randrange(2, 24))
            placed.append(orders.place(
                by=actor, partnership=partnership, offer=random.choice(menu), place_code=place,
                wishes=tuple(HalfDay(day, half) for half in ("am", "pm")), quantity=Quantity(20, 20), assisted=actor is window,
            ))  # fmt: skip
        for one in placed[:: len(placed) // SEEN][:SEEN]:
            orders.review(by=window, order=one)
        outbox.drain()
    return len(placed)


def _near(window: Actor) -> list[str]:
    """The neighbourhoods of the window's own town."""
    (town,) = {seat.place_code for seat in window.seats if seat.role == "window"}
    return [place.code for place in under(town) if place.tier == "village" and place.code != people.HOME]

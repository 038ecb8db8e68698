"""What the neighbourhoods order: not quite one order for two neighbourhoods and month, the same for the same month."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from towngown.domain.orders.actions import Ordered
from towngown.kit.halfdays import HalfDay
from towngown.kit.quantity import Quantity

VILLAGES, ORDERS = 567, 240  # all neighbourhoods and villages of the district, and what they order in a month
OWN = 30  # every so many orders one is for the neighbourhood whose worker has a log-in
PLANNED = 8  # so many days before the month the round is worked out; what is ordered for it is placed before
ALONE = "calligraphy"  # only the teacher with a log-in can give it: there are more orders than she has visits
BUSY = 0.35  # this share of all orders asks for one of the few courses that everybody wants


def share(number: int, villages: list[str]) -> int:
    """So many for these neighbourhoods, when it is this number for all of the district."""
    return max(1, round(number * len(villages) / VILLAGES))


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month that holds the day."""
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day.replace(day=1), following - timedelta(days=1)


def ordered(first: date, last: date, offers: list[Any], villages: list[str], own: str) -> Iterator[Ordered]:
    """The orders for the days first … last, placed in the month before; a few are for several weeks, a few urgent."""
    random = Random(f"{first}")
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    wanted = random.sample(offers, min(6, len(offers))) + [one for one in offers if one.key == ALONE]
    for number in range(share(ORDERS, villages)):
        offer = random.choice(wanted if random.random() < BUSY else offers)
        yield Ordered(
            key=f"order-{first:%Y-%m}-{number:05}", offer=offer,
            place_code=random.choice(villages) if number % OWN else own,
            placed_on=first - timedelta(days=random.randint(PLANNED + 1, 24)), wishes=_wishes(random, days),
            people=_people(random, offer), weeks=random.choice((1,) * 19 + (3,)), urgent=random.random() < 0.03,
        )  # fmt: skip


def _wishes(random: Random, days: list[date]) -> tuple[HalfDay, ...]:
    """One to four half-days, mostly of the working week."""
    found = dict[HalfDay, None]()
    for _ in range(random.choice((1, 2, 2, 3, 4))):
        day = random.choice([day for day in days if day.weekday() < 5 or random.random() < 0.2])
        found[HalfDay(day, random.choice(("am", "am", "pm")))] = None
    return tuple(found)


def _people(random: Random, offer: Any) -> Quantity:
    number = random.randint(offer.low or 10, offer.high or 40)
    return Quantity(number, number)

"""What is asked of a round: every week of every waiting order is one unit, which one visit serves. 派单单元。"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from towngown.domain.matching.compute.calendar import A_WEEK, Span, monday_of
from towngown.kit.halfdays import HalfDay

if TYPE_CHECKING:
    from towngown.domain.orders.queries import Waiting

MOST_ANY = 60  # whoever wishes no half-day is offered so many, spread over the round

Key = tuple[int, int]
"""(order, unit)."""


@dataclass(frozen=True)
class Unit:
    """One week of an order. `subject` is what somebody must be able to give; `wishes` are numbers of half-days."""

    order: int
    unit: int
    place: str
    subject: tuple[str, int]
    urgent: bool
    wishes: tuple[int, ...]

    @property
    def key(self) -> Key:
        return self.order, self.unit


def units(orders: Iterable["Waiting"], span: Span, standing: Mapping[Key, date]) -> list[Unit]:
    """The units that this round is asked for, by order and week.

    A unit that stands already (on which day), or whose half-days all come after the round, waits for another round. One
    whose half-days are all over stays in with none, so that it is told why.
    """
    found, begins = [], _first_weeks(standing)
    for order in orders:
        for unit in range(order.weeks):
            if (order.id, unit) not in standing:
                wishes = _wishes(order, unit, span, begins.get(order.id, span.monday))
                if wishes is not None:
                    found.append(Unit(order.id, unit, order.place_code, _subject(order), order.urgent, wishes))
    return found


def _subject(order: "Waiting") -> tuple[str, int]:
    if order.offer_id is not None:
        return "offer", order.offer_id
    return ("category", order.category_id) if order.category_id is not None else ("", 0)


def _first_weeks(standing: Mapping[Key, date]) -> dict[int, date]:
    """Order → the Monday of its first week, counted back from the first of its weeks that stands."""
    backwards = sorted(standing.items(), reverse=True)
    return {order: monday_of(day) - timedelta(days=7 * unit) for (order, unit), day in backwards}


def _wishes(order: "Waiting", unit: int, span: Span, begins: date) -> tuple[int, ...] | None:
    """Numbers of the unit's half-days in the round, the dearest first; none when all of them are still to come after it."""
    if not order.wishes:
        week = span.week_of(begins) + unit
        return tuple(_any(order, week, span)) if week < span.weeks or order.weeks == 1 else None
    later = timedelta(days=7 * unit)
    moved = [HalfDay(wish.day + later, wish.half) for wish in order.wishes]
    inside = tuple(span.number(one) for one in moved if span.holds(one))
    return inside if inside or all(one.day < span.first for one in moved) else None


def _any(order: "Waiting", week: int, span: Span) -> Iterator[int]:
    """Half-days for whoever wishes none: of this week of the round for one of several weeks, else spread over the round."""
    open_ = span.numbers
    if order.weeks > 1:
        yield from (number for number in open_ if number // A_WEEK == week)
        return
    step = -(-len(open_) // MOST_ANY)
    yield from open_[order.id % step :: step]


def missed_rounds(
    rounds: Iterable[int], served: Mapping[int, Collection[str]], left: Mapping[int, Collection[str]]
) -> dict[str, int]:
    """Place → how many rounds running it asked and got nothing.

    Rounds newest first, with the places that were served, and left out, in each. A round in which a place asked for
    nothing is passed over; the first in which it was served ends its count.
    """
    missed: dict[str, int] = {}
    done: set[str] = set()
    for one in rounds:
        got = served.get(one, ())
        for place in left.get(one, ()):
            if place not in done and place not in got:
                missed[place] = missed.get(place, 0) + 1
        done |= set(got)
    return missed

"""Who keeps the menu, who orders, who reviews and releases, who answers for a teacher."""

from typing import Any

import rules

from towngown.domain.partnerships.rules import anyone, is_keeper, is_system, may_sign
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor, Seat

SPEAKING = ("worker", "window", "office", "coordinator")  # who orders for a place
REVIEWING = ("window", "office", "coordinator")
CAMPUS = "campus"


def ordering_seats(by: Actor, wall: int) -> list[Seat]:
    """The seats through which this actor orders, nearest to the ground first; the university side orders nothing."""
    seats = [seat for seat in by.seats_in(wall) if seat.role in SPEAKING and seat.side != CAMPUS]
    return sorted(seats, key=lambda seat: -len(seat.place_code))


def ordering_seat(by: Actor, wall: int, place_code: str = "") -> Seat | None:
    """The seat through which this actor orders for a place, the one nearest to it, or none."""
    seats = ordering_seats(by, wall)
    return next((seat for seat in seats if seat.reaches(place_code or seat.place_code)), None)


def _reaching(by: Actor, thing: Any, roles: tuple[str, ...]) -> bool:
    """Holds one of these roles, not on the university side, with reach over the place of the thing."""
    seats = (seat for seat in by.seats_in(thing.wall) if seat.side != CAMPUS and seat.role in roles)
    return any(seat.reaches(thing.place_code) for seat in seats)


@rules.predicate
def orders(by: Actor, partnership: Any) -> bool:
    """Speaks for some place of the partnership."""
    return ordering_seat(by, partnership.wall) is not None


@rules.predicate
def on_campus(by: Actor, thing: Any) -> bool:
    """Signs for the university side."""
    return any(seat.side == CAMPUS and seat.role in SIGNING for seat in by.seats_in(thing.wall))


@rules.predicate
def ordered(by: Actor, order: Any) -> bool:
    """Placed it, or speaks for the place and organisation that did."""
    if by.person_id is not None and by.person_id == order.placed_by_id:
        return True
    seats = ordering_seats(by, order.wall)
    return any(seat.organisation_id == order.organisation_id and seat.reaches(order.place_code) for seat in seats)


@rules.predicate
def reviews(by: Actor, order: Any) -> bool:
    """A town window or an office whose reach includes the place."""
    return _reaching(by, order, REVIEWING)


@rules.predicate
def reviews_here(by: Actor, partnership: Any) -> bool:
    """Reviews the orders of some place of the partnership."""
    return any(seat.side != CAMPUS and seat.role in REVIEWING for seat in by.seats_in(partnership.wall))


@rules.predicate
def releases_here(by: Actor, partnership: Any) -> bool:
    """Releases the orders of some place of the partnership."""
    return any(seat.side != CAMPUS and seat.role in SIGNING for seat in by.seats_in(partnership.wall))


@rules.predicate
def releases(by: Actor, order: Any) -> bool:
    """An office whose reach includes the place."""
    return _reaching(by, order, SIGNING)


@rules.predicate
def is_alone(by: Actor, order: Any) -> bool:
    """Is joined to no other order."""
    return bool(order.is_alone)


@rules.predicate
def is_the_teacher(by: Actor, teacher: Any) -> bool:
    """Is this very teacher."""
    return by.person_id is not None and by.person_id == teacher.person_id


keeps_menu = on_campus | is_keeper
records = is_system | is_keeper
keeps_teachers = on_campus | is_keeper | is_the_teacher
dispatches = on_campus | is_system
refuses = reviews | releases | on_campus

__all__ = ["anyone", "is_keeper", "is_system", "may_sign"]

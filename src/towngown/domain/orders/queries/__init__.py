"""Every read of this chapter: the menu, the teachers, the orders, and what dispatch needs of them in arrays."""

from towngown.domain.orders.queries.engine import (
    Supply,
    Waiting,
    all_spots,
    away_between,
    kinds_of_teachers,
    states_of,
    supply,
    waiting,
)
from towngown.domain.orders.queries.menu import (
    Choosing,
    absences,
    can_give,
    categories,
    offer,
    offers,
    teacher,
    teacher_of,
    teachers,
)
from towngown.domain.orders.queries.orders import (
    Listed,
    Narrowing,
    answers,
    joined_group,
    listed,
    near_orders,
    of_place,
    order,
    orders,
    spots_of,
    to_release,
    to_review,
)

__all__ = [
    "Choosing", "Listed", "Narrowing", "Supply", "Waiting", "absences", "all_spots", "answers", "away_between",
    "can_give", "categories", "joined_group", "kinds_of_teachers", "listed", "near_orders", "of_place", "offer",
    "offers", "order", "orders", "spots_of", "states_of", "supply", "teacher", "teacher_of", "teachers",
    "to_release", "to_review", "waiting",
]  # fmt: skip

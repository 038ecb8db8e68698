"""Every read of this chapter: the menu, the teachers, the orders, and what dispatch needs of them in arrays."""

from towngown.domain.orders.queries.engine import Supply, Waiting, all_spots, supply, waiting
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
    "Choosing", "Listed", "Narrowing", "Supply", "Waiting", "absences", "all_spots", "answers", "can_give", "categories", "joined_group",
    "listed", "near_orders", "of_place", "offer", "offers", "order", "orders", "spots_of", "supply", "teacher",
    "teacher_of", "teachers", "to_release", "to_review", "waiting",
]  # fmt: skip

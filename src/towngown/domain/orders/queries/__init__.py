"""Every read of this chapter: the menu, the teachers, the orders, and what dispatch needs of them in arrays."""

from towngown.domain.orders.compute import Supply
from towngown.domain.orders.queries.askers import askers, askers_with_joiners
from towngown.domain.orders.queries.engine import (
    Waiting,
    all_spots,
    away_between,
    caps_held_still,
    kinds_of_teachers,
    said_caps,
    same_person,
    spots_are_generated,
    supply,
    waiting,
)
from towngown.domain.orders.queries.hands import able, hands, releasers, reviewers, when_free
from towngown.domain.orders.queries.menu import (
    Choosing,
    Finding,
    absences,
    can_give,
    categories,
    found_teachers,
    givers,
    gives,
    homes,
    laid_for,
    offer,
    offers,
    teacher,
    teacher_of,
    teachers,
    who_can_give,
)
from towngown.domain.orders.queries.near import joined_group, joined_groups, near_orders, spots_of
from towngown.domain.orders.queries.orders import (
    Listed,
    Narrowing,
    answers,
    any_orders,
    listed,
    order,
    orders,
    time_is_over,
    to_decide,
    to_rate,
    to_release,
    to_review,
)

__all__ = [
    "Choosing", "Finding", "Listed", "Narrowing", "Supply", "Waiting", "able", "absences", "all_spots", "answers", "any_orders", "askers",
    "askers_with_joiners",
    "away_between", "can_give", "caps_held_still", "categories", "found_teachers", "givers", "gives", "hands", "homes", "joined_group", "joined_groups",
    "kinds_of_teachers", "laid_for", "listed", "near_orders", "offer", "offers", "order", "orders", "releasers",
    "reviewers", "said_caps", "same_person", "spots_are_generated", "spots_of", "supply", "teacher", "teacher_of", "teachers", "time_is_over",
    "to_decide", "to_rate", "to_release", "to_review", "waiting", "when_free", "who_can_give",
]  # fmt: skip

"""The words of this chapter: what a menu holds, and what becomes of an order."""

from towngown.domain.orders.words.menu import (
    ABSENCES,
    CATEGORY_MOVES,
    CATEGORY_STATES,
    OFFER_KINDS,
    OFFER_MOVES,
    OFFER_STATES,
    REACH_M,
    TAKES_PART_AS,
    TAUGHT,
    TEACHER_KINDS,
    TERM_CAP,
    WEEK_CAP,
)
from towngown.domain.orders.words.orders import (
    COMES_ALONG,
    JOINABLE,
    LATEST,
    MOST_AT_ONCE,
    MOST_WEEKS,
    NEAR_M,
    NEW_ORDER,
    ORDER_HEARD,
    ORDER_MOVES,
    ORDER_STATES,
    REFUSALS,
    SOONEST,
    STEPS,
    TO_RELEASE,
)

__all__ = [
    "ABSENCES", "CATEGORY_MOVES", "CATEGORY_STATES", "COMES_ALONG", "JOINABLE", "LATEST", "MOST_AT_ONCE", "MOST_WEEKS",
    "NEAR_M", "NEW_ORDER", "OFFER_KINDS", "OFFER_MOVES", "OFFER_STATES", "ORDER_HEARD", "ORDER_MOVES", "ORDER_STATES",
    "REACH_M", "REFUSALS", "SOONEST", "STEPS", "TAKES_PART_AS", "TAUGHT", "TEACHER_KINDS", "TERM_CAP",
    "TO_RELEASE", "WEEK_CAP",
]  # fmt: skip

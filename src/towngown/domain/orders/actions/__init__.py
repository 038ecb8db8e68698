"""Every write of this chapter, one function per verb."""

from towngown.domain.orders.actions.deciding import (
    accept,
    ask_anew,
    deliver,
    dispatch,
    free,
    rate,
    refuse,
    release,
    review,
    undeliver,
    undeliver_along,
)
from towngown.domain.orders.actions.export import export_menu, export_orders, export_teachers
from towngown.domain.orders.actions.joining import join, leave, part
from towngown.domain.orders.actions.loading import Ordered, load
from towngown.domain.orders.actions.menu import (
    add_category,
    add_offer,
    describe_category,
    describe_offer,
    end_category,
    end_offer,
    offer_category,
    pause_offer,
    publish_offer,
    record_category,
    record_offer,
    set_givers,
)
from towngown.domain.orders.actions.placing import change, place, place_again, withdraw
from towngown.domain.orders.actions.teachers import (
    add_teacher,
    away,
    back,
    describe_teacher,
    load_spots,
    set_gives,
)
from towngown.domain.orders.actions.teachers_in import record_teacher
from towngown.domain.orders.actions.together import release_together, review_together

__all__ = [
    "Ordered", "accept", "add_category", "add_offer", "add_teacher", "ask_anew", "away", "back", "change", "deliver",
    "describe_category", "describe_offer", "describe_teacher", "dispatch", "end_category", "end_offer", "export_menu",
    "export_orders", "export_teachers", "free",
    "join", "leave", "load", "load_spots", "offer_category", "part", "pause_offer", "place", "place_again",
    "publish_offer", "rate", "record_category", "record_offer", "record_teacher", "refuse", "release",
    "release_together", "review", "review_together", "set_givers", "set_gives", "undeliver", "undeliver_along", "withdraw",
]  # fmt: skip

"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.domain.orders import queries
from towngown.domain.orders.rules import CAMPUS
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor
from towngown.kit.text import mark
from towngown.web.orders import choosing, lists, menu, ordering, reviewing, slips, teachers
from towngown.web.orders.today import time_is_over, to_decide, to_rate
from towngown.web.shared import addresses, today
from towngown.web.shared.chrome import COURSES, nav

urlpatterns: list[URLPattern | URLResolver] = [
    path("menu/", menu.menu, name="menu"),
    path("menu/export.<str:form>", menu.export, name="menu_export"),
    path("menu/shelf/<str:ref>/", menu.shelf, name="category"),
    path("menu/<str:ref>/", menu.one, name="offer"),
    path("menu/<str:ref>/givers/", menu.givers, name="offer_givers"),
    path("orders/", lists.index, name="orders"),
    path("orders/export.<str:form>", lists.export, name="orders_export"),
    path("orders/new/", ordering.new, name="order_new"),
    path("orders/review/", reviewing.queue, name="orders_review"),
    path("orders/slip/", slips.slips, name="order_slip"),
    path("orders/<str:ref>/", lists.one, name="order"),
    path("orders/<str:ref>/done/", ordering.done, name="order_done"),
    path("teachers/", teachers.index, name="teachers"),
    path("teachers/export.<str:form>", teachers.export, name="teachers_export"),
    path("teachers/new/", teachers.new, name="teacher_new"),
    path("teachers/<str:ref>/", teachers.one, name="teacher"),
    path("teachers/<str:ref>/back/", teachers.back, name="teacher_back"),
]


def _keeps_teachers(by: Actor) -> bool:
    """Works for a university side."""
    return any(seat.side == CAMPUS and seat.role in SIGNING for seat in by.seats)


def _sees_orders(by: Actor) -> bool:
    """Orders something, or sees what others of their partnerships ordered."""
    return bool(queries.laid_for(by)) or queries.any_orders(by)


addresses.at("offer", "offer")
addresses.at("category", "category")
addresses.at("order", "order")
addresses.at("teacher", "teacher")
addresses.lists("order", "orders")
addresses.lists("offer", "menu")
addresses.form_at("order.place", "order_new")
addresses.form_at("offer.set_givers", "offer_givers", "ref")
addresses.form_at("teacher.add", "teacher_new")
nav(25, mark("Menu"), "menu", group=COURSES, often=True)
nav(27, mark("Orders"), "orders", group=COURSES, often=True, open_to=_sees_orders)
nav(28, mark("Teachers"), "teachers", group=COURSES, open_to=_keeps_teachers)
today.source(to_decide)
today.source(to_rate)
today.source(time_is_over)


__all__ = ["choosing", "urlpatterns"]

"""The tables of this chapter."""

from towngown.domain.orders.models.menu import Absence, Category, Offer, Spot, Teacher, Teaches
from towngown.domain.orders.models.orders import Order, OrderAnswer, Wish

__all__ = ["Absence", "Category", "Offer", "Order", "OrderAnswer", "Spot", "Teacher", "Teaches", "Wish"]

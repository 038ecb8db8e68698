"""Browsers of the people of the small world, and its small menu."""

from tests.domain.orders.conftest import menu, monday, neighbour, order
from tests.web.activities.conftest import browser, whole_house

__all__ = ["browser", "menu", "monday", "neighbour", "order", "whole_house"]

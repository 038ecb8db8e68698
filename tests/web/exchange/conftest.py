"""Browsers of the people of the small world."""

from tests.web.activities.conftest import browser, whole_house

__all__ = ["browser", "whole_house"]

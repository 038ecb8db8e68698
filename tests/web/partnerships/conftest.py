"""Browsers of the people of the small world, and its signed agreement."""

import pytest

from tests.domain.agreements.conftest import draft, promise, signed, today
from tests.web.activities.conftest import browser, whole_house

__all__ = ["browser", "draft", "promise", "signed", "today", "whole_house"]


@pytest.fixture
def public(world):
    """The partnership open to everybody."""
    from towngown.kit import doorway

    world.partnership.audience = "public"
    with doorway.opened("fixture"):
        world.partnership.save()
    return world.partnership

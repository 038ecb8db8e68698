"""A small menu with its teachers, on the day of the small world."""

import pytest

from tests.domain.matching.small import small
from tests.fixtures import TODAY
from towngown.kit import clock


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


@pytest.fixture
def menu(world):
    return small(world)

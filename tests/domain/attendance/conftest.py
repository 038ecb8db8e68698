"""A Sunday before the course, and the course itself."""

import pytest

from tests.domain.attendance.world import course, done
from tests.fixtures import TODAY
from towngown.domain.attendance.models import Session
from towngown.kit import clock


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


@pytest.fixture
def ordered(world):
    return course(world)


@pytest.fixture
def session(ordered):
    """The planned session of an accepted visit, on Tuesday 24 November in the morning."""
    done("dispatch.accept", ordered.dispatch())
    return Session.objects.get()

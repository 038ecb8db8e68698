"""Browsers of the people of the small world, on the day of the course that the village ordered."""

import pytest
from django.test import Client

from tests.domain.attendance.world import FIRST, VILLAGE, course, done
from tests.web.activities.conftest import whole_house
from towngown.domain.attendance import actions
from towngown.domain.attendance.models import Session
from towngown.kit import clock

__all__ = ["whole_house"]


@pytest.fixture(autouse=True)
def its_day():
    with clock.set_to(FIRST.day.replace(day=22)):
        yield


@pytest.fixture
def ordered(world):
    return course(world, public=True)


@pytest.fixture
def session(ordered):
    """The planned session of today."""
    done("dispatch.accept", ordered.dispatch())
    with clock.set_to(FIRST.day):
        yield Session.objects.get()


@pytest.fixture
def wall(world, session):
    return actions.print_code(by=world.worker, partnership=world.partnership, place_code=VILLAGE)


@pytest.fixture
def browser(world):
    def of(name):
        client = Client()
        if name in world.users:
            client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of

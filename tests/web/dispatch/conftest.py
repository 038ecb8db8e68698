"""Browsers of the people of the small world, on its day; its small menu, and a round in it."""

import pytest
from django.test import Client

from tests.domain.matching.small import FAR, THERE, small
from tests.fixtures import TODAY
from towngown.kit import clock


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


@pytest.fixture
def menu(world):
    made = small(world)
    made.teacher("陈", ["first_aid", "tai_chi"])
    made.teacher("沈", ["first_aid"], place_code=THERE, reach_m=25_000)
    return made


@pytest.fixture
def scenario(menu):
    """One visit given, one left out because it is too far, one because nobody can give it."""
    menu.order("first_aid", "2026-12-01 am")
    menu.order("first_aid", "2026-12-01 am", FAR)
    menu.order("phones", "2026-12-02 am", THERE)
    return menu.scenario(menu.round())


@pytest.fixture
def browser(world):
    def of(name):
        client = Client()
        if name in world.users:
            client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of

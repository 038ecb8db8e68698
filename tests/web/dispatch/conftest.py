"""Browsers of the people of the small world."""

import pytest
from django.test import Client


@pytest.fixture
def browser(world):
    def of(name):
        client = Client()
        if name in world.users:
            client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of

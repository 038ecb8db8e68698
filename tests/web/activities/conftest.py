"""Browsers of the people of the small world, and the activities of tests/domain/activities."""

import pytest
from django.test import Client

from tests.domain.activities.conftest import held, lecture, planned, today

__all__ = ["held", "lecture", "planned", "today"]


@pytest.fixture(autouse=True)
def whole_house(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.ROOT_URLCONF = "tests.web.activities.addresses"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def browser(world):
    def of(name):
        client = Client()
        if name in world.users:
            client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of

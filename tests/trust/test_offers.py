"""Nobody is offered what is refused: every log-in of the demonstration, and a visitor, follow all that they are shown."""

from datetime import date

import pytest
from django.test import Client

from tests.played import bring_examples
from tests.trust.offers import broken
from towngown.domain.transfer.demo import live
from towngown.foundation.people.queries import demonstration_logins
from towngown.kit import clock
from towngown.web.shared import chrome

pytestmark = pytest.mark.trust

MORNING = (date(2026, 11, 26), 10, 20)


@pytest.fixture(autouse=True)
def plain_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def test_every_link_and_button_of_the_demonstration_leads_somewhere(db, settings):
    settings.DEMONSTRATION = True
    with clock.set_to(*MORNING):
        bring_examples("yunxi", "baoshan", "baoshan-plan", each=40)
        live(MORNING[0])
        refused = {"visitor": broken(Client())}
        for person in demonstration_logins():
            client = Client()
            client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
            refused[person.user.username] = broken(client, "/desk/")
    assert len(refused) == 17
    lines = [f"{who}: {line}" for who, found in refused.items() for line in found]
    assert not lines, "\n".join(lines)


@pytest.mark.parametrize(("name", "status"), [("options", 403), ("my_week", 403)])
def test_the_crawler_finds_a_room_that_is_shut(world, monkeypatch, name, status):
    client = Client()
    client.force_login(world.users["worker"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert broken(client, "/desk/") == []
    monkeypatch.setattr(chrome, "_nav", list(chrome._nav))
    chrome.nav(99, "a room", name)
    assert {line[2] for line in broken(client, "/desk/")} == {status}


def test_the_crawler_finds_a_page_that_is_not_there(world, monkeypatch):
    monkeypatch.setattr(chrome, "_address", lambda name: f"/{name}/nowhere/")
    assert 404 in {line[2] for line in broken(Client())}

"""Every page with nonsense after its question mark: an answer in words, never a broken page."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from tests.asvs import asvs
from tests.trust.access import addresses, clients, read
from tests.trust.things import everything, places
from tests.web.conftest import static_files_where_they_lie
from towngown.config.urls import handler500
from towngown.config.urls import urlpatterns as real

__all__ = ["handler500", "static_files_where_they_lie"]
pytestmark = pytest.mark.trust


def careless(request):
    """A page that takes a number for a number."""
    return HttpResponse(str(int(request.GET["year"])))


urlpatterns = [path("careless/", careless, name="careless"), *real]

# Every name that some page reads from its address.
ASKED = (
    "q", "about", "after", "all", "at", "before", "kind", "nature", "next", "parent", "partnership", "place", "promise",
    "read", "role", "small", "state", "year",
)  # fmt: skip
HOSTILE = {
    "signs": "'\")) OR 1=1; -- %s {} [1] \ud7ff ../../etc/passwd",
    "number": "-99999999999999999999",
    "large": "9" * 25,
    "huge": "9" * 5_000,
    "date": "2026-02-30",
}


def broken(client: Client, made, given: str) -> list[str]:
    """Addresses that are not answered in words when every name they might read holds this."""
    found = []
    for name, wanted in addresses():
        filled = places(name, wanted, made)
        if filled is not None and name != "account_logout":
            answer = client.get(reverse(name.removeprefix("own "), kwargs=filled), dict.fromkeys(ASKED, given))
            read(answer)
            if answer.status_code >= 500:
                found.append(name)
    return found


@pytest.fixture
def made(world, settings, tmp_path):
    """One thing of every kind."""
    settings.FILES_ROOT = settings.STATIC_ROOT = tmp_path
    settings.ACCOUNT_RATE_LIMITS = False
    world.users["keeper"] = get_user_model().objects.create_user(username="keeper", password="x", is_staff=True)
    return everything(world)


@asvs("1.2.4", "2.2.1", "2.2.2")
@pytest.mark.parametrize("what", HOSTILE)
def test_no_page_breaks_whatever_its_address_says(world, made, what):
    browsers = clients(world, made)
    assert {who: broken(browsers[who], made, HOSTILE[what]) for who in ("office", "keeper")} == {
        "office": [],
        "keeper": [],
    }


@pytest.mark.parametrize("address", ["/partnerships/a%00/", "/search/?q=a%00", "/en/search/?q=a%00"])
def test_a_sign_that_no_text_holds_is_in_no_address(client, db, address):
    assert client.get(address).status_code == 404


def test_a_page_that_believes_its_address_is_seen(world, made, settings):
    settings.ROOT_URLCONF = __name__
    assert broken(clients(world, made)["office"], made, HOSTILE["huge"]) == ["careless"]

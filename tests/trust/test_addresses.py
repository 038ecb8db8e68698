"""Every page with nonsense in its address, before or after the question mark: an answer in words, never a broken page."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, path, reverse

from tests.asvs import asvs
from tests.trust.access import addresses, clients, read
from tests.trust.things import everything, places
from tests.web.conftest import static_files_where_they_lie
from towngown import web
from towngown.config.urls import handler500
from towngown.config.urls import urlpatterns as real

__all__ = ["handler500", "static_files_where_they_lie"]
pytestmark = pytest.mark.trust


def careless(request):
    """A page that takes a number for a number."""
    return HttpResponse(str(int(request.GET["year"])))


urlpatterns = [path("careless/", careless, name="careless"), *real]

# Every name that some page reads from its address to narrow or to fill in, and those that name the thing it is about.
ASKED = (
    "q", "about", "actor", "after", "all", "assisted", "at", "before", "category", "cause", "ending", "forgotten", "kind",
    "nature", "next", "page", "parent", "place", "promise", "read", "role", "small", "state", "station", "story", "tick",
    "tier", "times", "town", "week", "when", "within", "year",
)  # fmt: skip
NAMED = ("offer", "partnership", "person", "teacher")
READ = re.compile(r"""(?:GET(?:\.get\(|\[)|given\.get\(|asked\(request, )"(\w+)"|"(\w+)" in request\.GET""")
HOSTILE = {
    "signs": "'\")) OR 1=1; -- %s {} [1] \ud7ff ../../etc/passwd",
    "number": "-99999999999999999999",
    "large": "9" * 25,
    "huge": "9" * 5_000,
    "date": "2026-02-30",
    "raised": "\u00b2",  # a digit to Python's isdigit, and no number
    "deep": "9999",  # a page far behind the last
}


def broken(client: Client, made, given: str, asked: tuple[str, ...] = ASKED) -> list[str]:
    """Addresses that are not answered in words when every name they might read holds this."""
    found = []
    for name, wanted in addresses():
        filled = places(name, wanted, made)
        if filled is not None and name != "account_logout":
            answer = client.get(reverse(name.removeprefix("own "), kwargs=filled), dict.fromkeys(asked, given))
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
    found = {
        (who, asked): broken(browsers[who], made, HOSTILE[what], asked)
        for who in ("office", "keeper")
        for asked in (ASKED, NAMED)
    }
    assert {at: names for at, names in found.items() if names} == {}


def misled(client: Client, made, given: str) -> list[str]:
    """Addresses that are not answered in words when one place in them holds this."""
    found = []
    for name, wanted in addresses():
        filled = places(name, wanted, made) or {}
        for place in filled:
            try:
                address = reverse(name.removeprefix("own "), kwargs=filled | {place: given})
            except NoReverseMatch:
                continue  # this place takes no such text
            answer = client.get(address)
            read(answer)
            if answer.status_code >= 500:
                found.append(f"{name} {place}")
    return found


@asvs("2.2.1")
@pytest.mark.parametrize("what", HOSTILE)
def test_no_page_breaks_whatever_stands_in_its_address(world, made, what):
    browsers = clients(world, made)
    assert {who: misled(browsers[who], made, HOSTILE[what]) for who in ("office", "keeper")} == {
        "office": [],
        "keeper": [],
    }


def test_every_name_that_a_page_reads_is_tried():
    sources = [one.read_text("utf-8") for one in Path(web.__path__[0]).rglob("*.py")]
    found = {name for text in sources for pair in READ.findall(text) for name in pair if name}
    assert len(found) > 20
    assert found - {*ASKED, *NAMED} == set()


@pytest.mark.parametrize("address", ["/partnerships/a%00/", "/search/?q=a%00", "/en/search/?q=a%00"])
def test_a_sign_that_no_text_holds_is_in_no_address(client, db, address):
    assert client.get(address).status_code == 404


def test_a_page_that_believes_its_address_is_seen(world, made, settings):
    settings.ROOT_URLCONF = __name__
    assert broken(clients(world, made)["office"], made, HOSTILE["huge"]) == ["careless"]

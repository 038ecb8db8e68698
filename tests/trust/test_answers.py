"""What every address answers with, whoever asks: headers, escaping, nothing changed by looking, nothing done by forgery."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import path, reverse

from tests.asvs import asvs
from tests.trust.access import BACKEND, addresses, clients, read
from tests.trust.poison import poison
from tests.trust.things import everything, places
from tests.web.conftest import static_files_where_they_lie
from towngown.config.urls import handler500
from towngown.config.urls import urlpatterns as real
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.models import Entry

__all__ = ["handler500", "static_files_where_they_lie"]
pytestmark = pytest.mark.trust

SCRIPT = "<script>alert('kanarie')</script>"
TEXTS = (SCRIPT, '"><img src=x onerror=kanarie>', "javascript:alert('kanarie')", "{{ 7*7 }}{% now 'Y' %}kanarie")
ACTIVE = re.compile(r"<script>alert|<img src=x|(?:href|src|action)=[\"']?\s*javascript:|onerror=kanarie(?![^<]*&gt;)")
# Exports that none of these visits brings about: complaints are the keeper's, a person's own data are asked by a form.
OF_OTHERS = {"complaint.export", "person.export"}


def broken(request):
    """A page with a mistake in it."""
    return {}["secret of the inside"]


urlpatterns = [path("broken/", broken), *real]


@pytest.fixture
def made(world, settings, tmp_path):
    """One thing of every kind."""
    settings.FILES_ROOT = settings.STATIC_ROOT = tmp_path
    settings.ACCOUNT_RATE_LIMITS = False
    world.users["keeper"] = get_user_model().objects.create_user(username="keeper", password="x", is_staff=True)
    return everything(world)


def asked(client: Client, made, method: str = "get") -> dict[str, object]:
    """Address → answer, of every address that can be filled, but not of logging out. Files are read to their end."""
    found = {}
    for name, wanted in addresses():
        given = places(name, wanted, made)
        if given is not None and name != "account_logout":
            found[name] = answer = getattr(client, method)(reverse(name.removeprefix("own "), kwargs=given))
            read(answer)
    return found


def written_down() -> set[str]:
    """Looking that the journal keeps, because data leave the system: every export."""
    return {name for name in VERBS if ".export" in name} - OF_OTHERS


def done_since(before: int) -> set[str]:
    """The verbs that the journal wrote down after so many."""
    return set(Entry.objects.order_by("pk")[before:].values_list("verb", flat=True))


@asvs("3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "4.1.1")
@pytest.mark.parametrize("who", ["office", "visitor"])
def test_every_answer_has_the_headers(world, made, who):
    wrong = [f"{name}: {what}" for name, one in asked(clients(world, made)[who], made).items() for what in faults(one)]
    assert wrong == []


def faults(answer) -> list[str]:
    """What its headers lack."""
    head = answer.headers
    policy = head.get("Content-Security-Policy", "")
    text = head.get("Content-Type", "").startswith(("text/", "application/json", "application/yaml"))
    return [
        what
        for what, bad in {
            "no type": (answer.streaming or bool(answer.content)) and "Content-Type" not in head,
            "no charset": text and "json" not in head["Content-Type"] and "charset=utf-8" not in head["Content-Type"],
            "no policy": "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy,
            "unsafe policy": "unsafe" in policy or "*" in policy,
            "sniffing": head.get("X-Content-Type-Options") != "nosniff",
            "referrer": head.get("Referrer-Policy") != "same-origin",
            "other origins": "Access-Control-Allow-Origin" in head,
        }.items()
        if bad
    ]  # fmt: skip


def test_the_checker_sees_what_is_missing():
    from django.http import HttpResponse

    bare = HttpResponse("x", headers={"Content-Type": "text/html", "Access-Control-Allow-Origin": "*"})
    assert faults(bare) == ["no charset", "no policy", "sniffing", "referrer", "other origins"]


@asvs("1.2.1", "1.2.2", "1.2.3", "1.3.7", "1.2.4")
@pytest.mark.parametrize("who", ["office", "keeper"])
def test_what_people_write_is_text_on_every_page(world, made, who):
    browser = clients(world, made)[who]
    poison(TEXTS)
    pages = {
        name: answer.content.decode()
        for name, answer in asked(browser, made).items()
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    }
    assert {name: ACTIVE.findall(page) for name, page in pages.items() if ACTIVE.search(page)} == {}
    assert [name for name, page in pages.items() if "49%" in page or ">49<" in page or "4949" in page] == []
    assert sum("kanarie" in page for page in pages.values()) > 15


def test_the_checker_sees_what_is_not_escaped():
    assert ACTIVE.search(f"<p>{SCRIPT}</p>")
    assert ACTIVE.search("<a href=\"javascript:alert('kanarie')\">")
    assert not ACTIVE.search("<p>&lt;script&gt;alert(&#x27;kanarie&#x27;)&lt;/script&gt;</p>")


@asvs("3.5.3")
def test_looking_changes_nothing(world, made):
    browser = clients(world, made)["office"]
    before = Entry.objects.count()
    asked(browser, made)
    assert done_since(before) == written_down()


def unguarded(client: Client, made) -> dict[str, int]:
    """Address → status, of every address that takes a form which carries no token, as somebody else's page would send it."""
    return {name: one.status_code for name, one in asked(client, made, "post").items() if one.status_code != 403}


@asvs("3.5.1")
def test_a_forged_form_is_refused_at_every_address(world, made):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(world.users["keeper"], backend=BACKEND)
    before = Entry.objects.count()
    assert unguarded(browser, made) == {}
    assert done_since(before) == set()


def test_where_nobody_asks_for_the_token_it_would_be_seen(world, made):
    browser = clients(world, made)["keeper"]
    before = Entry.objects.count()
    assert len(unguarded(browser, made)) > 30
    assert done_since(before) - written_down()


@asvs("3.7.2")
@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_led_away(world, made, away):
    browser = clients(world, made)["office"]
    page = reverse("do_on", args=["programme.open", "partnership", made["partnership"].ref])
    done = browser.post(page, {"title_zh": "茶", "next": away})
    login = Client().post(
        f"{reverse('account_login')}?next={away}", {"login": "campus", "password": "a long password", "next": away}
    )
    for answer in (done, login):
        assert answer.status_code == 302
        assert "evil" not in answer.headers["Location"]
        assert answer.headers["Location"].startswith("/")


@asvs("16.5.1")
def test_another_host_is_refused_without_a_word_of_the_inside(client, db, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@asvs("16.5.1")
def test_a_broken_page_says_nothing_of_the_inside(world, made, settings):
    settings.ROOT_URLCONF = __name__
    answer = clients(world, made)["office"].get("/broken/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert not re.search(r"Traceback|secret of the inside|KeyError|settings|\.py\b", text)


@asvs("13.4.1")
@pytest.mark.parametrize(
    "at", ["/.git/config", "/.git/HEAD", "/static/../secret.key", "/static/.git/HEAD", "/secret.key"]
)
def test_nothing_of_the_workshop_is_served(client, db, at):
    assert client.get(at).status_code in (400, 404)

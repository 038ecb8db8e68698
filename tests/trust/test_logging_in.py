"""Passwords, sessions and cookies, through the pages people log in on."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.asvs import asvs
from tests.web.conftest import static_files_where_they_lie
from towngown.foundation.people import actions as people
from towngown.foundation.people.queries import person_of
from towngown.foundation.people.words import DEMONSTRATION_PASSWORD
from towngown.kit.problems import Problem, Problems

__all__ = ["static_files_where_they_lie"]
pytestmark = pytest.mark.trust

PASSWORD = "a long password"


@pytest.fixture(autouse=True)
def nothing_counted():
    """The library counts tries in the cache."""
    cache.clear()


def log_in(username: str = "office", password: str = PASSWORD, browser: Client | None = None) -> Client:
    """A browser after the form was sent, whatever came of it."""
    browser = browser or Client()
    browser.post(reverse("account_login"), {"login": username, "password": password})
    return browser


def known(browser: Client) -> bool:
    """Whether the desk opens."""
    return browser.get(reverse("desk")).status_code == 200


def session_of(browser: Client) -> str:
    return browser.cookies["sessionid"].value


@asvs("7.2.1", "7.2.2", "7.2.3", "7.2.4")
def test_logging_in_makes_a_new_random_session(world):
    browser = Client()
    session = browser.session
    session["visited"] = True
    session.save()
    before = session_of(browser)
    log_in(browser=browser)
    first, second = session_of(browser), session_of(log_in())
    assert known(browser)
    assert len({before, first, second}) == 3
    assert not Session.objects.filter(pk=before).exists()
    assert min(len(first), len(second)) >= 32  # of 36 characters: 165 bits
    browser.cookies["sessionid"] = first[:-1] + ("a" if first[-1] != "a" else "b")
    assert not known(browser)


@asvs("7.4.1", "14.3.1")
def test_after_logging_out_the_session_is_worth_nothing(world):
    browser = log_in()
    key = session_of(browser)
    answer = browser.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    browser.cookies["sessionid"] = key
    assert not known(browser)
    assert "Clear-Site-Data" not in log_in().get("/").headers


@asvs("7.4.2")
@pytest.mark.parametrize("how", ["disable", "erase"])
def test_sessions_end_with_the_log_in(world, how):
    browser = log_in()
    assert known(browser)
    getattr(people, how)(by=world.keeper, person=person_of(world.users["office"].pk))
    assert not known(browser)


@asvs("7.3.2")
def test_a_session_ends_by_itself(world, settings):
    assert timedelta(days=14).total_seconds() >= settings.SESSION_COOKIE_AGE
    assert not settings.SESSION_SAVE_EVERY_REQUEST  # or it would never end
    browser = log_in()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not known(browser)


@asvs("6.3.1")
def test_guessing_is_slowed_down(world):
    for number in range(6):
        log_in(password=f"wrong {number}")
    assert not known(log_in())
    assert known(log_in("campus"))
    cache.clear()
    assert known(log_in())


@asvs("6.3.1")
@pytest.mark.parametrize(("proxies", "apart"), [(1, True), (0, False)])
def test_behind_a_proxy_each_sender_is_counted_apart(world, settings, proxies, apart):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    guesser, other = (Client(headers={"x-forwarded-for": address}) for address in ("192.0.2.1", "192.0.2.2"))
    for number in range(11):
        log_in(f"guess{number}", "wrong", guesser)
    assert not known(log_in(browser=guesser))
    assert known(log_in(browser=other)) is apart


@asvs("6.2.2", "6.2.3", "6.2.6", "6.2.7")
def test_a_password_is_changed_with_the_one_before(world):
    browser, new = log_in(), "another long password"
    page = browser.get(reverse("account_change_password")).content.decode()
    assert page.count('type="password"') == 3
    assert "onpaste" not in page and 'autocomplete="off"' not in page
    for old, changed in (("wrong", False), (PASSWORD, True)):
        browser.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})
        world.users["office"].refresh_from_db()
        assert world.users["office"].check_password(new) is changed


def chosen(world, password: str) -> str:
    """What came of an invited person's choice: "" or the refusal's code."""
    person = people.register(by=world.office, organisation=world.county, name="新人", role="worker")
    token = people.invite(by=world.office, person=person).token
    try:
        people.accept(by=world.visitor, token=token, username=f"new{person.pk}", password=password)
    except (Problem, Problems) as refused:
        return getattr(refused, "code", "several")
    return ""


@asvs("6.2.1", "6.2.4")
@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("x7%ka9q!z", "people.password_too_short"),
        ("1234567890", "people.password_too_common"),
        ("Password123!", "people.password_too_common"),
        ("sunshine2024", "people.password_too_common"),
        ("2024!dragon!2024", "people.password_too_common"),
        (DEMONSTRATION_PASSWORD, "people.password_too_common"),
    ],
)
def test_what_everybody_tries_first_is_refused(world, password, code):
    assert chosen(world, password) == code


@asvs("6.2.5", "6.2.8", "6.2.9")
@pytest.mark.parametrize(
    "password", ["nur kleine buchstaben", "江城的桥有三百米长啊", "7391508264", " blank at both ends ", "x7q-" * 40]
)
def test_anything_long_enough_will_do_and_is_kept_as_typed(world, password):
    assert chosen(world, password) == ""
    user = get_user_model().objects.order_by("-pk").first()
    assert user.check_password(password)
    for other in (
        password.strip() if password != password.strip() else password + " ",
        password[:-1],
        password.swapcase() + "x",
    ):
        assert not user.check_password(other)


@asvs("6.3.2")
def test_no_log_in_is_there_from_the_beginning(db):
    assert not get_user_model().objects.exists()


@asvs("6.3.2")
def test_the_printed_password_opens_nothing_outside_a_demonstration(world, settings):
    user = world.users["office"]
    user.set_password(DEMONSTRATION_PASSWORD)
    user.save()
    for demonstration in (False, True):
        settings.DEMONSTRATION = demonstration
        assert known(log_in(password=DEMONSTRATION_PASSWORD)) is demonstration


@asvs("6.4.2")
def test_nobody_is_asked_a_secret_question(client, world):
    for name in ("account_login", "account_reset_password"):
        fields = client.get(reverse(name)).content.decode()
        assert "question" not in fields and "hint" not in fields


@asvs("11.4.2")
def test_passwords_are_hashed_slowly():
    from towngown.config import settings as ours  # as they are on a site, not as in tests

    assert ours.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@asvs("3.3.1", "3.3.2", "3.3.4", "3.4.1", "12.2.1", "13.4.2")
def test_with_https_cookies_and_headers_are_strict(make_site):
    site = make_site()
    site.secrets = {"TOWNGOWN_HTTPS": "1", "TOWNGOWN_PROXIES": "1", "TOWNGOWN_DEMONSTRATION": "0"}
    found = site.python("tests.trust.secure")
    assert found["logged_in"] == 302
    assert {"__Host-session", "__Host-csrf"} <= set(found["cookies"])
    for name, cookie in found["cookies"].items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["samesite"] in ("Lax", "Strict")
    assert found["cookies"]["__Host-session"]["httponly"] is True
    assert found["headers"]["Strict-Transport-Security"] == "max-age=31536000"
    assert found["plain"] == [301, "https://localhost/accounts/login/"]
    assert found["debug"] is False


def test_without_https_the_checker_would_see_it(make_site):
    site = make_site()
    site.secrets = {"TOWNGOWN_DEBUG": "1"}
    found = site.python("tests.trust.secure")
    assert "sessionid" in found["cookies"]
    assert "Strict-Transport-Security" not in found["headers"]
    assert found["plain"][0] == 200
    assert found["debug"] is True

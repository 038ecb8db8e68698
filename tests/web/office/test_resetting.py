"""A forgotten password: a mail to whoever has an address, the same answer to everybody, and who helps the others."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client

from tests.asvs import asvs
from towngown.foundation.journal import outbox
from towngown.foundation.journal.models import Entry
from towngown.foundation.people import actions as people
from towngown.foundation.people.models import Person
from towngown.kit import clock, doorway
from towngown.kit.problems import Problem

RESET = "/accounts/password/reset/"
NEW = {"password1": "three quiet rivers", "password2": "three quiet rivers"}


@pytest.fixture(autouse=True)
def mails(settings):
    cache.clear()  # what was counted for the tests before
    settings.EMAIL_HOST = "mail.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS = "https://towngown.example.org"


@pytest.fixture
def worker(world):
    with doorway.opened("fixture"):
        person = Person.objects.select_related("user").get(user=world.users["worker"])
        person.email = "worker@example.org"
        person.save()
    return person


def ask(who, prefix=""):
    """Ask for a new password and let the mails go out; the page that follows."""
    page = Client().post(prefix + RESET, {"email": who}, follow=True)
    outbox.drain()
    return page


def address():
    """The way in of the last mail."""
    return re.search(r"https://towngown\.example\.org(/\S+)", mail.outbox[-1].body).group(1)


def test_while_the_mail_is_sent_nobody_is_kept_from_writing(world, worker, monkeypatch):
    outside, seen = len(connection.savepoint_ids), []

    def send(self, messages):
        seen.append(len(connection.savepoint_ids) - outside)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    ask("worker")
    assert seen == [0]


@asvs("6.4.1")
@pytest.mark.parametrize("who", ["worker", "worker@example.org", " WORKER@example.org "])
def test_the_mail_leads_to_a_new_password_once(world, worker, who):
    elsewhere = Client()
    elsewhere.force_login(worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "请查看邮箱" in ask(who).content.decode()
    assert [one.to for one in mail.outbox] == [["worker@example.org"]]
    assert "账号“worker”" in mail.outbox[0].body
    client = Client()
    form = client.get(address(), follow=True)
    assert "设置新密码" in form.content.decode()
    assert address() not in form.request["PATH_INFO"]  # the secret leaves the address bar at once
    done = client.post(form.request["PATH_INFO"], NEW, follow=True)
    assert "新密码已生效" in done.content.decode()
    worker.user.refresh_from_db()
    assert worker.user.check_password(NEW["password1"])
    assert elsewhere.get("/desk/").status_code == 302  # logged out wherever the old one was in use
    assert "这个地址已失效" in Client().get(address(), follow=True).content.decode()
    verbs = Entry.objects.filter(thing_kind="person", thing_id=worker.pk).values_list("verb", "actor__actor_kind")
    assert set(verbs) >= {("login.ask_reset", "visitor"), ("login.change_password", "user")}


def test_the_mail_speaks_the_language_of_the_log_in(world, worker):
    worker.user.language = "en"
    worker.user.save()
    ask("worker")
    assert mail.outbox[0].subject == "Towngown: choose a new password"
    assert address().startswith("/en/accounts/password/reset/key/")


def test_nobody_learns_who_has_a_log_in_or_an_address(world, worker):
    pages = [ask(who).content for who in ("worker", "sibling", "nobody", "nobody@example.org")]
    assert len(set(pages)) == 1
    assert [one.to for one in mail.outbox] == [["worker@example.org"]]


def test_whoever_was_shut_out_or_erased_gets_no_mail(world, worker):
    people.disable(by=world.keeper, person=worker)
    ask("worker")
    people.enable(by=world.keeper, person=Person.objects.get(pk=worker.pk))
    Client().post(RESET, {"email": "worker"})
    people.disable(by=world.keeper, person=Person.objects.get(pk=worker.pk))  # before the mail went out
    outbox.drain()
    assert mail.outbox == []
    with pytest.raises(Problem, match="no log-in"):
        people.ask_reset(by=world.visitor, person=Person.objects.get(pk=worker.pk))


@asvs("6.4.1")
def test_after_a_day_the_way_is_closed(world, worker):
    ask("worker")
    with time_machine.travel(clock.now().astimezone(clock.ZONE) + timedelta(hours=25), tick=False):
        assert "这个地址已失效" in Client().get(address(), follow=True).content.decode()


def test_a_weak_password_is_refused_with_a_sentence(world, worker):
    ask("worker")
    client = Client()
    form = client.get(address(), follow=True)
    refused = client.post(form.request["PATH_INFO"], {"password1": "short", "password2": "short"})
    assert refused.status_code == 200
    assert "error" in refused.content.decode()
    worker.user.refresh_from_db()
    assert worker.user.check_password("a long password")


def test_who_cannot_be_mailed_is_told_who_helps(world, settings):
    settings.KEEPER = "县信息中心 张工 0000-1234567"
    for path in (RESET, "/accounts/password/reset/done/", RESET + "key/x-y/", "/accounts/inactive/"):
        assert "县信息中心 张工 0000-1234567" in Client().get(path).content.decode()
    settings.EMAIL_HOST = ""
    page = Client().get(RESET).content.decode()
    assert "本系统不发邮件" in page
    assert "重新申请邮件" not in Client().get(RESET + "key/x-y/").content.decode()
    assert '<form class="form"' not in page
    assert f'href="{RESET}"' in Client().get("/accounts/login/").content.decode()


@asvs("6.3.1")
def test_asking_too_often_is_stopped(world, worker):
    answers = [Client().post(RESET, {"email": "worker"}).status_code for _ in range(7)]
    assert answers[0] == 302
    assert answers[-1] == 429


@pytest.mark.parametrize("path", [RESET, RESET + "done/", RESET + "key/done/", RESET + "key/x-y/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_stand_on_our_base_with_nothing_inline(world, prefix, path):
    page = Client().get(prefix + path)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'class="bar"' in text
    assert "<style" not in text
    assert "style=" not in text
    assert not re.search(r"<script(?![^>]*src=)", text)

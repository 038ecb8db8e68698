"""People in the browser: lists, one page, inviting, exporting; strangers are refused."""

import csv
import io
import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.asvs import asvs
from towngown.foundation.journal.models import Entry
from towngown.foundation.people import actions as people
from towngown.foundation.people.models import Invitation, Person


def browser(world, name):
    client = Client()
    client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def the(world, name):
    return Person.objects.get(user=world.users[name])


@pytest.fixture
def keeper(world):
    user = get_user_model().objects.create_superuser("keeper", password="a long password")
    world.users["the keeper"] = user
    return browser(world, "the keeper")


def names(response):
    return re.findall(r'<th scope="row"><a href="[^"]+" lang="[^"]+">([^<]+)</a>', response.content.decode())


def test_the_list_shows_whom_one_may_see(world, keeper):
    assert names(browser(world, "office").get("/office/people/")) == ["office 人", "sibling 人", "worker 人"]
    assert len(names(keeper.get("/office/people/"))) == 5


@pytest.mark.parametrize("path", ["", "export.csv"])
def test_the_list_is_for_offices(world, path):
    assert browser(world, "worker").get(f"/office/people/{path}").status_code == 403
    answer = Client().get(f"/office/people/{path}")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


def test_search_and_filters(world):
    office = browser(world, "office")
    people.say_skills(by=world.worker, person=the(world, "worker"), skill_words="广场舞")
    assert names(office.get("/office/people/", {"q": "广场"})) == ["worker 人"]
    assert names(office.get("/office/people/", {"role": "office"})) == ["office 人"]
    assert names(office.get("/office/people/", {"at": world.village.ref})) == ["worker 人"]
    assert names(office.get("/office/people/", {"q": "无此人"})) == []


def test_pages_go_on_from_the_last_row(world, keeper):
    for number in range(30):
        people.register(by=world.office, organisation=world.village, name=f"第{number:02}人", role="student")
    first = keeper.get("/office/people/", {"role": "student"})
    assert names(first) == [f"第{number:02}人" for number in range(25)]
    further = re.search(r'<a href="(\?[^"]+)" rel="next"', first.content.decode()).group(1).replace("&amp;", "&")
    assert names(keeper.get(f"/office/people/{further}")) == [f"第{number:02}人" for number in range(25, 30)]


def test_the_list_asks_the_same_number_of_questions_for_more_rows(world):
    def queries(client):
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/office/people/").status_code == 200
        return len(caught)

    office = browser(world, "office")
    queries(office)  # reads what is then kept until the next write
    few = queries(office)
    for number in range(3):
        people.register(by=world.office, organisation=world.village, name=f"第{number}人", role="student")
    queries(office)
    assert queries(office) == few


@asvs("15.3.1")
def test_the_export_has_no_contact_data_and_is_journalled(world):
    people.describe(
        by=world.worker, person=the(world, "worker"), name="=王", phone="13900000000", email="x@example.org"
    )
    answer = browser(world, "office").get("/office/people/export.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sorted(row[0] for row in rows[1:]) == ["'=王", "office 人", "sibling 人"]
    assert b"13900000000" not in answer.content
    assert b"x@example.org" not in answer.content
    assert Entry.objects.get(verb="person.export_list").details == {"rows": 3, "form": "csv"}
    assert browser(world, "office").get("/office/people/export.xlsx").content[:2] == b"PK"


def test_a_person_page_for_those_who_may(world):
    page = reverse("person", args=[the(world, "worker").ref])
    assert browser(world, "office").get(page).status_code == 200
    assert browser(world, "worker").get(page).status_code == 200
    assert browser(world, "campus").get(page).status_code == 404
    assert browser(world, "stranger").get(page).status_code == 404
    assert Client().get(page).status_code == 302


def test_buttons_follow_rights(world):
    worker = the(world, "worker")
    page = reverse("person", args=[worker.ref])
    office, own = (browser(world, name).get(page).content.decode() for name in ("office", "worker"))
    assert "/do/person.disable/" in office
    assert "/do/person.disable/" not in own
    assert "/do/person.consent/" in own
    assert "/do/person.erase/" in own
    assert "/do/person.erase/" not in office
    assert "13900000000" not in office


@asvs("15.3.1")
def test_contact_is_shown_on_asking_and_journalled(world):
    worker = the(world, "worker")
    people.describe(by=world.worker, person=worker, name="王", phone="13900000000")
    asked = reverse("person_contact", args=[worker.ref])
    assert "13900000000" in browser(world, "office").post(asked).content.decode()
    assert Entry.objects.filter(verb="person.show_contact").count() == 1
    assert browser(world, "office").get(asked).status_code == 405
    assert browser(world, "campus").post(asked).status_code == 404


def test_from_registering_to_the_first_log_in(world):
    """The office registers and invites; the newcomer chooses a password and is in."""
    office = browser(world, "office")
    given = {"name": "新来的人", "role": "worker", "place_code": "429901100201", "idempotency_key": "k1"}
    done = office.post(f"/do/person.register/organisation/{world.village.ref}/", given)
    newcomer = Person.objects.get(name="新来的人")
    assert done.url == reverse("person", args=[newcomer.ref])
    invited = office.post(reverse("person_invite", args=[newcomer.ref]))
    token = re.search(r"/invitation/([\w-]+)/", invited.content.decode()).group(1)
    assert invited["Cache-Control"] == "no-store"
    visitor = Client()
    page = f"/invitation/{token}/"
    assert visitor.get(page).status_code == 200
    assert visitor.get(page).status_code == 200, "looking uses nothing up"
    weak = visitor.post(page, {"username": "newcomer", "password": "short", "idempotency_key": "k2"})
    assert (weak.status_code, Invitation.objects.get().used_at) == (422, None)
    good = {"username": "newcomer", "password": "a password of ours", "idempotency_key": "k3"}
    assert visitor.post(page, good).url == "/accounts/login/"
    assert visitor.get(page).status_code == 422
    entered = visitor.post("/accounts/login/", {"login": "newcomer", "password": "a password of ours"})
    assert (entered.status_code, entered.url) == (302, "/desk/")


def test_inviting_is_refused_to_others(world):
    newcomer = people.register(by=world.office, organisation=world.village, name="新人", role="worker")
    asked = reverse("person_invite", args=[newcomer.ref])
    assert browser(world, "worker").post(asked).status_code == 403
    assert browser(world, "stranger").post(asked).status_code == 404
    assert Client().post(asked).status_code == 302
    assert Invitation.objects.count() == 0


def test_a_role_is_taken_away(world):
    worker = the(world, "worker")
    asked = reverse("person_end_role", args=[worker.ref, worker.memberships.get().pk])
    assert browser(world, "worker").post(asked).status_code == 403
    assert browser(world, "office").post(asked).status_code == 302
    assert worker.memberships.get().to_day is not None
    other = the(world, "sibling").memberships.get()
    assert browser(world, "office").post(reverse("person_end_role", args=[worker.ref, other.pk])).status_code == 404


def test_one_takes_ones_data_along(world):
    worker = the(world, "worker")
    asked = reverse("person_data", args=[worker.ref])
    taken = json.loads(browser(world, "worker").post(asked).content)
    assert taken["people.Person"][0]["ref"] == worker.ref
    assert browser(world, "office").post(asked).status_code == 403


def test_an_erased_person_is_gone_for_the_office(world, keeper):
    worker = the(world, "worker")
    page = reverse("person", args=[worker.ref])
    done = browser(world, "worker").post(f"/do/person.erase/person/{worker.ref}/", {"idempotency_key": "e"})
    assert done.status_code == 302
    assert browser(world, "office").get(page).status_code == 404
    assert keeper.get(page).status_code == 200
    assert Client().post("/accounts/login/", {"login": "worker", "password": "a long password"}).status_code == 200


def test_every_page_stands_in_english_too(world, keeper):
    for path in ("people/", "organisations/", "organisations/duplicates/", "places/", "settings/"):
        assert keeper.get(f"/en/office/{path}").status_code == 200

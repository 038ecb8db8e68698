"""Organisations, places, settings, and the log-in pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.fixtures import organisation, person
from tests.web.office.test_people import browser, keeper, the  # noqa: F401 - a fixture
from towngown.foundation.journal.models import Entry
from towngown.foundation.people import actions as people
from towngown.foundation.people.words import DEMONSTRATION_PASSWORD
from towngown.foundation.places import actions as places
from towngown.kit import doorway

FILE = """code,name,parent,tier
42,湖北省,,province
4299,省直辖县级行政区划,42,city
429901,云溪县,4299,county
429901100,城关镇,429901,town
429901100201,石桥村,429901100,village
"""


@pytest.fixture
def book(world):
    places.load(by=world.keeper, file=FILE.encode())


def links(response):
    return re.findall(r'<a href="[^"]+" lang="[^"]+">([^<]+)</a>', response.content.decode())


def counted(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_organisations_with_their_units(world):
    page = browser(world, "office").get("/office/organisations/")
    assert links(page) == ["云溪县", "柳林村", "石桥村", "外县", "江城大学"]
    assert Client().get("/office/organisations/").status_code == 302


def test_organisations_are_searched_and_filtered(world):
    office = browser(world, "office")
    assert links(office.get("/office/organisations/", {"q": "石桥"})) == ["石桥村"]
    assert links(office.get("/office/organisations/", {"kind": "university"})) == ["江城大学"]
    assert links(office.get("/office/organisations/", {"q": "没有"})) == []


def test_the_list_of_organisations_counts_its_questions(world):
    office = browser(world, "office")
    few = counted(office, "/office/organisations/")
    for number in range(3):
        organisation("部门", "unit", organisation(f"第{number}", "association"))
    assert counted(office, "/office/organisations/") == few


def test_an_organisation_has_one_name_and_in_english_the_official_one_too(world):
    named(world.village)
    zh, en = (
        Client().get(f"{prefix}/office/organisations/{world.village.ref}/").content.decode() for prefix in ("", "/en")
    )
    assert "Shiqiao village" not in zh
    assert ("Shiqiao village" in en, "石桥村" in en, "Official name" in en) == (True, True, True)


def named(village):
    with doorway.opened("fixture"):
        village.title_en = "Shiqiao village"
        village.save()


def test_an_organisation_shows_people_to_those_who_may_only(world, book):
    page = f"/office/organisations/{world.village.ref}/"
    inside, outside = (
        browser(world, "office").get(page).content.decode(),
        browser(world, "campus").get(page).content.decode(),
    )
    assert ("worker 人" in inside, "worker 人" in outside) == (True, False)
    assert "湖北省 云溪县 城关镇 石桥村" in inside
    assert "/do/organisation.describe/" in inside
    assert "/do/organisation.describe/" not in outside
    stranger = Client().get(page)
    assert (stranger.status_code, "worker 人" in stranger.content.decode()) == (200, False)
    assert Client().get("/office/organisations/0000000000/").status_code == 404


def test_duplicates_for_offices_and_merging_for_the_keeper(world, keeper):  # noqa: F811
    double = organisation("江城 大学", "university")
    assert f"organisation.merge/organisation/{double.ref}/?into={world.university.ref}" in (
        keeper.get("/office/organisations/duplicates/").content.decode()
    )
    seen = browser(world, "office").get("/office/organisations/duplicates/").content.decode()
    assert "organisation.merge" not in seen
    assert browser(world, "worker").get("/office/organisations/duplicates/").status_code == 403
    done = keeper.post(
        f"/do/organisation.merge/organisation/{double.ref}/", {"into": world.university.ref, "idempotency_key": "m"}
    )  # fmt: skip
    double.refresh_from_db()
    assert (done.status_code, double.merged_into) == (302, world.university)
    assert world.university.ref in keeper.get(f"/office/organisations/{double.ref}/").content.decode()


def test_organisations_leave_as_a_file(world):
    answer = browser(world, "office").get("/office/organisations/export.csv", {"kind": "university"})
    assert [line.split(",")[0] for line in answer.content.decode("utf-8-sig").splitlines()[1:]] == ["江城大学"]
    assert Client().get("/office/organisations/export.csv").status_code == 302


def test_places_with_what_stands_there(world, book):
    page = Client().get("/office/places/429901/")
    assert links(page) == ["湖北省", "省直辖县级行政区划", "城关镇", "云溪县"]
    assert links(Client().get("/office/places/")) == ["湖北省"]
    assert Client().get("/office/places/99/").status_code == 404
    assert links(Client().get("/office/places/42/", {"q": "石桥"}))[0] == "石桥村"


def test_places_of_a_tier_are_listed_and_too_many_say_so(world, book):
    assert links(Client().get("/office/places/42/", {"tier": "village"})) == ["石桥村"]
    assert links(Client().get("/office/places/", {"tier": "nonsense"})) == ["湖北省"]
    many = "".join(f"4299011003{number:02},新村{number},429901100,village\n" for number in range(51))
    places.load(by=world.keeper, file=(FILE + many).encode())
    page = Client().get("/office/places/", {"q": "新村"})
    assert (len(page.context["found"]), page.context["more"], page.context["count"]) == (50, True, None)
    assert "前 50 条" in page.content.decode()
    file = Client().get("/office/places/429901/export.csv", {"q": "新村"}).content.decode("utf-8-sig")
    assert len(file.splitlines()) == 52
    assert Client().get("/office/places/99/export.csv").status_code == 404


def test_a_place_counts_its_questions(world, book):
    few = counted(Client(), "/office/places/429901100/")
    more = FILE + "429901100202,柳林村,429901100,village\n429901100203,上村,429901100,village\n"
    places.load(by=world.keeper, file=more.encode())
    organisation("镇政府", "government", place="429901100")
    organisation("学校", "school", place="429901100")
    assert counted(Client(), "/office/places/429901100/") == few


def test_places_are_loaded_from_a_page(world, keeper):  # noqa: F811
    wrong = SimpleUploadedFile("places.csv", FILE.replace("石桥村", "").encode())
    answer = keeper.post("/do/places.load/", {"file": wrong, "edition": "2023", "idempotency_key": "w"})
    assert answer.status_code == 422
    assert "6" in re.findall(r'id="id_file_error">(.*?)</div>', answer.content.decode(), re.DOTALL)[0]
    good = SimpleUploadedFile("places.csv", FILE.encode())
    assert (
        keeper.post(
            "/do/places.load/?next=/office/places/", {"file": good, "edition": "2023", "idempotency_key": "g"}
        ).status_code
        == 302
    )
    assert Client().get("/office/places/429901100201/").status_code == 200


def test_settings_for_the_keeper_and_without_passwords(world, keeper, settings):  # noqa: F811
    settings.OPTIONS = [("MAIL_URL", "str", "", "smtp://me:geheim@mail", "x"), ("PORT", "int", 8000, 8001, "y")]
    page = keeper.get("/office/settings/").content.decode()
    assert ("geheim" in page, "8001" in page) == (False, True)
    assert browser(world, "office").get("/office/settings/").status_code == 403
    assert Client().get("/office/settings/").status_code == 302


def test_the_bar_shows_the_office_to_offices_only(world):
    def has_office(client):
        return 'href="/office/"' in client.get("/office/places/").content.decode()

    assert has_office(browser(world, "office"))
    assert not has_office(browser(world, "worker"))
    assert not has_office(Client())


def test_registering_is_offered_to_those_who_may(world):
    """A coordinator reads the list of people; registering is the office's."""
    world.users["coordinator"] = person("coordinator", world.university, "coordinator")
    offered = {
        name: "/do/person.register/" in browser(world, name).get("/office/people/").content.decode()
        for name in ("office", "coordinator")
    }
    assert offered == {"office": True, "coordinator": False}


def test_the_log_in_page_lists_invented_people_in_a_demonstration_only(world, settings):
    settings.DEMONSTRATION = True
    people.register_demo(by=world.keeper, person=the(world, "worker"), username="worker")
    page = Client().get("/accounts/login/").content.decode()
    assert DEMONSTRATION_PASSWORD in page
    assert 'name="login" value="worker"' in page
    line = html.fromstring(page).xpath("string(//li[.//code='worker'])")
    assert ("村居工作人员" in line, "提需求，有菜单时点课" in line) == (True, True)
    assert "云溪县 × 江城大学 虚构" in [one.text_content() for one in html.fromstring(page).xpath("//h3")]
    entered = Client().post("/accounts/login/", {"login": "worker", "password": DEMONSTRATION_PASSWORD})
    assert entered.status_code == 302
    settings.DEMONSTRATION = False
    page = Client().get("/accounts/login/").content.decode()
    assert DEMONSTRATION_PASSWORD not in page
    assert 'value="worker"' not in page


def test_a_shared_password_is_not_changed_in_a_demonstration(world, settings):
    changed = {"oldpassword": "a long password", "password1": "another password!", "password2": "another password!"}
    settings.DEMONSTRATION = True
    assert browser(world, "worker").post("/accounts/password/change/", changed).status_code == 200
    settings.DEMONSTRATION = False
    assert browser(world, "worker").post("/accounts/password/change/", changed).status_code == 302
    assert Entry.objects.get(verb="login.change_password").thing_id == the(world, "worker").pk
    world.users["worker"].refresh_from_db()
    assert world.users["worker"].check_password("another password!")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_who_logs_in_stays_in_the_language_of_the_page(world, prefix):
    entered = Client().post(f"{prefix}/accounts/login/", {"login": "worker", "password": "a long password"})
    assert entered["Location"] == f"{prefix}/desk/"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_who_logs_out_comes_to_the_first_page_in_the_same_language(world, prefix):
    left = browser(world, "worker").post(f"{prefix}/accounts/logout/")
    assert (left.status_code, left["Location"]) == (302, f"{prefix}/")


def test_failed_log_ins_are_written_down_for_people_there_are(world):
    Client().post("/accounts/login/", {"login": "worker", "password": "wrong"})
    Client().post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    assert [entry.thing_id for entry in Entry.objects.filter(verb="login.fail")] == [the(world, "worker").pk]


@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/"])
def test_log_in_pages_stand_on_our_base(world, path):
    for prefix in ("", "/en"):
        page = Client().get(f"{prefix}/accounts/{path}")
        assert page.status_code == 200
        assert 'class="bar"' in page.content.decode()


@pytest.mark.parametrize("path", ["logout/", "password/change/", "2fa/", "reauthenticate/", "2fa/webauthn/"])
def test_account_pages_stand_on_our_base(world, path):
    client = Client()
    client.post("/accounts/login/", {"login": "worker", "password": "a long password"})
    page = client.get(f"/accounts/{path}")
    assert page.status_code == 200
    assert 'class="bar"' in page.content.decode()
    assert "style=" not in page.content.decode()

"""The complaint entry: no account, one field, an answer under a ref; and not too often."""

import pytest
from django.core.cache import cache

from towngown.foundation.complaints import actions
from towngown.foundation.complaints.models import Complaint
from towngown.foundation.complaints.queries import by_ref


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def test_a_visitor_complains_and_finds_the_answer(world, browser):
    client = browser("visitor")
    assert client.get("/complaint/?about=/needs/").context["about"] == "/needs/"
    sent = client.post("/complaint/", {"words": "打不开", "contact": "13800000000", "about": "/needs/"})
    filed = Complaint.objects.get()
    assert sent.url == f"/complaint/{filed.ref}/"
    assert filed.about == "/needs/"
    assert f"<code>http://testserver/complaint/{filed.ref}/</code>" in client.get(sent.url).content.decode()
    actions.answer(by=world.keeper, complaint=filed, answer="修好了")
    page = client.get(sent.url)
    assert "修好了" in page.content.decode()
    assert "13800000000" not in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_nothing_said_is_refused_beside_the_field(world, browser):
    response = browser("visitor").post("/complaint/", {"words": ""})
    assert response.status_code == 422
    assert response.context["form"].fields[0].error


def test_the_sixth_within_an_hour_is_refused_and_keeps_the_words(world, browser):
    client = browser("visitor")
    for number in range(5):
        assert client.post("/complaint/", {"words": f"{number}"}).status_code == 302
    sixth = client.post("/complaint/", {"words": "第六条"})
    assert sixth.status_code == 422
    assert "第六条" in sixth.content.decode()
    assert Complaint.objects.count() == 5
    other = client.post("/complaint/", {"words": "别人"}, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 302


def test_behind_a_trusted_proxy_the_sender_is_who_the_proxy_saw(world, browser, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(6):
        sent = {"words": f"{number}"}
        response = browser("visitor").post("/complaint/", sent, HTTP_X_FORWARDED_FOR=f"6.6.6.6, 10.0.0.{number}")
        assert response.status_code == 302


def test_only_keepers_have_the_list_and_the_contact(world, browser):
    filed = actions.file(by=world.visitor, words="建议", contact="张三")
    assert browser("office").get("/complaints/").status_code == 403
    world.users["office"].is_staff = True
    world.users["office"].save()
    keeper = browser("office")
    assert [row["complaint"] for row in keeper.get("/complaints/").context["rows"]] == [filed]
    page = keeper.get(f"/complaint/{filed.ref}/").content.decode()
    assert "张三" in page
    assert "/do/complaint.answer/" in page
    keeper.post(f"/do/complaint.answer/complaint/{filed.ref}/", {"answer": "采纳"})
    assert by_ref(filed.ref).answer == "采纳"


def test_no_such_complaint(world, browser):
    assert browser("visitor").get("/complaint/0000000000/").status_code == 404


def test_the_common_form_does_not_lead_around_the_limit(world, browser):
    assert browser("visitor").post("/do/complaint.file/", {"words": "绕过"}).status_code == 404
    assert Complaint.objects.count() == 0


def test_the_complaint_entry_does_not_carry_a_one_time_token(world, browser):
    client = browser("visitor")
    page = client.get("/invitation/secret-token/").content.decode()
    assert 'complaint/">' in page
    assert "about=" not in page
    assert "complaint/?about=%2Fneeds%2F" in client.get("/needs/").content.decode()


def test_what_waits_is_first_and_found_by_its_words_page_by_page(world, browser):
    for number in range(27):
        filed = actions.file(by=world.visitor, words=f"第{number}条")
        if number % 2:
            actions.answer(by=world.keeper, complaint=filed, answer="已修好")
    world.users["office"].is_staff = True
    world.users["office"].save()
    keeper = browser("office")

    def listed(query):
        context = keeper.get(f"/complaints/{query}").context
        return context["page"], [str(row["complaint"]) for row in context["rows"]]

    page, first = listed("")
    assert first[:2] + first[13:15] == ["第26条", "第24条", "第0条", "第25条"]
    assert listed(page.older)[1] == ["第3条", "第1条"]
    assert listed("?q=修好&state=filed")[1] == []
    assert listed("?q=第26")[1] == ["第26条"]
    assert len(listed("?state=answered")[1]) == 13

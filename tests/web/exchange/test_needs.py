"""Asking, joining and answering in a browser; who sees what; queries that do not grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from towngown.domain.exchange import actions
from towngown.domain.exchange.models import Need
from towngown.foundation.journal import outbox
from towngown.foundation.people.models import Membership
from towngown.kit import clock, doorway
from towngown.web.shared.wording import words


@pytest.fixture
def need(world):
    return actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="村里需要普通话培训")


def shown(response):
    return response.content.decode()


def test_asking_takes_one_line_and_one_button(world, browser):
    client = browser("worker")
    form = client.get("/needs/new/")
    assert form.status_code == 200
    assert "要填 1 项，另有 2 项可不填" in shown(form)
    key = form.context["key"]
    sent = {"title_zh": "想学剪纸", "audience": "partnership", "idempotency_key": key}
    first, again = client.post("/needs/new/", sent), client.post("/needs/new/", sent)
    need = Need.objects.get()
    assert first.url == again.url == f"/needs/{need.ref}/"
    assert (need.title_zh, need.place_code) == ("想学剪纸", "429901100201")


def test_the_desk_leads_to_the_form(world, browser):
    assert 'href="/needs/new/">提需求' in shown(browser("worker").get("/desk/"))


def test_an_empty_line_is_named_beside_its_field(world, browser):
    response = browser("worker").post("/needs/new/", {"audience": "partnership"})
    assert response.status_code == 422
    assert response.context["form"].fields[0].error
    assert Need.objects.count() == 0


def test_similar_needs_come_first_and_one_may_join_or_insist(world, browser, need):
    client = browser("sibling")
    sent = {"title_zh": "普通话培训班", "audience": "partnership"}
    offered = client.post("/needs/new/", sent)
    assert offered.context["similar"] == [{"need": need, "joinable": True, "own": False}]
    assert Need.objects.count() == 1
    joined = client.post(f"/do/need.join/need/{need.ref}/")
    assert joined.url == f"/needs/{need.ref}/"
    assert need.plus_ones.get().organisation == world.sibling_village
    client.post("/needs/new/", sent | {"sure": "1"})
    assert Need.objects.count() == 2


def test_one_s_own_need_is_named_but_not_joined(world, browser, need):
    offered = browser("worker").post("/needs/new/", {"title_zh": "普通话培训班", "audience": "partnership"})
    assert offered.context["similar"] == [{"need": need, "joinable": False, "own": True}]
    assert "跟着提就行" not in shown(offered)
    assert f'href="/needs/{need.ref}/">你们已经提过，去看看' in shown(offered)
    assert "/do/need.join/" not in shown(offered)


def test_who_has_no_seat_is_refused_with_a_page(world, browser):
    for who in ("stranger", "visitor"):
        response = browser(who).get("/needs/new/?partnership=small")
        assert response.status_code in (403, 404) or response.context.get("partnership") != world.partnership
    assert browser("visitor").get("/needs/new/").status_code == 403


def test_the_page_shows_answers_and_only_my_verbs(world, browser, need):
    assert "/do/need.refuse/" in shown(browser("campus").get(f"/needs/{need.ref}/"))
    assert "/do/need.refuse/" not in shown(browser("worker").get(f"/needs/{need.ref}/"))
    sent = {"reason": "no_time", "words": "六月都排满了"}
    browser("campus").post(f"/do/need.refuse/need/{need.ref}/", sent)
    page = shown(browser("worker").get(f"/needs/{need.ref}/"))
    assert "六月都排满了" in page
    assert "/do/need.raise_again/" in page


@pytest.mark.parametrize(("who", "status"), [("worker", 200), ("campus", 200), ("stranger", 404), ("visitor", 404)])
def test_who_sees_a_need(world, browser, need, who, status):
    assert browser(who).get(f"/needs/{need.ref}/").status_code == status
    rows = browser(who).get("/needs/").context["rows"]
    assert [row["need"].ref for row in rows] == ([need.ref] if status == 200 else [])


def test_an_own_party_need_is_hidden_from_the_other_side(world, browser):
    kept = actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="内部", audience="party")
    assert browser("campus").get(f"/needs/{kept.ref}/").status_code == 404
    assert browser("office").get(f"/needs/{kept.ref}/").status_code == 200


def test_both_languages(world, browser, need):
    zh, en = shown(browser("office").get("/needs/")), shown(browser("office").get("/en/needs/"))
    assert '<html lang="zh-Hans"' in zh
    assert '<html lang="en"' in en
    assert "What is asked for, and what was answered?" in en


def test_filters_and_pages(world, browser, need):
    for number in range(30):
        actions.raise_need(by=world.sibling, partnership=world.partnership, title_zh=f"第{number}件事")
    outbox.drain()
    client = browser("office")
    first = client.get("/needs/").context
    assert (len(first["rows"]), first["count"]) == (25, 31)
    second = client.get("/needs/" + first["page"].older).context
    assert len(second["rows"]) == 6
    assert second["page"].older == ""
    back = client.get("/needs/" + second["page"].newer).context
    assert [row["need"] for row in back["rows"]] == [row["need"] for row in first["rows"]]
    assert back["page"].newer == ""
    assert len(client.get("/needs/?q=普通话").context["rows"]) == 1
    assert len(client.get("/needs/?place=429901100201").context["rows"]) == 1
    assert client.get("/needs/?state=met").context["rows"] == []
    assert client.get("/needs/?partnership=nowhere&state=strange&place=x").context["count"] == 31


def test_queries_do_not_grow_with_rows(world, browser, need, django_assert_num_queries):
    client = browser("office")
    client.get("/needs/")
    with CaptureQueriesContext(connection) as one_row:
        client.get("/needs/")
    number = len(one_row)
    for title in ("果树", "修路"):
        another = actions.raise_need(by=world.sibling, partnership=world.partnership, title_zh=title)
        actions.refuse(by=world.campus, need=another, reason="no_money", words="没有经费")
    client.get("/needs/")  # counts anew, once
    with django_assert_num_queries(number):
        assert len(client.get("/needs/").context["rows"]) == 3


def test_whoever_must_answer_is_named_with_the_day(world, browser, need):
    due = words(clock.today() + timedelta(days=14))
    for address in ("/needs/", f"/needs/{need.ref}/"):
        page = shown(browser("worker").get(address))
        assert "答复方" in page
        assert "江城大学" in page
        assert due in page
    (asked,) = browser("worker").get(f"/needs/{need.ref}/").context["asked"]
    assert (asked["role"], asked["name"]) == ("Partnership office", "campus 人")
    actions.refuse(by=world.campus, need=need, reason="no_money", words="没有经费")
    assert browser("worker").get(f"/needs/{need.ref}/").context["asked"] == []
    assert "答复方" not in shown(browser("worker").get("/needs/"))


def test_where_nobody_signs_yet_the_parties_are_named(world, browser, need):
    with doorway.opened("fixture"):
        Membership.objects.filter(organisation=world.university).delete()
    asked = browser("worker").get(f"/needs/{need.ref}/").context["asked"]
    assert asked == [{"organisation": world.university}]


def test_who_knows_no_names_reads_the_organisation(world, browser, need):
    public = actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="公开", audience="public")
    page = browser("visitor").get(f"/needs/{public.ref}/")
    assert page.context["asked"] == [{"organisation": world.university}]
    assert "campus 人" not in shown(page)


def test_overdue_is_said_with_its_days(world, browser, need):
    client = browser("worker")
    with clock.set_to(clock.today() + timedelta(days=17)):
        for address in ("/needs/", f"/needs/{need.ref}/"):
            page = shown(client.get(address))
            assert "<b>已晚3天</b>" in page
            assert "江城大学" in page
        assert "campus 人" in page


def test_what_is_kept_to_the_own_party_says_that_nobody_else_can_answer(world, browser):
    kept = actions.raise_need(by=world.worker, partnership=world.partnership, title_zh="内部", audience="party")
    page = browser("worker").get(f"/needs/{kept.ref}/")
    assert page.context["asked"] == []
    assert "目前只有己方看得到" in shown(page)


def test_the_form_shows_what_a_good_need_looks_like(world, browser):
    page = shown(browser("worker").get("/needs/new/"))
    assert "例如：“连翘叶子发黄，请专家来村里看看。”" in page
    assert "写得越清楚，答复越快。" in page

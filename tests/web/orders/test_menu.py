"""The menu in a browser: shelves, what may be ordered by whom, who can give it, the file."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.domain.orders.menu import offer, teacher
from towngown.domain.orders import actions, queries
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.journal.models import Entry
from towngown.kit import doorway


@pytest.fixture
def public(world, menu):
    """The partnership and what is on its menu have a public face."""
    partnerships.describe(by=world.office, partnership=world.partnership, audience="public", title_zh="云溪")
    for one in (menu.health, menu.coming):
        one.partnership.refresh_from_db()
    return actions.record_offer(by=world.keeper, partnership=world.partnership, key="k", title_zh="急救", category=None)


def shown(response):
    return response.content.decode()


def shelves(page):
    return [shelf for menu in page.context["menus"] for shelf in menu["shelves"]]


def test_shelves_in_batches_with_the_one_to_come(world, browser, menu):
    page = browser("worker").get("/menu/")
    titles = [str(one["shelf"] or "") for one in shelves(page)]
    assert titles == ["健康教育", "艺术修养", "社会治理专题", ""]
    assert [len(one["rows"]) for one in shelves(page)] == [1, 1, 0, 1]
    assert "筹备中" in shown(page)
    assert "第 2 批" in shown(page)
    assert "2 位老师能讲" in shown(page)


@pytest.fixture
def generated(world, menu, public):
    """The menu was generated inside a real frame."""
    with doorway.opened("fixture"):
        world.partnership.nature, world.partnership.words = "generated", "类别是真的，课程由程序生成。"
        world.partnership.save()


def test_a_generated_menu_says_so_and_what_of_it_is_real(world, browser, generated):
    page = html.fromstring(shown(browser("visitor").get("/menu/")))
    assert "课程类别是真的" in page.xpath("string(//aside[@class='notice'])")
    head = page.xpath("//section[contains(@class, 'shelf')][1]/preceding-sibling::*")
    said = " ".join(one.text_content() for one in head)
    assert "云溪" in said
    assert "类别是真的，课程由程序生成。" in said


def test_beside_a_real_menu_the_generated_one_is_labelled(world, browser, generated):
    with doorway.opened("fixture"):
        world.other.nature, world.other.audience = "reported", "public"
        world.other.save()
    actions.record_offer(by=world.keeper, partnership=world.other, key="k", title_zh="真的课", category=None)
    page = html.fromstring(shown(browser("visitor").get("/menu/")))
    assert not page.xpath("//aside[@class='notice']")
    heads = [one.text_content().strip() for one in page.xpath("//main//h2")]
    assert [("生成" in one) for one in heads] == ["云溪" in one for one in heads]
    assert len(heads) == 2


def test_who_takes_part_elsewhere_is_told_why_there_is_no_button(world, browser, generated):
    why = "所以只能看，不能点"
    said = {who: why in shown(browser(who).get("/menu/")) for who in ("worker", "campus", "visitor", "stranger")}
    assert said == {"worker": False, "campus": False, "visitor": False, "stranger": True}
    offered = {who: "/orders/new/" in shown(browser(who).get("/menu/")) for who in ("worker", "stranger")}
    assert offered == {"worker": True, "stranger": False}


@pytest.mark.parametrize(("who", "orders"), [("worker", True), ("window", True), ("campus", False), ("teacher", False)])
def test_only_those_who_order_get_the_button(world, browser, menu, who, orders):
    link = f"/orders/new/?offer={menu.pressure.ref}"
    assert (link in shown(browser(who).get("/menu/"))) is orders
    assert (link in shown(browser(who).get(f"/menu/{menu.pressure.ref}/"))) is orders


def test_what_is_paused_or_to_come_has_no_button(world, browser, menu):
    actions.pause_offer(by=world.campus, offer=menu.pressure)
    coming = offer(world, menu.coming, "议事规则")
    for one in (menu.pressure, coming):
        assert f"/orders/new/?offer={one.ref}" not in shown(browser("worker").get("/menu/"))
        assert f"/orders/new/?offer={one.ref}" not in shown(browser("worker").get(f"/menu/{one.ref}/"))


def test_what_nobody_can_give_yet_is_ordered_knowingly(world, browser, menu):
    said = "现在还没有老师能讲这门课：点了先记下，有了老师再派。"
    unmanned, client = offer(world, menu.health, "急救入门"), browser("worker")
    for one, told in ((unmanned, True), (menu.pressure, False), (menu.hall, False)):
        pages = [shown(client.get(path)) for path in (f"/menu/{one.ref}/", f"/orders/new/?offer={one.ref}")]
        assert [said in page for page in pages] == [told, told]
        assert "/orders/new/" in pages[0]
        assert "点这门课" in pages[1]


def test_filters_and_the_empty_answer(world, browser, menu):
    client = browser("worker")
    assert len(shelves(client.get(f"/menu/?category={menu.arts.ref}"))) == 1
    assert [row["offer"] for row in shelves(client.get("/menu/?kind=venue"))[0]["rows"]] == [menu.hall]
    nothing = client.get("/menu/?q=拉丁舞")
    assert nothing.context["menus"] == []
    assert "菜单上没有符合的" in shown(nothing)
    assert client.get("/menu/?kind=strange&category=x&partnership=y").status_code == 200


def test_a_visitor_sees_what_is_public_and_no_names(world, browser, menu, public):
    page = shown(browser("visitor").get("/menu/"))
    assert "急救" in page
    assert "高血压" not in page
    assert browser("visitor").get(f"/menu/{public.ref}/").status_code == 200
    assert browser("visitor").get(f"/menu/{menu.pressure.ref}/").status_code == 404


def test_names_of_teachers_are_for_the_university(world, browser, menu):
    assert "钱老师" in shown(browser("campus").get(f"/menu/{menu.pressure.ref}/"))
    for who in ("worker", "office", "window"):
        assert "钱老师" not in shown(browser(who).get(f"/menu/{menu.pressure.ref}/"))


def test_a_shelf_has_its_page_with_drafts_for_the_university(world, browser, menu):
    draft = actions.add_offer(by=world.campus, partnership=world.partnership, title_zh="防诈骗", category=menu.health)
    page = shown(browser("campus").get(f"/menu/shelf/{menu.health.ref}/"))
    assert draft.title_zh in page
    assert "/do/category.end/" in page
    assert browser("stranger").get(f"/menu/shelf/{menu.health.ref}/").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_menu_leaves_as_a_file_and_the_journal_knows(world, browser, menu, form):
    response = browser("worker").get(f"/menu/export.{form}?kind=course")
    assert response["Content-Disposition"] == f'attachment; filename="menu.{form}"'
    assert Entry.objects.get(verb="offer.export").details == {"rows": 2, "form": form}
    assert browser("worker").get("/menu/export.pdf").status_code == 404


def test_ticking_who_can_give_it_leaves_the_others(world, browser, menu):
    third = teacher(world, "孙老师", [])
    address, client = f"/menu/{menu.pressure.ref}/givers/", browser("campus")
    form = client.get(address + "?q=孙")
    assert [one for one, _ticked in form.context["rows"]] == [third]
    sent = client.post(address + "?q=孙", {"teachers": [third.ref], "idempotency_key": form.context["key"]})
    assert sent.url == f"/menu/{menu.pressure.ref}/"
    assert set(queries.givers(menu.pressure)) == {menu.teacher.pk, menu.other.pk, third.pk}
    client.post(address, {"teachers": [third.ref]})
    assert queries.givers(menu.pressure) == [third.pk]
    assert browser("worker").get(address).status_code == 403
    assert browser("visitor").get(address).url.startswith("/accounts/login/")


def test_queries_do_not_grow_with_the_menu(world, browser, menu, django_assert_num_queries):
    client = browser("worker")
    client.get("/menu/")
    with CaptureQueriesContext(connection) as few:
        client.get("/menu/")
    number = len(few)
    for at in range(5):
        offer(world, menu.arts, f"第{at}课")
    client.get("/menu/")
    with django_assert_num_queries(number):
        client.get("/menu/")


def test_both_languages(world, browser, menu):
    page = shown(browser("worker").get("/en/menu/"))
    assert "What can be ordered?" in page
    assert "Living with high blood pressure" in page
    assert "In preparation" in page


def test_without_a_menu_a_village_is_led_to_its_needs(world, browser):
    """In the bar and on the pages: nothing speaks of ordering where nothing can be ordered."""
    said = "本地还没有课程菜单。想请老师来："
    for path in ("/menu/", "/orders/"):
        page = shown(browser("worker").get(path))
        assert said in page
        assert '<a href="/needs/new/">提需求</a>' in page
        assert "/orders/new/" not in page
        assert "选一门课" not in page
        assert said not in shown(browser("campus").get(path))
    assert 'href="/orders/"' not in shown(browser("worker").get("/menu/"))


def test_with_a_menu_orders_are_in_the_bar(world, browser, menu):
    for who in ("worker", "window", "office"):
        page = shown(browser(who).get("/menu/"))
        assert 'href="/orders/"' in page
        assert "本地还没有课程菜单" not in page
    assert 'href="/orders/"' not in shown(browser("stranger").get("/menu/"))
    assert 'href="/orders/"' not in shown(browser("campus").get("/menu/"))


def test_whoever_sees_orders_has_them_in_the_bar(world, browser, order):
    assert 'href="/orders/"' in shown(browser("campus").get("/menu/"))


def test_the_bar_asks_the_database_once_a_moment(world, browser, menu, django_assert_num_queries):
    assert queries.laid_for(world.worker) == {world.partnership.pk}
    with django_assert_num_queries(1):  # of the moment
        assert queries.laid_for(world.worker) == {world.partnership.pk}

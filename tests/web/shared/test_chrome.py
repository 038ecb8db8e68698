"""The bar: rooms in groups; a phone shows a few of many, and the rest when asked, without a script."""

from tests.web.activities.conftest import browser, whole_house

__all__ = ["browser", "whole_house"]


def bar(browser, who, address):
    page = browser(who).get(address)
    nav = page.context["nav"]
    return nav, {room["href"]: room for group in nav["groups"] for room in group["rooms"]}, page.content.decode()


def test_an_office_finds_its_rooms_in_groups_and_few_at_once(world, browser):
    nav, rooms, page = bar(browser, "office", "/agreements/")
    assert [group["label"] for group in nav["groups"]] == ["", "合作", "送课", "工具"]
    assert nav["many"]
    shown = [room["label"] for room in rooms.values() if not room["rest"]]
    assert shown == ["今日", "协议", "需求", "菜单"]
    assert rooms["/agreements/"]["current"]
    assert '<nav id="rooms"' in page
    assert '<a href="#rooms">更多</a><a href="#">收起</a>' in page


def test_a_visitor_s_few_rooms_all_stand_there(world, browser):
    nav, rooms, page = bar(browser, "visitor", "/needs/")
    assert not nav["many"]
    assert not any(room["rest"] for room in rooms.values())
    assert 'href="#rooms"' not in page

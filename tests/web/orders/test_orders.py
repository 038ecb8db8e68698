"""The list and the page of an order; the queue with its two buttons; the desk."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from tests.domain.matching.small import FAR, small
from tests.domain.orders.conftest import MONDAY, THURSDAY_AM
from tests.domain.orders.test_placing import place, set_state
from tests.fixtures import TODAY
from towngown.domain.matching.words import WHY
from towngown.domain.orders import actions
from towngown.domain.orders.models import Offer, Order
from towngown.foundation.journal import outbox
from towngown.foundation.journal.models import Entry
from towngown.kit import clock, doorway
from towngown.kit.halfdays import HalfDay
from towngown.web.orders.today import TOO_LONG, time_is_over, to_decide, to_rate
from towngown.web.orders.waits import next_step
from towngown.web.shared.wording import words


def shown(response):
    return response.content.decode()


def test_a_village_sees_its_own_first_and_the_neighbours_on_demand(world, browser, menu, order, neighbour):
    client = browser("worker")
    assert [row["order"] for row in client.get("/orders/").context["rows"]] == [order]
    everything = client.get("/orders/?place=")
    assert [row["order"] for row in everything.context["rows"]] == [neighbour, order]
    assert everything.context["count"] == 2


def test_the_list_narrows_and_counts(world, browser, menu, order, neighbour):
    actions.withdraw(by=world.sibling, order=neighbour)
    place(world, "office", offer=menu.papercut, place_code="429901101201")
    outbox.drain()
    client = browser("office")

    def rows(query):
        return len(client.get("/orders/?" + query).context["rows"])

    found = [
        rows(q) for q in ("", "state=placed", "place=429901100", f"category={menu.arts.ref}", "q=剪纸", "q=拉丁舞")
    ]
    assert found == [3, 2, 2, 1, 1, 0]
    page = client.get("/orders/")
    labels = [[option["label"] for option in one["options"]] for one in page.context["selects"]]
    assert "已点单 · 2" in labels[0]
    assert labels[1][1:] == ["石桥镇 · 2", "柳河镇 · 1"]
    assert labels[2][1:] == ["健康教育 · 2", "艺术修养 · 1"]
    assert browser("stranger").get("/orders/").context["count"] == 0
    assert browser("visitor").get("/orders/").url.startswith("/accounts/login/")


def test_the_list_leaves_as_a_file(world, browser, menu, order):
    response = browser("office").get("/orders/export.csv?state=placed")
    row = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))[0]
    assert (row["点了什么"], row["地点"], row["至少"]) == ("高血压怎么管", "石桥村", "25")
    assert Entry.objects.get(verb="order.export").details == {"rows": 1, "form": "csv"}
    assert browser("office").get("/orders/export.pdf").status_code == 404
    assert browser("visitor").get("/orders/export.csv").url.startswith("/accounts/login/")


def test_the_file_holds_what_the_list_shows(world, browser, menu, order, neighbour):
    client = browser("worker")
    for asked, number in (("", 1), ("?place=", 2), ("?place=&state=refused", 0)):
        page = client.get("/orders/" + asked)
        taken = client.get(page.context["csv"]).content.decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(taken)))) == len(page.context["rows"]) == number


def test_queries_do_not_grow_with_the_list(world, browser, menu, order, django_assert_num_queries):
    client = browser("office")
    client.get("/orders/")
    with CaptureQueriesContext(connection) as few:
        client.get("/orders/")
    number = len(few)
    for _ in range(4):
        place(world, "sibling", offer=menu.papercut)
    client.get("/orders/")
    with django_assert_num_queries(number):
        assert len(client.get("/orders/").context["rows"]) == 5


def test_two_orders_of_one_course_are_told_apart_by_their_half_days(world, browser, menu, order):
    """The first two of them; how many there are where there are more."""
    many = [THURSDAY_AM, *(HalfDay(THURSDAY_AM.day + timedelta(days=at), "pm") for at in (0, 1))]
    place(world, "worker", offer=menu.pressure, wishes=many)
    page = strip_tags(shown(browser("worker").get("/orders/")))
    assert "想要：12月3日 周四上午、12月4日 周五下午" in page
    assert "想要：12月3日 周四上午、12月3日 周四下午等3个" in page


def test_the_page_says_how_far_it_is_and_in_whose_hands(world, browser, menu, order):
    page = browser("worker").get(f"/orders/{order.ref}/")
    assert [one["mark"] for one in page.context["steps"]] == ["now", "", "", "", "", "", ""]
    assert "石桥镇便民窗口 window 人" in strip_tags(shown(page))
    actions.review(by=world.window, order=order)
    page = browser("worker").get(f"/orders/{order.ref}/")
    assert [one["mark"] for one in page.context["steps"]][:3] == ["done", "now", ""]
    assert page.context["steps"][0]["day"] == MONDAY
    assert "云溪县 office 人" in strip_tags(shown(page))
    assert browser("stranger").get(f"/orders/{order.ref}/").status_code == 404


def test_a_seat_elsewhere_tells_nobody_by_name(world, menu, order):
    assert next_step(world.worker, order)["who"] == ["石桥镇便民窗口 window 人"]
    for who in (world.stranger, world.visitor):
        assert next_step(who, order)["who"] == ["石桥镇便民窗口"]


def test_a_refusal_stands_on_top_with_its_reason_and_the_way_on(world, browser, menu, order):
    sent = {"reason": "room_unfit", "words": "会议室在装修，九月再点"}
    browser("window").post(f"/do/order.refuse/order/{order.ref}/", sent)
    page = shown(browser("worker").get(f"/orders/{order.ref}/"))
    for told in ("场地不适合", "会议室在装修，九月再点", "· window ·", f"/do/order.place_again/order/{order.ref}/"):
        assert told in page
    again = browser("worker").post(f"/do/order.place_again/order/{order.ref}/", {"wishes": [THURSDAY_AM.format()]})
    assert again.url == f"/orders/{order.ref}/"
    order.refresh_from_db()
    assert order.state == "placed"


def test_changing_starts_from_what_was_ordered(world, browser, menu, order):
    client, address = browser("worker"), f"/do/order.change/order/{order.ref}/"
    page = shown(client.get(address))
    assert f'value="{THURSDAY_AM.format()}" checked' in page
    assert f'value="{menu.pressure.ref}" selected' in page
    sent = {"offer": menu.papercut.ref, "wishes": [THURSDAY_AM.format()], "quantity": "12", "weeks": "1"}
    client.post(address, sent)
    order.refresh_from_db()
    assert (order.offer, order.wishes.count()) == (menu.papercut, 1)


def test_joining_offers_only_what_is_near(world, browser, menu, order, neighbour):
    page = shown(browser("sibling").get(f"/do/order.join/order/{neighbour.ref}/"))
    assert order.ref in page
    browser("sibling").post(f"/do/order.join/order/{neighbour.ref}/", {"other": order.ref})
    assert "柳林村" in shown(browser("worker").get(f"/orders/{order.ref}/"))
    assert f"/orders/{order.ref}/" in shown(browser("sibling").get(f"/orders/{neighbour.ref}/"))


def test_the_queue_passes_on_what_is_ticked(world, browser, menu, order, neighbour):
    client = browser("window")
    page = client.get("/orders/review/")
    assert [len(one["rows"]) for one in page.context["queues"]] == [2, 0]
    sent = {"step": "review", "orders": [order.ref, neighbour.ref], "idempotency_key": page.context["key"] + "review"}
    assert client.post("/orders/review/", sent).url == "/orders/review/"
    assert client.post("/orders/review/", sent).status_code == 302
    assert set(Order.objects.values_list("state", flat=True)) == {"reviewed"}
    page = browser("office").get("/orders/review/?tick=release")
    assert [row["ticked"] for row in page.context["queues"][1]["rows"]] == [True, True]
    browser("office").post("/orders/review/", {"step": "release", "orders": [neighbour.ref]})
    assert [one.state for one in Order.objects.order_by("pk")] == ["reviewed", "released"]


def test_one_that_cannot_be_passed_on_is_named_and_the_ticks_stay(world, browser, menu, order, neighbour):
    actions.withdraw(by=world.sibling, order=neighbour)
    page = browser("window").post("/orders/review/", {"step": "review", "orders": [order.ref, neighbour.ref]})
    assert page.status_code == 422
    assert "高血压怎么管：" in shown(page)
    assert [row["ticked"] for row in page.context["queues"][0]["rows"]] == [True]
    assert set(Order.objects.values_list("state", flat=True)) == {"placed", "withdrawn"}


def test_nothing_ticked_and_nobody_s_queue(world, browser, menu, order):
    assert browser("window").post("/orders/review/", {"step": "review"}).status_code == 422
    assert browser("window").post("/orders/review/", {"step": "burn"}).status_code == 404
    for who in ("worker", "campus", "teacher"):
        assert browser(who).get("/orders/review/").status_code == 403
    assert browser("visitor").get("/orders/review/").url.startswith("/accounts/login/")
    actions.review(by=world.window, order=order)
    assert "没有等您处理的订单" in shown(browser("window").get("/orders/review/"))


@pytest.mark.parametrize(("days", "urgent"), [(0, False), (2, False), (TOO_LONG, True)])
def test_the_desk_says_how_many_wait_and_how_long(world, browser, menu, order, neighbour, days, urgent):
    browser("window").get("/orders/")
    (todo,) = to_decide(world.window, MONDAY + timedelta(days=days))
    assert (todo.href, todo.urgent) == ("/orders/review/", urgent)
    assert todo.text.startswith("2 份订单等您审核")
    assert list(to_decide(world.worker, MONDAY)) == list(to_decide(world.visitor, MONDAY)) == []
    actions.review(by=world.window, order=order)
    assert len(list(to_decide(world.office, MONDAY))) == 2


def test_the_desk_asks_how_it_was(world, browser, menu, order):
    set_state(order, "delivered")
    page = shown(browser("worker").get("/desk/"))
    assert f"/do/order.rate/order/{order.ref}/" in page
    assert list(to_rate(world.sibling, MONDAY)) == list(to_rate(world.visitor, MONDAY)) == []
    browser("worker").post(f"/do/order.rate/order/{order.ref}/", {"stars": "5", "words": "听得懂"})
    assert "5 分（满分 5 分）" in shown(browser("worker").get(f"/orders/{order.ref}/"))
    assert list(to_rate(world.worker, MONDAY)) == []


def folded(page, group):
    return next(one for one in page.context["items"] if one["text"] == group)


def test_the_desk_counts_what_it_does_not_show(world, browser, menu):
    for _ in range(7):
        set_state(place(world, "worker", offer=menu.papercut), "delivered")
    client = browser("worker")
    page = client.get("/desk/")
    line = folded(page, "已送到的课，等您评单")
    rest = line["several"][-1]
    assert (line["number"], len(line["several"]), rest["text"]) == (7, 6, "还有 2 件")
    assert page.context["todo_title"] == "今天要办 7 件"
    assert client.get(rest["href"]).context["count"] == 7


@pytest.fixture
def small_menu(world):
    """A course, who gives it, and a day before the round in which it is ordered."""
    with clock.set_to(TODAY):
        made = small(world)
        made.teacher("陈", ["first_aid"])
        yield made


def next_said(world, order):
    order.refresh_from_db()
    return next_step(world.worker, order)


def test_a_released_order_says_for_which_round_it_waits(world, small_menu, browser):
    order = small_menu.order("first_aid", "2026-12-01 am")
    gap = next_said(world, order)
    assert (gap["who"], gap["what"]) == (["江城大学 campus 人"], "需要为它的时间开启一轮派单，目前还没有。")
    round_ = small_menu.round()
    assert (
        next_said(world, order)["what"]
        == "在“2026-11-30—2026-12-13”这一轮（2026年11月30日至2026年12月13日）派单时找老师。"
    )
    page = browser("worker").get(f"/orders/{order.ref}/")
    assert f'href="/dispatch/{round_.ref}/"' in page.content.decode()


def test_an_order_left_out_says_why_and_one_whose_half_days_are_over_what_to_do(world, small_menu):
    far, over = small_menu.order("first_aid", "2026-12-01 am", FAR), small_menu.order("first_aid", "2026-11-20 am")
    small_menu.published()
    said = next_said(world, far)["what"]
    assert "这一轮还没有找到老师" in said
    assert words(WHY["nobody_within_reach"]).format(qualified=1) in said
    late = next_said(world, over)
    assert (late["who"], late["what"]) == ([], "希望的时间已过，没有派到老师。请撤回后换个时间重新点单。")


def test_what_needs_no_teacher_waits_for_no_round(world, small_menu):
    order = small_menu.order("first_aid", "2026-12-01 am")
    with doorway.opened("fixture"):
        Offer.objects.filter(pk=order.offer_id).update(offer_kind="venue")
    assert next_said(world, order)["what"] == "在下一轮派单时找老师。"


def test_the_desk_of_whoever_ordered_says_that_the_half_days_are_over(world, small_menu):
    over = [small_menu.order("first_aid", wishes) for wishes in ("2026-11-20 am", "2026-11-22 pm, 2026-11-19 am")]
    for wishes, weeks in (("2026-11-20 am, 2026-12-01 am", 1), ("2026-11-20 am", 2), ("", 1)):
        small_menu.order("first_aid", wishes, weeks=weeks)
    today = date(2026, 11, 22)
    assert [todo.thing for todo in time_is_over(world.worker, today)] == over
    assert [list(time_is_over(who, today)) for who in (world.sibling, world.campus, world.visitor)] == [[], [], []]
    assert list(time_is_over(world.worker, date(2026, 11, 19))) == []


def test_orders_to_which_nobody_came_are_counted_and_listed(world, small_menu, browser):
    over = [small_menu.order("first_aid", "2026-11-20 am") for _ in range(7)]
    small_menu.order("first_aid", "2026-12-01 am")
    client = browser("worker")
    line = folded(client.get("/desk/"), "到期没人来讲的订单")
    assert (line["number"], len(line["several"])) == (7, 6)
    page = client.get(line["several"][-1]["href"])
    assert (page.context["count"], {row["order"] for row in page.context["rows"]}) == (7, set(over))
    taken = client.get(page.context["csv"]).content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(taken)))) == 7


@pytest.mark.parametrize(
    "query", ["", "place=", "place=429901100", "state=placed", "q=剪纸", "times=over", "place=&q=剪纸"]
)
def test_the_filters_count_the_very_list(world, browser, menu, order, neighbour, query):
    """What a choice says in brackets is what the list holds once it is chosen, whatever else narrows it."""
    place(world, "worker", offer=menu.papercut)
    actions.withdraw(by=world.sibling, order=neighbour)
    outbox.drain()
    client = browser("worker")
    for select in client.get("/orders/?" + query).context["selects"]:
        counted = [one for one in select["options"] if " · " in one["label"]]
        assert counted or select["name"] == "times"
        for option in counted:
            chosen = client.get(f"/orders/?{query}&{select['name']}={option['value']}")
            assert chosen.context["count"] == int(option["label"].split(" · ")[1])

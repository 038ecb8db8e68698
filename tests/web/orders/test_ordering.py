"""The order page: what is filled in, what is offered, what is refused; joining; for which place; slips."""

import gzip
import re
from datetime import timedelta
from urllib.parse import urlencode

from django.utils.html import strip_tags
from lxml import html

from tests.domain.orders.conftest import MONDAY, THURSDAY, THURSDAY_AM
from tests.domain.orders.menu import SIBLING, TOWN, VILLAGE
from towngown.domain.orders import actions
from towngown.domain.orders.compute import bands
from towngown.domain.orders.models import Order
from towngown.domain.partnerships import actions as partnerships
from towngown.kit.halfdays import HalfDay


def new(menu, **more):
    return "/orders/new/?" + urlencode({"offer": menu.pressure.ref} | more)


def shown(response):
    return response.content.decode()


def offered(page):
    """The half-days to tick, as they stand on the page."""
    return re.findall(r'name="wishes" value="([^"]+)"', shown(page))


def test_place_and_half_days_are_known_already_and_nobody_s_guess_is_ticked(world, browser, menu):
    page = browser("worker").get(new(menu))
    assert "石桥镇 · 石桥村" in shown(page)
    assert [one["label"] for one in page.context["people"]] == ["15–24", "25–29", "30–40", "说不准"]
    assert [one["value"] for one in page.context["people"] if one["chosen"]] == [""]
    assert offered(page) == sorted(offered(page))
    assert 'name="place' not in shown(page)


def test_what_was_chosen_is_shown_wherever_the_order_is(world, browser, menu):
    client = browser("worker")
    key = client.get(new(menu)).context["key"]
    done = client.post(new(menu), {"quantity": "25-29", "weeks": "1", "idempotency_key": key})
    order = Order.objects.get()
    for who, address in (
        ("worker", done.url),
        ("worker", "/orders/"),
        ("worker", f"/orders/{order.ref}/"),
        ("window", "/orders/review/"),
    ):
        assert "约25–29 人" in strip_tags(shown(browser(who).get(address))), address


def test_no_head_count_falls_into_two_choices():
    assert bands(10, 30) == [(10, 14), (15, 24), (25, 30)]
    assert bands(4, 6) == [(4, 4), (5, 6)]
    assert bands(7, 7) == [(7, 7)]


def test_only_half_days_in_which_somebody_can_come(world, browser, menu):
    days = offered(browser("worker").get(new(menu)))
    assert days[0] == HalfDay(MONDAY + timedelta(days=3), "am").format()
    assert all(HalfDay(THURSDAY + timedelta(days=at), "am").format() not in days for at in (2, 3))  # the weekend
    actions.away(by=world.campus, teacher=menu.teacher, first_day=MONDAY, last_day=MONDAY + timedelta(days=40))
    days = offered(browser("worker").get(new(menu)))
    assert {HalfDay.__new__(HalfDay, *_parse(one)).day.weekday() for one in days} == {0, 1}


def _parse(text):
    from towngown.kit import halfdays

    return halfdays.parse(text)


def test_where_nobody_is_free_or_named_it_says_so(world, browser, menu):
    for one in (menu.teacher, menu.other):
        actions.away(by=world.campus, teacher=one, first_day=MONDAY, last_day=MONDAY + timedelta(days=40))
    assert "今后四周没有" in shown(browser("worker").get(new(menu)))
    assert "还不知道谁能来" in shown(browser("worker").get(f"/orders/new/?offer={menu.hall.ref}"))


def test_sent_once_and_told_what_happens_next(world, browser, menu):
    client = browser("worker")
    key = client.get(new(menu)).context["key"]
    sent = {"wishes": [THURSDAY_AM.format()], "quantity": "25-29", "weeks": "1", "idempotency_key": key}
    first, again = client.post(new(menu), sent), client.post(new(menu), sent)
    order = Order.objects.get()
    assert first.url == again.url == f"/orders/{order.ref}/done/"
    assert (order.place_code, order.low, order.high, order.assisted) == (VILLAGE, 25, 29, False)
    page = shown(client.get(first.url))
    assert "石桥镇便民窗口 window 人" in strip_tags(page)
    assert "审核后报区里" in page
    assert f"/do/order.withdraw/order/{order.ref}/" in page


def test_nothing_ticked_means_any_time(world, browser, menu):
    browser("worker").post(new(menu), {"quantity": ""})
    order = Order.objects.get()
    assert (order.wishes.count(), order.low) == (0, None)


def test_something_about_a_subject(world, browser, menu):
    client = browser("worker")
    page = client.get("/orders/new/")
    assert {str(one) for one in page.context["shelves"]} == {"健康教育", "艺术修养"}
    refused = client.post("/orders/new/", {"quantity": "20-30"})
    assert refused.status_code == 422
    assert refused.context["fields"]["about"].error
    client.post("/orders/new/", {"about": "手机防骗", "category": menu.arts.ref, "quantity": "20-30"})
    order = Order.objects.get()
    assert (order.about, order.category, order.offer) == ("手机防骗", menu.arts, None)


def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(world, browser, menu):
    sent = {"wishes": [THURSDAY_AM.format(), "2020-01-01 am"], "quantity": "99", "note": "二楼会议室"}
    page = browser("worker").post(new(menu), sent)
    assert page.status_code == 422
    assert Order.objects.count() == 0
    assert f'value="{THURSDAY_AM.format()}" checked' in shown(page)
    assert "二楼会议室" in shown(page)
    assert page.context["fields"]["quantity"].error


def test_coming_along_with_a_neighbour(world, browser, menu, order):
    page = browser("sibling").get(new(menu))
    assert [one["order"] for one in page.context["near"]] == [order]
    assert "石桥村" in shown(page)
    sent = browser("sibling").post(new(menu), {"quantity": "≤10", "joining": order.ref})
    joined = Order.objects.get(place_code=SIBLING)
    assert (joined.state, joined.joined_to) == ("joined", order)
    assert "您与邻村拼了单" in shown(browser("sibling").get(sent.url))


def test_a_full_one_says_so_and_nothing_is_ordered(world, browser, menu, order):
    refused = browser("sibling").post(new(menu), {"quantity": "40", "joining": order.ref})
    assert refused.status_code == 422
    assert Order.objects.count() == 1


def test_a_window_chooses_the_village_by_name_or_from_its_town(world, browser, menu):
    client = browser("window")
    page = client.get(new(menu))
    assert [row["place"].code for row in page.context["own"]] == [TOWN]
    assert [row["place"].code for row in page.context["rows"]] == [VILLAGE, SIBLING, "429901100203"]
    found = client.get(new(menu, place="choose", q="柳林"))
    assert [row["place"].code for row in found.context["found"]] == [SIBLING]
    chosen = client.get("/orders/new/" + found.context["found"][0]["href"])
    assert "石桥镇 · 柳林村" in shown(chosen)
    assert 'name="assisted"' in shown(chosen)
    client.post(new(menu, place=SIBLING), {"quantity": "", "assisted": "on"})
    order = Order.objects.get()
    assert (order.place_code, order.assisted, order.organisation) == (SIBLING, True, world.sibling_village)


def test_an_office_goes_down_from_town_to_village(world, browser, menu):
    world.partnership.place_code = "429901"
    from towngown.kit import doorway

    with doorway.opened("fixture"):
        world.partnership.save()
    client = browser("office")
    page = client.get(new(menu)).context
    assert [row["place"].name for row in page["own"]] == ["云溪县"]
    assert [row["place"].name for row in page["rows"]] == ["石桥镇", "柳河镇"]
    below = client.get("/orders/new/" + page["rows"][0]["under"]).context
    assert [row["place"].name for row in below["rows"]] == ["石桥镇", "石桥村", "柳林村", "东山村"]
    assert below["up"]


def test_a_place_out_of_reach_is_asked_for_again(world, browser, menu):
    page = browser("window").get(new(menu, place="429901101201"))
    assert "rows" in page.context
    assert browser("worker").get(new(menu, place=SIBLING)).context["place_code"] == VILLAGE


def test_who_may_not_order(world, browser, menu):
    assert browser("visitor").get(new(menu)).url.startswith("/accounts/login/?next=/orders/new/")
    assert browser("campus").get(new(menu)).status_code == 403
    assert browser("stranger").get(new(menu)).status_code == 404
    assert browser("worker").get("/orders/new/?offer=nowhere").status_code == 404


def test_the_page_is_light_enough_for_an_old_phone(world, browser, menu, order):
    page = browser("sibling").get(new(menu))
    assert len(gzip.compress(page.content)) < 12_000


def test_slips_carry_a_code_and_open_the_page_filled_in(world, browser, menu):
    page = browser("worker").get(f"/orders/slip/?offer={menu.pressure.ref}")
    assert shown(page).count('class="slip"') == 4
    assert shown(page).count("<svg") >= 4
    assert "高血压怎么管" in shown(page)
    assert browser("worker").get("/orders/slip/").status_code == 200
    assert "rows" in browser("window").get("/orders/slip/").context
    assert browser("campus").get("/orders/slip/").status_code == 403
    opened = browser("worker").get(new(menu, place=VILLAGE, assisted="1"))
    assert opened.context["fields"]["assisted"].value is True


def test_slips_ask_for_the_village_in_their_own_words_with_one_s_own_place_first(world, browser, menu):
    page = html.fromstring(shown(browser("window").get("/orders/slip/")))
    assert page.xpath("string(//h1)").strip() == "给哪个村打印点单纸？"
    assert page.xpath("//main//p[@class='up']/a/@href") == ["/menu/"]
    first = page.xpath("//main//*[@class='places'][1]//a")[0]
    assert (first.text, first.get("href")) == ("石桥镇", f"?place={TOWN}")
    assert page.xpath("count(//main//form/preceding::ul[@class='places'])") == 1
    assert browser("window").get("/orders/slip/" + first.get("href")).context["slips"]
    assert "送到哪里？" in shown(browser("window").get(new(menu)))


def test_slips_are_of_the_partnership_whose_menu_was_open(world, browser, menu):
    partnerships.join(by=world.keeper, partnership=world.other, organisation=world.county, side="locality")
    both = {world.partnership, world.other}
    for one in both:
        page = browser("worker").get(f"/orders/slip/?partnership={one.slug}")
        assert page.context["partnership"] == one
        menu_page = browser("worker").get(f"/menu/?partnership={one.slug}").content.decode()
        assert f"/orders/slip/?partnership={one.slug}" in menu_page
    assert browser("worker").get("/orders/slip/?partnership=none").context["partnership"] in both


def test_the_next_step_of_nobody_s_order_is_not_shown(world, browser, menu, order):
    assert browser("stranger").get(f"/orders/{order.ref}/done/").status_code == 404

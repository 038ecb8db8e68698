"""Pages of dispatch: rounds, scenarios side by side, the board, who is left out, coverage, pairings, one visit."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.domain.matching.small import FAR, HERE, MONDAY, THERE
from towngown.domain.matching import actions
from towngown.domain.matching.models import Dispatch, Pairing, Round, Scenario, Unserved
from towngown.domain.orders import actions as orders
from towngown.foundation.jobs import tasks
from towngown.foundation.jobs.models import Job
from towngown.kit import clock, doorway
from towngown.web.dispatch.charts import length


def shown(response):
    return response.content.decode()


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return len(asked)


def test_a_round_is_opened_and_worked_out_from_its_pages(world, menu, browser):
    menu.order("first_aid", "2026-12-01 am")
    client = browser("campus")
    assert "开启一轮派单" in shown(client.get("/dispatch/"))
    address = f"/do/round.open/partnership/{world.partnership.ref}/"
    key = client.get(address).context["key"]
    client.post(address, {"first_day": "2026-11-30", "last_day": "2026-12-06", "idempotency_key": key})
    round_ = Round.objects.get()
    asked = f"/do/scenario.add/round/{round_.ref}/"
    given = {"memory": "on", "reach_pct": "100", "even": "on", "hold": "on", "idempotency_key": "k"}
    assert client.post(asked, given).url == f"/dispatch/scenarios/{Scenario.objects.get().ref}/"
    waiting = client.get(f"/dispatch/scenarios/{Scenario.objects.get().ref}/")
    assert "data-poll" in shown(waiting)
    tasks.run(Scenario.objects.get().job_ref)
    done = shown(client.get(f"/dispatch/scenarios/{Scenario.objects.get().ref}/"))
    assert "已证明最优" in done
    assert "data-poll" not in done
    assert "1 / 1" in shown(client.get("/dispatch/"))


def test_scenarios_stand_side_by_side(world, menu, scenario, browser):
    menu.scenario(scenario.round, memory=False, reach_pct=400)
    page = browser("campus").get(f"/dispatch/{scenario.round.ref}/")
    cells = [[(cell["letter"], cell["text"]) for cell in row["cells"]] for row in page.context["measures"][:2]]
    assert cells == [[("A", "1 / 3"), ("B", "2 / 3")]] * 2
    assert "方案 A" in shown(page)
    assert "<svg" in shown(page)
    assert page.context["chart"]["letters"] == ["A", "B"]


def test_drafts_are_not_seen_by_the_places(world, scenario, browser):
    assert browser("worker").get(f"/dispatch/scenarios/{scenario.ref}/").status_code == 404
    page = browser("worker").get(f"/dispatch/{scenario.round.ref}/")
    assert page.context["scenarios"] == []


def test_orders_that_lie_in_no_round_are_counted_and_a_round_can_be_opened_for_them(world, menu, browser):
    menu.round(MONDAY, date(2026, 12, 6))
    client = browser("campus")
    assert "没有进入任何一轮" not in shown(client.get("/dispatch/")) + shown(client.get("/desk/"))
    menu.order("first_aid", "2026-12-09 am")
    menu.order("first_aid", "2026-12-11 am")
    menu.order("first_aid", "2026-11-20 am")
    page = client.get("/dispatch/")
    assert "有 2 份待派订单没有进入任何一轮" in shown(page)
    assert "有 1 份待派订单的时间已过" in shown(page)
    [gap] = page.context["gaps"]
    assert gap.href.endswith("?first_day=2026-12-09&last_day=2026-12-11")
    assert "有 2 份待派订单没有进入任何一轮" in shown(client.get("/desk/"))
    for who in ("office", "worker"):
        assert "没有进入任何一轮" not in shown(browser(who).get("/dispatch/")) + shown(browser(who).get("/desk/"))
    form = client.get(gap.href)
    assert 'value="2026-12-09"' in shown(form)
    given = {"first_day": "2026-12-09", "last_day": "2026-12-11", "idempotency_key": form.context["key"]}
    client.post(gap.href, given)
    assert "没有进入任何一轮" not in shown(client.get("/desk/"))


def test_the_board_shows_a_week_of_teachers(world, menu, scenario, browser):
    client, address = browser("campus"), f"/dispatch/scenarios/{scenario.ref}/board/"
    page = client.get(address)
    assert [(str(row["teacher"]), row["count"]) for row in page.context["rows"]] == [("陈", 1)]
    visit = Dispatch.objects.get()
    assert f"/dispatch/visits/{visit.ref}/move/" in shown(page)
    assert client.get(address + "?week=2026-12-07").context["rows"] == []
    assert client.get(address + "?week=nonsense").context["monday"] == MONDAY
    assert client.get(address + "?town=429901200").context["rows"] == []
    assert client.get(address + "?q=%E9%99%88").context["count"] == 1
    assert client.get(address + "?category=none").context["rows"] == []
    assert client.get(address + "?page=9").context["rows"] == []


def test_the_board_opens_on_the_week_with_the_next_visits(world, menu, scenario, browser):
    client, address = browser("campus"), f"/dispatch/scenarios/{scenario.ref}/board/"
    with doorway.opened("fixture"):
        Dispatch.objects.update(day=MONDAY + timedelta(days=8))
    assert client.get(address).context["monday"] == MONDAY + timedelta(days=7)
    with clock.set_to(MONDAY + timedelta(days=30)):
        assert client.get(address).context["monday"] == MONDAY + timedelta(days=7)
    with doorway.opened("fixture"):
        Dispatch.objects.update(state="lifted")
    assert client.get(address).context["monday"] == MONDAY


def test_a_teacher_s_page_is_offered_to_those_who_may_see_it(world, menu, scenario, browser):
    actions.publish_scenario(by=world.campus, scenario=scenario)
    address, visit = f"/dispatch/scenarios/{scenario.ref}/board/", Dispatch.objects.get()
    for page in (address, f"/dispatch/visits/{visit.ref}/"):
        assert f"/teachers/{visit.teacher.ref}/" in shown(browser("campus").get(page))
        assert f"/teachers/{visit.teacher.ref}/" not in shown(browser("office").get(page))


def test_a_visit_is_moved_by_hand_by_its_form(world, menu, scenario, browser):
    client, visit = browser("campus"), Dispatch.objects.get()
    address = f"/dispatch/visits/{visit.ref}/move/"
    fields = {one["name"]: one for one in client.get(address).context["fields"]}
    assert [option["label"] for option in fields["teacher"]["options"]] == ["沈 · 1.0 公里", "陈 · 0.0 公里"]
    halves = fields["when"]["options"]
    assert (halves[0]["value"], halves[0]["chosen"], len(halves)) == ("2026-12-01 am", True, 28)
    assert halves[0]["label"].endswith("（想要的）")
    sent = {"teacher": menu.teachers["沈"].ref, "when": "2026-12-02 pm", "idempotency_key": "k"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert [one["chosen"] for one in {f["name"]: f for f in refused.context["fields"]}["when"]["options"]].count(
        True
    ) == 1
    assert client.post(address, sent | {"reason": "换人"}).url == f"/dispatch/visits/{visit.ref}/"
    page = shown(client.get(f"/dispatch/visits/{visit.ref}/"))
    assert "换人" in page
    assert "沈" in page
    assert browser("worker").get(address).status_code == 404


def test_moving_a_later_week_offers_the_half_days_wished_for_that_week(world, menu, browser):
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid", "2026-12-01 am, 2026-12-07 pm", weeks=2)
    menu.published()
    visit = Dispatch.objects.get(unit=1)
    page = browser("campus").get(f"/dispatch/visits/{visit.ref}/move/")
    halves = {one["name"]: one for one in page.context["fields"]}["when"]["options"]
    wished = [one["value"] for one in halves if one["label"].endswith("（想要的）")]
    assert (wished, halves[0]["value"], len(halves)) == (["2026-12-08 am"], "2026-12-08 am", 28)


def test_who_is_left_out_reads_why_and_what_would_help(world, menu, scenario, browser):
    client, address = browser("campus"), f"/dispatch/scenarios/{scenario.ref}/unserved/"
    page = shown(client.get(address))
    assert "会讲这门课的 2 位老师，都到不了这么远。" in page
    assert "多走" in page
    assert "师资名单里没有老师会讲这门课。" in page
    assert "如果再有 1 位会讲这门课、周三 12月2日，上午有空的老师，就有人能来。" in page or "如果再有 1 位" in page
    only = client.get(address + "?cause=nobody_qualified&town=429901100")
    assert [row["order"].place_code for row in only.context["rows"]] == [THERE]
    assert client.get(address + "?town=429901300").context["rows"] == []
    english = shown(browser("campus").get("/en" + address))
    assert "Nobody who can give this goes as far as this place (2 can give it)." in english


def test_a_suggestion_is_followed_and_served_in_a_new_scenario(world, menu, scenario, browser):
    client = browser("campus")
    row = Unserved.objects.get(scenario=scenario, cause="nobody_within_reach")
    sent = {"order": row.order.ref, "unit": "0", "idempotency_key": "k"}
    address = f"/dispatch/scenarios/{scenario.ref}/unserved/follow/"
    made = client.post(address, sent)
    new = Scenario.objects.get(number=2)
    assert made.url == client.post(address, sent).url == f"/dispatch/scenarios/{new.ref}/"
    tasks.run(new.job_ref)
    page = shown(client.get(made.url))
    assert "本方案中已派到" in page
    assert "assumes 1 change" in shown(client.get(f"/en/dispatch/{scenario.round.ref}/"))
    assert "它假定了还没有问过任何人的事" in shown(client.get(f"/dispatch/scenarios/{new.ref}/publish/"))


def test_a_closer_look_is_asked_for_by_a_button(world, menu, browser, monkeypatch):
    monkeypatch.setattr("towngown.domain.matching.compute.why.SEARCHED", 0)
    menu.order("phones", "2026-12-02 am")
    scenario = menu.scenario(menu.round())
    client, address = browser("campus"), f"/dispatch/scenarios/{scenario.ref}/unserved/"
    page = client.get(address)
    assert page.context["looks"]
    client.post(address + "look/", {"idempotency_key": page.context["key"]})
    tasks.run(Job.objects.get(job_kind="matching.look").ref)
    after = client.get(address)
    assert not after.context["looks"]
    assert "如果再有 1 位" in shown(after)


@pytest.mark.parametrize(("form", "starts"), [("csv", "\ufeff".encode()), ("xlsx", b"PK")])
def test_the_list_leaves_as_a_file(world, scenario, browser, form, starts):
    answer = browser("campus").get(f"/dispatch/scenarios/{scenario.ref}/unserved/export.{form}")
    assert answer.content.startswith(starts)
    assert browser("campus").get(f"/dispatch/scenarios/{scenario.ref}/unserved/export.pdf").status_code == 404


def test_coverage_names_the_corners_never_served(world, menu, scenario, browser):
    client = browser("office")
    assert "还没有发布过任何一轮" in shown(client.get("/dispatch/coverage/"))
    actions.publish_scenario(by=world.campus, scenario=scenario)
    page = client.get("/dispatch/coverage/")
    towns = {row["asked"]: row for row in page.context["rows"]}
    assert (towns[2]["served"], towns[2]["never"], towns[1]["served"], towns[1]["never"]) == (1, 1, 0, 1)
    parts = [(one["value"], one["unit"], one["note"]) for one in page.context["figures"][1:]]
    assert parts == [(1, "/ 3", "按要求的次数"), (2, "/ 3", "按点过单的村居数"), (0, "/ 3", "按全部村居数")]
    assert "派单所用的距离由程序生成" in shown(page)
    _tiles_say_what_the_table_says(page)
    assert browser("visitor").get("/dispatch/coverage/").status_code in (302, 403)


def _tiles_say_what_the_table_says(page):
    """A tile a town in the order of the codes, with the number of its row; never served is said in a word."""
    tiles = html.fromstring(shown(page)).xpath("//ul[@class='tiles']/li")
    rows = sorted(page.context["rows"], key=lambda row: row["code"])
    for tile, row in zip(tiles, rows, strict=True):
        said = tile.text_content()
        assert row["name"] in said
        assert f"{row['served']} / {row['asked']}" in said
        assert ("一次没排上" in said) is (row["asked"] > 0 and not row["served"])
        assert tile.xpath(".//*[local-name()='rect']")[0].get("width") == str(length(row["asked"], row["served"]))
    assert any(row["asked"] and not row["served"] for row in rows)


def test_the_bar_of_a_tile_grows_with_the_share():
    assert [length(8, served) for served in (0, 1, 4, 7, 8)] == [0, 12, 50, 87, 100]
    assert (length(0, 0), length(1000, 999)) == (0, 99)


def test_pairings_are_listed_and_ended(world, menu, browser):
    menu.teacher("马", ["first_aid"], teacher_kind="expert")
    client = browser("campus")
    assert "还没有结对" in shown(client.get("/dispatch/pairings/"))
    client.post(f"/do/pairing.match/partnership/{world.partnership.ref}/", {"each": "4", "idempotency_key": "k"})
    page = client.get("/dispatch/pairings/")
    assert (page.context["experts"], page.context["pairs"]) == (1, 2)
    one = Pairing.objects.first()
    client.post(f"/do/pairing.end/pairing/{one.ref}/", {"idempotency_key": "k2"})
    assert client.get("/dispatch/pairings/").context["pairs"] == 1
    assert "pairing.end" not in shown(browser("worker").get("/dispatch/pairings/"))


def test_a_visit_is_answered_from_its_page(world, menu, scenario, browser):
    actions.publish_scenario(by=world.campus, scenario=scenario)
    visit = Dispatch.objects.get()
    client = browser("campus")
    assert "dispatch.accept" in shown(client.get(f"/dispatch/visits/{visit.ref}/"))
    refused = client.post(f"/do/dispatch.accept/dispatch/{visit.ref}/", {"idempotency_key": "k"})
    assert refused.status_code == 422
    client.post(f"/do/dispatch.accept/dispatch/{visit.ref}/", {"told_so": "on", "idempotency_key": "k2"})
    visit.refresh_from_db()
    assert visit.state == "accepted"
    assert "dispatch.accept" not in shown(browser("worker").get(f"/dispatch/visits/{visit.ref}/"))


def test_the_campus_desk_asks_for_rounds_not_published(world, scenario, browser):
    assert "这一轮还没有发布" in shown(browser("campus").get("/desk/"))
    assert "这一轮还没有发布" not in shown(browser("office").get("/desk/"))


def test_queries_do_not_grow_with_the_rows(world, menu, browser):
    client, counts = browser("campus"), []
    for more in (1, 4):
        for number in range(more):
            menu.order("first_aid", f"2026-12-0{number + 1} am", (HERE, THERE)[number % 2])
            menu.order("phones", "2026-12-02 am", (HERE, THERE)[number % 2])
            menu.teacher(f"师{more}{number}", ["first_aid"])
            orders.record_category(
                by=world.keeper, partnership=world.partnership, key=f"c{more}{number}", title_zh=f"类{more}{number}"
            )
        round_ = menu.round(MONDAY, date(2026, 12, 6 + more))
        scenario = menu.scenario(round_)
        menu.scenario(round_, memory=False)
        base = f"/dispatch/scenarios/{scenario.ref}/"
        pages = (base, base + "board/", base + "unserved/", f"/dispatch/{round_.ref}/", "/dispatch/", base + "publish/")
        counts.append([queries_of(client, page) for page in pages])
    assert counts[0] == counts[1]


def test_queries_of_coverage_and_pairings_do_not_grow(world, menu, browser):
    client, counts = browser("campus"), []
    for more in (1, 3):
        for number in range(more):
            menu.order("first_aid", f"2026-12-0{number + 1} am", (HERE, THERE, FAR)[number])
            menu.teacher(f"师{more}{number}", ["first_aid"])
            expert = menu.teacher(f"专{more}{number}", ["first_aid"], teacher_kind="expert")
            actions.make_pairing(
                by=world.campus,
                partnership=world.partnership,
                expert=expert,
                teacher=menu.teachers[f"师{more}{number}"],
            )
        menu.published(first=MONDAY, last=date(2026, 12, 10 + more))
        counts.append([queries_of(client, page) for page in ("/dispatch/coverage/", "/dispatch/pairings/")])
    assert counts[0] == counts[1]

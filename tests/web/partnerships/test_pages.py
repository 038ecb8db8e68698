"""Pages of partnerships, ledgers, promises, agreements: what they show, to whom, and at what cost."""

from datetime import date

import pytest
import time_machine

from tests.fixtures import person
from towngown.domain.activities import actions as activities
from towngown.domain.agreements import actions as agreements
from towngown.domain.exchange import actions as exchange
from towngown.domain.outcomes import actions as outcomes
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.stations import actions as stations
from towngown.foundation.journal.models import Entry
from towngown.kit import clock
from towngown.kit.quantity import Quantity
from towngown.kit.when import When
from towngown.web.partnerships.today import late
from towngown.web.shared.addresses import href

PAGES = ["/partnerships/small/", "/partnerships/small/ledger/"]


def pages_of(signed, promise):
    return [*PAGES, f"/agreements/{signed.ref}/", f"/promises/{promise.ref}/", f"/promises/{promise.ref}/2025-01-01/"]


@pytest.mark.parametrize(
    "name, status", [("office", 200), ("campus", 200), ("worker", 200), ("stranger", 404), ("visitor", 404)]
)
def test_who_sees_the_pages(world, signed, promise, browser, name, status):
    client = browser(name)
    assert [client.get(page).status_code for page in pages_of(signed, promise)] == [status] * 5


@pytest.mark.parametrize("path", ["/", "/partnerships/", "/agreements/", "/en/partnerships/", "/en/agreements/"])
def test_lists_are_open_and_show_only_what_one_may_see(world, signed, browser, path):
    ours = browser("office").get(path).content.decode()
    theirs = browser("stranger").get(path).content.decode()
    wanted = "合作协议" if "agreements" in path else ("Yunxi" if "/en/" in path else "云溪县")
    assert wanted in ours
    assert wanted not in theirs


def test_empty_lists_say_what_to_do(world, browser):
    assert 'class="empty"' in browser("visitor").get("/partnerships/").content.decode()
    assert 'class="empty"' in browser("visitor").get("/agreements/?q=x").content.decode()


def test_the_ledger_shows_marks_that_lead_to_cells(world, signed, promise, browser):
    page = browser("office").get("/partnerships/small/").content.decode()
    assert f'href="/promises/{promise.ref}/2025-01-01/"' in page
    assert 'class="mark late"' in page
    assert 'class="mark open"' in page


def test_the_ledger_explains_its_marks_where_they_are_seen(world, signed, promise, browser):
    whole = browser("office").get("/partnerships/small/")
    assert len(whole.context["legend"]) == 8
    assert "期限已过，记录还不够；不等于没有做。" in whole.content.decode()
    ledger = browser("office").get("/partnerships/small/ledger/")
    counted = {one["state"]: one["label"] for one in ledger.context["legend"]}
    assert counted["late"].startswith("逾期未记 ")
    assert "kept" not in counted
    assert "这一期还没有结束，还来得及。" in ledger.content.decode()


def test_the_parties_lead_to_their_pages(world, signed, browser):
    for prefix in ("", "/en"):
        for page in PAGES:
            text = browser("office").get(prefix + page).content.decode()
            assert f'href="{prefix}/office/organisations/{world.county.ref}/"' in text
            assert ("：" in text.split("<main")[1].split("</dl>")[0]) is False


def test_a_page_of_an_invented_partnership_says_so(world, signed, promise, browser):
    for page in pages_of(signed, promise):
        assert 'class="notice"' in browser("office").get(page).content.decode()


def test_today_is_for_members_and_asks_for_the_signature(world, signed, promise, browser):
    agreements.propose_waiver(by=world.campus, promise=promise, period_first=date(2025, 1, 1), reason="停办")
    page = browser("office").get("/partnerships/small/")
    assert [item["href"] for item in page.context["today"]][0] == f"/promises/{promise.ref}/"
    assert len(page.context["today"]) == 5
    assert [item["what"] for item in browser("campus").get("/partnerships/small/").context["today"]][0] != ""


def test_today_counts_what_it_does_not_show(world, signed, promise, browser, monkeypatch):
    monkeypatch.setattr("towngown.web.partnerships.today.MOST", 1)
    page = browser("office").get("/partnerships/small/")
    shown, number = page.context["today"], page.context["today_title"]
    assert (len(shown), number, shown[-1]["text"]) == (2, "今天要办 4 件", "还有 3 件")
    assert shown[-1]["href"] == "/partnerships/small/ledger/"
    assert "今天要办 4 件" in page.content.decode()


def test_who_signs_hears_on_the_desk_what_is_late_in_one_line(world, signed, promise, browser):
    lines = {who: [(one.text, one.href, one.thing) for one in late(world.fresh(who), clock.today())]
             for who in ("office", "campus", "worker", "stranger")}  # fmt: skip
    ((text, address, about),) = lines["office"]
    shown = browser("office").get(address).context["cells"]
    assert (f"{len(shown)} 个承诺周期已逾期" in text, len(shown) > 0, about) == (True, True, world.partnership)
    assert (lines["campus"], lines["worker"], lines["stranger"]) == (lines["office"], [], [])


def test_today_asks_nobody_for_what_they_cannot_do(world, signed, promise, browser):
    page = browser("worker").get("/partnerships/small/")
    assert page.context["today"] == []
    assert 'class="today' not in page.content.decode()


def test_many_verbs_stand_under_more_and_few_do_not(world, draft, promise, browser):
    def split(who):
        context = browser(who).get("/partnerships/small/").context
        return [one["verb"] for one in context["actions"]], {one["verb"] for one in context["rest"]}

    front, more = split("office")
    assert (front[0], len(front)) == ("activity.plan", 3)
    assert {"partnership.describe", "station.open"} <= more and not set(front) & more
    page = browser("office").get("/partnerships/small/").content.decode().partition("更多</summary>")[2]
    assert "设立服务站</a>" in page and "修改合作介绍</a>" in page
    world.users["teacher"] = person("teacher", world.university, "expert")
    assert (len(split("teacher")[0]), split("teacher")[1]) == (3, set())


def test_where_nothing_is_promised_drafting_stands_in_front(world, browser):
    assert browser("office").get("/partnerships/small/").context["actions"][1]["verb"] == "agreement.draft"


def test_the_filter_lists_cells_with_reasons(world, signed, promise, browser):
    page = browser("office").get("/partnerships/small/ledger/?state=late&year=2024")
    assert [cell["year"] for cell in page.context["cells"]] == [2024]
    assert browser("office").get("/partnerships/small/ledger/?state=kept").context["cells"] == []
    whole = browser("office").get("/partnerships/small/ledger/?state=nonsense").context
    assert (whole["narrowed"], len(whole["rows"]), whole["count"]) == (False, 1, 4)


def test_a_long_ledger_comes_in_pages_or_whole(world, signed, promise, browser):
    office, address = browser("office"), "/partnerships/small/ledger/"
    assert office.get(address).context["all"] == ""
    for number in range(26):
        agreements.record_promise(
            by=world.keeper, partnership=world.partnership, key=f"k{number}", agreement=signed,
            activity_kind=promise.activity_kind, first_day=date(2024, 1, 1), title_zh=f"第{number}件",
        )  # fmt: skip
    first = office.get(address + "?year=").context
    second = office.get(address + first["next"])
    assert (len(first["rows"]), first["previous"], len(second.context["rows"])) == (25, "", 2)
    assert second.context["next"] == ""
    assert office.get(address + second.context["previous"]).context["rows"] == first["rows"]
    assert len(office.get(address + first["all"]).context["rows"]) == 27
    late = office.get(address + "?state=late&year=2024").context
    assert (len(late["cells"]), late["count"]) == (25, 27)
    assert len(office.get(address + late["next"]).context["cells"]) == 2
    assert second.content.decode().count('rel="prev"') == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exports_are_journalled(world, signed, promise, browser, form):
    for page in (f"/partnerships/small/ledger/export.{form}", f"/agreements/export.{form}"):
        assert browser("office").get(page).status_code == 200
    assert list(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == [
        "agreement.export",
        "ledger.export",
    ]
    assert browser("office").get("/agreements/export.exe").status_code == 404
    assert browser("stranger").get(f"/partnerships/small/ledger/export.{form}").status_code == 404


def test_a_cell_offers_to_plan_to_waive_and_to_close(world, signed, promise, browser):
    late = browser("office").get(f"/promises/{promise.ref}/2025-01-01/")
    assert [one["href"].split("/")[2] for one in late.context["actions"]] == [
        "plan", "waiver.propose", "closing.propose",
    ]  # fmt: skip
    assert (
        browser("worker")
        .get(f"/promises/{promise.ref}/2025-01-01/")
        .context["actions"][0]["href"]
        .startswith("/activities/plan/")
    )
    assert browser("office").get(f"/promises/{promise.ref}/2025-01-02/").status_code == 404
    assert browser("office").get(f"/promises/{promise.ref}/monday/").status_code == 404


def test_a_year_is_offered_for_closing_only_when_it_can_be_closed(world, draft, browser):
    salon = agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=activity_kind("salon"), per="quarter",
        first_day=date(2025, 10, 1),
    )  # fmt: skip
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    office, form = browser("office"), "closing.propose"

    def offers(address):
        return [one["href"] for one in office.get(address).context["actions"] if form in one["href"]]

    assert offers(f"/promises/{salon.ref}/2026-01-01/") == []  # its quarter is over, its year is not
    assert "year=2025" in offers(f"/promises/{salon.ref}/2025-10-01/")[0]
    assert "year=2025" in offers(f"/agreements/{draft.ref}/")[0]
    agreements.propose_closing(by=world.office, agreement=draft, year=2025)
    assert offers(f"/promises/{salon.ref}/2025-10-01/") == offers(f"/agreements/{draft.ref}/") == []


def test_the_offered_forms_open(world, signed, promise, browser):
    office = browser("office")
    for one in office.get(f"/promises/{promise.ref}/2025-01-01/").context["actions"]:
        assert office.get(one["href"]).status_code == 200


def test_a_cell_shows_what_counts(world, signed, promise, browser):
    held = activities.record(
        by=world.keeper, partnership=world.partnership, key="a", activity_kind=promise.activity_kind, title_zh="宣讲一",
        when=When.parse("2025-03-01"), promises=[promise], campus_heads=Quantity.exactly(30),
        source="学校新闻网", classified_by_us=True,
    )  # fmt: skip
    page = browser("office").get(f"/promises/{promise.ref}/2025-01-01/")
    assert page.context["state"] == "unproven"
    assert [one["href"] for one in page.context["others"]] == [f"/activities/{held.ref}/"]
    assert page.context["counting"] == []


def test_signing_in_the_browser(world, draft, promise, browser):
    office = browser("office")
    page = office.get(f"/agreements/{draft.ref}/")
    assert "/do/agreement.sign/agreement/" in page.content.decode()
    answer = office.post(f"/do/agreement.sign/agreement/{draft.ref}/", {"idempotency_key": "k"})
    assert answer.status_code == 302
    after = office.get(f"/agreements/{draft.ref}/").content.decode()
    assert "/do/agreement.sign/agreement/" not in after
    assert "/do/agreement.unsign/agreement/" in after
    again = office.post(f"/do/agreement.sign/agreement/{draft.ref}/", {"idempotency_key": "k2"})
    assert again.status_code == 422


def test_queries_of_the_list_do_not_grow(world, signed, browser, django_assert_num_queries):
    client = browser("office")
    client.get("/agreements/")

    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.get("/agreements/")  # what changed is read anew, once
        with CaptureQueriesContext(connection) as one:
            client.get("/agreements/")
        with CaptureQueriesContext(connection) as other:
            client.get("/partnerships/small/")
        return len(one), len(other)

    before = count()
    for number in range(2):
        more = agreements.draft(
            by=world.office, partnership=world.partnership, title_zh=f"又一份 {number}",
            parties=list(world.parties.values())[:2],
        )  # fmt: skip
        agreements.add_promise(by=world.office, agreement=more, activity_kind=activity_kind("salon"))
        agreements.sign(by=world.office, agreement=more)
        agreements.sign(by=world.campus, agreement=more)
        activities.plan(
            by=world.office, partnership=world.partnership, activity_kind=activity_kind("salon"),
            first_day=date(2026, 12, 1),
        )  # fmt: skip
    after = count()
    assert after[0] == before[0]
    assert after[1] <= before[1] + 2  # the first activity brings its accounts


def test_lists_are_paged_by_key(world, today, browser):
    for number in range(27):
        agreements.record(
            by=world.keeper, partnership=world.partnership, key=str(number), title_zh=f"协议{number:02}",
            parties=list(world.parties.values())[:2],
        )  # fmt: skip
    first = browser("office").get("/agreements/")
    assert len(first.context["rows"]) == 25
    second = browser("office").get("/agreements/" + first.context["older"])
    assert [str(row["agreement"]) for row in second.context["rows"]] == ["协议01", "协议00"]
    assert second.context["older"] == ""
    back = browser("office").get("/agreements/" + second.context["newer"])
    assert (back.context["rows"], back.context["newer"]) == (first.context["rows"], "")


def test_a_station_with_milestones_and_an_output(world, signed, browser):
    station = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="服务站", quantity=Quantity.exactly(20), floors=3
    )
    stations.add_milestone(by=world.office, station=station, title_zh="奠基", when=When.parse("2022-04"))
    outcomes.add_output(
        by=world.office, partnership=world.partnership, output_kind="gift", title_zh="平台",
        quantity=Quantity.about(100_000_000),
    )  # fmt: skip
    page = browser("worker").get(f"/stations/{station.ref}/").content.decode()
    assert "奠基" in page
    assert browser("stranger").get(f"/stations/{station.ref}/").status_code == 404
    assert "约100万元" in browser("office").get("/partnerships/small/").content.decode()


def test_what_a_record_does_not_reach_is_said(world, signed, browser, public):
    from towngown.kit import doorway

    public.record_to = date(2023, 3, 31)
    with doorway.opened("fixture"):
        public.save()
    page = browser("visitor").get("/partnerships/small/").content.decode()
    assert "2023年3月31日" in page
    assert 'class="today' not in page


@pytest.mark.parametrize(("nature", "ours"), [("reported", True), ("invented", False)])
def test_the_rule_of_evidence_is_ours_where_only_a_report_tells(world, signed, promise, browser, public, nature, ours):
    from towngown.kit import doorway

    public.nature = nature
    with doorway.opened("fixture"):
        public.save()
    for thing in (promise, signed):
        page = browser("office").get(href(thing)).content.decode()
        assert ("由整理者设定，报道未提及" in page) is ours


def test_what_is_wished_for_stands_on_the_page_and_a_report_begins_with_last_year(world, today, browser):
    wish = exchange.voice(by=world.worker, partnership=world.partnership, title_zh="想办夜校")
    page = browser("office").get("/partnerships/small/")
    assert [one["href"] for one in page.context["wishes"]] == [f"/intentions/{wish.ref}/"]
    start = next(one["href"] for one in page.context["rest"] if "/do/report.start/" in one["href"])
    assert start.endswith("?report_kind=annual&year=2025")


def test_who_cannot_draft_is_not_told_to(world, public, browser):
    hint = "draft one, add its promises"
    assert hint in browser("office").get("/en/partnerships/small/").content.decode()
    seen = browser("visitor").get("/en/partnerships/small/").content.decode()
    assert "Nothing of this is public" in seen
    assert hint not in seen


def test_a_page_one_may_not_see_offers_to_log_in(world, browser):
    page = browser("visitor").get("/en/partnerships/small/")
    assert page.status_code == 404
    assert "There is no such page, or it is not open to you." in page.content.decode()
    assert "next=/en/partnerships/small/" in page.content.decode()


def test_a_change_that_nobody_signed_in_time_says_so_and_asks_for_no_signature(world, signed, promise, browser):
    agreements.propose_amendment(by=world.office, promise=promise, from_day=date(2027, 1, 1), minimum=2)
    late = "没有及时签署"
    for day, offered in ((date(2027, 6, 1), True), (date(2028, 1, 1), False)):
        with time_machine.travel(day, tick=False):
            client = browser("campus")
            paper = client.get(f"/agreements/{signed.ref}/").content.decode()
            assert ("/do/amendment.sign/" in paper, late in paper) == (offered, not offered)
            listed = client.get("/partnerships/small/").context["today"]
            assert any("签署" in one["what"] for one in listed) is offered


def test_the_agreement_above_is_named_only_to_those_who_may_see_it(world, signed, public, browser):
    given = {"by": world.keeper, "partnership": public, "key": "child", "title_zh": "子协议", "audience": "public"}
    child = agreements.record(**given, parent=signed)
    page = f"/agreements/{child.ref}/"
    assert "合作协议" in browser("office").get(page).content.decode()
    assert "合作协议" not in browser("visitor").get(page).content.decode()

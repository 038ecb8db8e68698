"""How a partnership's numbers are told: every state by itself, one rule for what counts, and what was done where nothing was promised."""

from datetime import date, timedelta

import pytest

from tests.fixtures import TODAY
from towngown.domain.activities import actions as activities
from towngown.domain.activities.queries import activities as all_activities
from towngown.domain.agreements import actions as agreements
from towngown.domain.exchange import actions as exchange
from towngown.domain.outcomes import actions as outcomes
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.partnerships.queries import activity_kind
from towngown.kit import clock, doorway
from towngown.kit.quantity import Quantity


@pytest.fixture(autouse=True)
def this_year():
    """What is told goes up to today, so today is a fixed one."""
    with clock.set_to(TODAY):
        yield


@pytest.fixture
def told(world):
    """The small partnership as a report tells it: one lecture that counts, one without a day, nothing promised."""
    partnerships.record(
        by=world.keeper, slug="small", title_zh="云溪县 × 江城大学", nature="reported", audience="public",
        record_to=date(2023, 12, 31),
    )  # fmt: skip
    given = {"by": world.keeper, "partnership": world.partnership, "activity_kind": lecture_of(world), "source": "校报"}
    activities.record(**given, key="one", title_zh="宣讲", when="2023-04-05", heads="200余名")
    activities.record(**given, key="two", title_zh="多次指导", heads="50名")
    return world.partnership


def lecture_of(world):
    return activity_kind("theory_lecture") or partnerships.add_kind(
        by=world.keeper, code="theory_lecture", title_zh="理论宣讲"
    )


@pytest.fixture
def promised(world, told):
    """Every year a lecture, from 2023 on."""
    frame = agreements.record(
        by=world.keeper, partnership=told, key="frame", title_zh="框架协议", state="in_force", audience="public"
    )
    promise = agreements.record_promise(
        by=world.keeper, partnership=told, key="p", agreement=frame, activity_kind=lecture_of(world),
        first_day=date(2023, 1, 1), title_zh="每年宣讲", evidence_rule="any_record",
    )  # fmt: skip
    given = {"by": world.keeper, "partnership": told, "activity_kind": lecture_of(world)}
    activities.record(
        **given, key="one", title_zh="宣讲", when="2023-04-05", source="校报", heads="200余名", promises=[promise]
    )
    return promise


@pytest.mark.parametrize(("told", "shown"), [("2023-03-31", "报道于 2023年3月31日"), ("年底", "报道于 年底"), ("", "")])
def test_the_day_of_the_report_is_written_as_other_days_are(world, browser, told, shown):
    partnerships.record(by=world.keeper, slug="small", title_zh="报道的", audience="public", reported_on=told)
    assert shown in browser("visitor").get("/partnerships/small/").content.decode()


def figures(page):
    return [(one["label"], str(one["value"])) for one in page.context["figures"]]


def test_promises_are_told_state_by_state_each_leading_to_its_cells(world, promised, browser):
    page = browser("visitor").get("/partnerships/small/")
    wanted = [one for one in page.context["figures"] if "state=" in one["href"]]
    assert [(one["label"], one["value"]) for one in wanted] == [("承诺：已兑现", 1), ("承诺：无记录", 3)]
    assert [one["href"].split("?")[1] for one in wanted] == ["state=kept", "state=not_recorded"]
    assert "1 / 4" not in page.content.decode()
    for one in wanted:
        assert browser("visitor").get(one["href"]).context["count"] == one["value"]


def test_the_brief_tells_them_the_same_way(world, promised, browser):
    page = browser("visitor").get("/partnerships/small/brief/")
    wanted = [one for one in page.context["figures"] if "state=" in one["href"]]
    assert [(one["label"], one["value"]) for one in wanted] == [("承诺：已兑现", "1"), ("承诺：无记录", "3")]
    assert wanted[0]["href"] == "/partnerships/small/ledger/?state=kept"


def test_what_was_not_promised_is_no_verdict(world, told, browser):
    for page in ("/", "/partnerships/", "/partnerships/small/", "/partnerships/small/brief/"):
        text = browser("visitor").get(page).content.decode()
        assert "0 / 0" not in text
        assert "0 条承诺" not in text
        assert "承诺：" not in text


def test_the_first_page_says_what_was_done(world, told, browser):
    given = {"by": world.keeper, "partnership": told, "audience": "public"}
    outcomes.record_line(**given, key="k", title_zh="对接学者", quantity=Quantity.parse("20+ | 20余名 | "))
    outcomes.record_output(**given, key="o", output_kind="plan", title_zh="规划")
    exchange.record_intention(**given, key="i", title_zh="建学生实践平台")
    row = next(one for one in browser("visitor").get("/").context["rows"] if one.partnership == told)
    assert [(one["label"], one["value"]) for one in row.done] == [
        ("活动", "1"), ("没有确切日期的活动", "1"), ("参加人次（至少）", "200"), ("产出", "1"), ("意向", "1"), ("对接学者", "20余名"),
    ]  # fmt: skip
    text = browser("visitor").get("/").content.decode()
    assert "对接学者" in text
    assert f'href="{row.done[0]["href"]}"' in text


def test_one_rule_for_what_counts(world, told, browser):
    """What has no day of its own is history on the page and in the brief, and both say so beside the number."""
    page, brief = (browser("visitor").get(f"/partnerships/small/{tail}") for tail in ("", "brief/"))
    assert figures(page)[:2] == [("活动", "1"), ("参加人次（至少）", "200")]
    assert ("活动场次", "1") in figures(brief)
    assert ("参加人次（至少）", "200") in figures(brief)
    note = "另有 1 项没有确切日期，只作历史，不计入。"
    assert page.context["figures"][0]["note"] == note
    assert next(one["note"] for one in brief.context["figures"] if one["label"] == "活动场次") == note


def test_the_ledger_counts_the_periods_that_were_promised(world, promised, browser):
    """The first page and the ledger name one number; what was before the promise stands beside it."""
    partnerships.record(
        by=world.keeper, slug="small", title_zh="云溪县 × 江城大学", nature="reported", audience="public",
        record_from=date(2021, 1, 1), record_to=date(2023, 12, 31),
    )  # fmt: skip
    home = next(one for one in browser("visitor").get("/").context["rows"] if one.partnership == world.partnership)
    ledger = browser("visitor").get("/partnerships/small/ledger/")
    assert (ledger.context["count"], ledger.context["early"]) == (home.periods, 2)
    assert "另有 2 期在承诺之前" in ledger.content.decode()
    early = browser("visitor").get("/partnerships/small/ledger/?state=not_yet_promised")
    assert (early.context["count"], early.context["early"]) == (2, 0)


def test_what_took_place_is_apart_from_what_is_planned(world, signed, promise, browser):
    """Latest first, what comes next first; alike on one day is one line with its count; one form for every day."""
    given = {"by": world.office, "partnership": world.partnership, "activity_kind": promise.activity_kind}
    for days, title in ((-9, "剪纸"), (-2, "剪纸"), (-2, "合唱"), (-2, "剪纸"), (3, "面塑"), (1, "书法"), (3, "面塑")):
        one = activities.plan(**given, title_zh=title, first_day=TODAY + timedelta(days=days))
        if days < 0:
            activities.hold(by=world.office, activity=one, heads="43")
    page = browser("office").get("/partnerships/small/")
    assert [one["text"] for one in page.context["coming"]] == ["书法", "面塑 × 2"]
    story = page.context["story"]
    assert [one["text"] for one in story] == ["剪纸 × 2", "合唱", "剪纸"]
    assert story[1]["when"] == "2026年11月20日"
    assert story[1]["sides"][0]["text"] == "地方一方 43 人"
    listed = browser("office").get(story[0]["href"])
    assert listed.context["filters"].words == "剪纸"


def test_what_took_place_holds_nothing_that_did_not(world, signed, promise, browser):
    """A plan whose day is over stands apart until somebody says what became of it; what was cancelled on neither."""
    given = {"by": world.office, "partnership": world.partnership, "activity_kind": promise.activity_kind}
    for days, title in ((-9, "合唱"), (-2, "剪纸"), (-1, "书法"), (3, "面塑")):
        one = activities.plan(**given, title_zh=title, first_day=TODAY + timedelta(days=days))
        if title == "合唱":
            activities.hold(by=world.office, activity=one, heads="43")
        if title == "书法":
            activities.cancel(by=world.office, activity=one, reason="停电")
    page = browser("office").get("/partnerships/small/")
    told = {name: [one["text"] for one in page.context[name]] for name in ("coming", "unrecorded", "story")}
    assert told == {"coming": ["面塑"], "unrecorded": ["剪纸"], "story": ["合唱"]}
    assert "还没有记录" in page.content.decode().split('id="unrecorded"')[1][:60]


def test_numbers_say_of_which_years_they_are(world, signed, public, told, browser):
    def title():
        return browser("office").get("/partnerships/small/").context["figures_title"]

    assert (title(), "历年累计" in browser("visitor").get("/").content.decode()) == ("历年数字", True)
    with doorway.opened("fixture"):
        type(world.partnership).objects.filter(pk=world.partnership.pk).update(record_to=None)
    assert title() == "2026年的数字"
    assert "历年数字" in browser("office").get("/partnerships/small/brief/").content.decode()


def test_the_ledger_counts_the_periods_that_had_to_be_kept(world, draft, public, browser):
    """Promised from July on: of four quarters two; one of them waived leaves one, which needs no count."""
    kind, first = activity_kind("salon"), date(2026, 7, 1)
    promise = agreements.add_promise(
        by=world.office, agreement=draft, activity_kind=kind, per="quarter", first_day=first
    )
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)

    def shown():
        page = browser("office").get("/partnerships/small/")
        (row,) = page.context["rows"]
        return next(cell["label"] for cell in row["cells"] if cell["year"] == 2026), page.content.decode()

    home = next(one for one in browser("office").get("/").context["rows"] if one.partnership == world.partnership)
    label, page = shown()
    assert (label, home.periods, "约定了且没有豁免的四期里" in page) == ("逾期未记 0/2", 2, True)
    waiver = agreements.propose_waiver(by=world.office, promise=promise, period_first=first, reason="停办")
    agreements.sign_waiver(by=world.campus, waiver=waiver)
    assert shown()[0] == "进行中"


def test_a_run_of_periods_before_the_promise_is_one_row(world, promised, browser):
    partnerships.record(
        by=world.keeper, slug="small", title_zh="云溪县 × 江城大学", nature="reported", audience="public",
        record_from=date(2020, 1, 1), record_to=date(2023, 12, 31),
    )  # fmt: skip
    rows = browser("visitor").get(f"/promises/{promised.ref}/").context["cells"]
    assert [row["period"] for row in rows] == ["2026年", "2025年", "2024年", "2023年", "2020年至2022年"]
    brief = browser("visitor").get("/partnerships/small/brief/").context["sheet"]
    periods = [str(row["period"]) for row in brief.sections[0].rows]
    assert periods == ["2020年至2022年", "2023年", "2024年", "2025年", "2026年"]


def test_the_public_reads_for_which_party_somebody_acted(world, signed, promise, browser):
    partnerships.describe(by=world.keeper, partnership=world.partnership, audience="public")
    with doorway.opened("fixture"):
        signed.audience = "public"
        signed.save()
    story = browser("visitor").get(f"/agreements/{signed.ref}/").content.decode().split('id="story"')[1]
    assert ("云溪县签署了协议" in story, "江城大学签署了协议" in story, "某人" in story) == (True, True, False)


def test_the_partnership_is_named_once(world, signed, browser):
    main = browser("office").get(f"/agreements/{signed.ref}/").content.decode().split("<main")[1]
    assert main.split("</dl>")[0].count("云溪县 × 江城大学") == 1


def test_what_has_no_exact_date_is_no_zero(world, told, browser):
    activities.withdraw(by=world.office, activity=one_of(world, "宣讲"), reason="重复")
    assert figures(browser("visitor").get("/partnerships/small/"))[0] == ("没有确切日期的活动", "1")


def one_of(world, title):
    return next(one for one in all_activities(world.keeper) if one.title_zh == title)

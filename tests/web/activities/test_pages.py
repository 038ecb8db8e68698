"""The list and the page: who sees what, what is offered, how many questions the database is asked."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.activities.conftest import VILLAGE
from towngown.domain.activities import actions
from towngown.domain.activities.models import Activity
from towngown.domain.evidence import actions as evidence
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.stations import actions as stations
from towngown.foundation.journal import outbox
from towngown.foundation.journal.models import Entry
from towngown.kit import doorway


def text(response):
    return response.content.decode()


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def another(world, lecture, title, **more):
    given = {"by": world.office, "partnership": world.partnership, "activity_kind": lecture, "place_code": VILLAGE}
    made = actions.plan(**given | {"title_zh": title, "first_day": date(2026, 11, 19)} | more)
    return actions.hold(by=world.worker, activity=made, heads="40")


@pytest.mark.parametrize(
    ("name", "status"),
    [("office", 200), ("campus", 200), ("worker", 200), ("sibling", 200), ("stranger", 404), ("visitor", 404)],
)
def test_who_opens_the_page(world, browser, held, name, status):
    client = browser(name)
    assert client.get(f"/activities/{held.ref}/").status_code == status
    assert ("冬季宣讲" in text(client.get("/activities/"))) is (status == 200)
    assert ("冬季宣讲" in text(client.get("/activities/export.csv"))) is (status == 200)


@pytest.mark.parametrize(("name", "status"), [("worker", 200), ("campus", 200), ("sibling", 403), ("stranger", 404)])
def test_who_asks_the_other_side(world, browser, held, name, status):
    assert browser(name).get(f"/activities/{held.ref}/ask/").status_code == status


def test_both_numbers_stand_side_by_side_with_the_difference(world, browser, held):
    actions.confirm(by=world.campus, activity=held, heads="61", said="比预计多")
    page = text(browser("office").get(f"/en/activities/{held.ref}/"))
    for expected in ("58", "61", "The two sides differ by 3", "比预计多", "Strong evidence"):
        assert expected in page


@pytest.mark.parametrize(
    ("campus", "verdict"),
    [
        ("58", "Both sides agree"),
        ("60余人", "these figures cannot be subtracted"),
        ("三十多人", "cannot be subtracted"),
    ],
)
def test_both_agree_only_on_the_same_figure(world, browser, held, campus, verdict):
    actions.confirm(by=world.campus, activity=held, heads=campus)
    page = text(browser("office").get(f"/en/activities/{held.ref}/"))
    assert verdict in page
    assert ("Both sides agree" in page) is (campus == "58")


def test_a_verb_that_makes_something_new_starts_empty(world, browser, held):
    partnership = world.partnership
    new = browser("office").get(f"/do/activity.plan/partnership/{partnership.ref}/").context["form"]
    assert [one.value for one in new.fields if one.name in ("title_zh", "title_en", "words")] == ["", "", ""]
    changed = browser("office").get(f"/do/partnership.describe/partnership/{partnership.ref}/").context["form"]
    assert next(one.value for one in changed.fields if one.name == "title_zh") == partnership.title_zh


def test_buttons_are_for_those_who_may(world, browser, held):
    confirm = f"/en/do/activity.confirm/activity/{held.ref}/"
    assert confirm in text(browser("campus").get(f"/en/activities/{held.ref}/"))
    for name in ("worker", "sibling"):
        assert confirm not in text(browser(name).get(f"/en/activities/{held.ref}/"))


def test_the_questions_asked_do_not_grow_with_the_rows(world, browser, lecture, held):
    client, one = browser("office"), "/activities/"
    few = queries_of(client, one)
    another(world, lecture, "第二场")
    another(world, lecture, "第三场")
    assert queries_of(client, one) == few <= 22


def test_the_questions_asked_do_not_grow_with_what_hangs_on_the_activity(world, browser, held):
    client, address = browser("office"), f"/activities/{held.ref}/"

    def hang(number):
        actions.decide(by=world.office, activity=held, decided=f"第{number}条")
        actions.give_task(by=world.office, activity=held, title=f"事{number}", owner_party=world.parties["campus"])
        evidence.record_item(by=world.keeper, claim=held.claim, title=f"报道{number}", item_kind="clipping")

    hang(1)
    few = queries_of(client, address)
    hang(2)
    hang(3)
    assert queries_of(client, address) == few <= 40


def test_the_list_is_narrowed_and_counted(world, browser, lecture, held):
    another(world, lecture, "春季宣讲", first_day=date(2025, 3, 2))
    outbox.drain()
    client = browser("office")
    for query, titles in [
        ("q=冬季", ["冬季宣讲"]),
        ("year=2025", ["春季宣讲"]),
        ("state=planned", []),
        ("kind=theory_lecture&partnership=small", ["冬季宣讲", "春季宣讲"]),
        ("partnership=other", []),
        ("year=abcd", ["冬季宣讲", "春季宣讲"]),
    ]:
        rows = client.get(f"/activities/?{query}").context["rows"]
        assert [str(row["activity"]) for row in rows] == titles, query


def test_pages_of_25_follow_each_other_without_gap(world, browser, lecture):
    for number in range(30):
        another(world, lecture, f"第{number}场", first_day=date(2026, 11, 1 + number // 3))
    client, address, seen = browser("office"), "/activities/", []
    while address:
        context = client.get(address).context
        seen += [row["activity"].pk for row in context["rows"]]
        address = f"/activities/{context['older']}" if context["older"] else ""
    expected = Activity.objects.order_by("-last_day", "-pk").values_list("pk", flat=True)
    assert seen == list(expected)


def test_the_way_back_is_the_same_pages(world, browser, lecture):
    """Also across the border between what has a day and what has none."""
    for number in range(60):
        actions.record(
            by=world.keeper, partnership=world.partnership, key=f"k{number}", activity_kind=lecture, title_zh="往事",
            when=None if number % 2 else f"2021-03-{1 + number // 4:02}",
        )  # fmt: skip
    client, pages = browser("office"), ["/activities/"]
    while older := client.get(pages[-1]).context["older"]:
        pages.append(f"/activities/{older}")
    shown = [[row["activity"].pk for row in client.get(page).context["rows"]] for page in pages]
    assert [len(rows) for rows in shown] == [25, 25, 10]
    back = client.get(pages[-1]).context["newer"]
    middle = client.get(f"/activities/{back}").context
    assert [row["activity"].pk for row in middle["rows"]] == shown[1]
    first = client.get(f"/activities/{middle['newer']}").context
    assert ([row["activity"].pk for row in first["rows"]], first["newer"]) == (shown[0], "")


def test_what_is_undated_comes_last_and_is_reached(world, browser, lecture):
    for number in range(27):
        actions.record(
            by=world.keeper, partnership=world.partnership, key=f"k{number}", activity_kind=lecture, title_zh=f"往事{number}",
            when="2021" if number < 2 else None,
        )  # fmt: skip
    client = browser("office")
    first = client.get("/activities/").context
    second = client.get(f"/activities/{first['older']}").context
    assert [str(row["activity"]) for row in first["rows"]][:3] == ["往事1", "往事0", "往事26"]
    assert len(second["rows"]) == 2


def test_exports_are_files_and_leave_a_line_in_the_journal(world, browser, held):
    outbox.drain()
    response = browser("office").get("/activities/export.xlsx?q=冬季")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet[2][0].value == "冬季宣讲"
    entry = Entry.objects.filter(verb="activity.export").get()
    assert entry.details == {"rows": 1, "form": "xlsx"}
    assert browser("office").get("/activities/export.pdf").status_code == 404


def test_an_empty_list_says_what_to_do(world, browser):
    assert "Plan the first one" in text(browser("office").get("/en/activities/"))
    assert "Those who take part" in text(browser("visitor").get("/en/activities/"))
    assert "Show everything" in text(browser("office").get("/en/activities/?q=x"))


def test_who_has_still_to_confirm_is_named_until_they_have(world, browser, held):
    page = text(browser("worker").get(f"/activities/{held.ref}/"))
    assert f"请{world.parties['campus']}登录确认，或用一次性链接。" in page
    actions.confirm(by=world.campus, activity=held)
    assert "登录确认" not in text(browser("worker").get(f"/activities/{held.ref}/"))


def test_a_disputed_claim_does_not_say_that_the_other_side_confirmed(world, browser, held):
    actions.dispute(by=world.campus, activity=held, said="没有办")
    page = text(browser("worker").get(f"/activities/{held.ref}/"))
    assert "有一方表示情况不符" in page
    assert "实名确认" not in page


def test_a_claim_leads_to_its_activity(world, browser, held):
    assert browser("office").get(f"/claims/{held.claim.ref}/").headers["Location"] == f"/activities/{held.ref}/"
    assert browser("stranger").get(f"/claims/{held.claim.ref}/").status_code == 404


def test_planning_asks_little_and_knows_the_partnership(world, browser, lecture):
    client = browser("worker")
    assert client.get("/activities/plan/").headers["Location"] == "/activities/plan/small/"
    page = client.get("/activities/plan/small/")
    assert (len(page.context["form"].fields), page.context["form"].count) == (7, 2)
    given = {"activity_kind": lecture.ref, "first_day": "2026-12-01", "idempotency_key": "k", "audience": "partnership"}
    answers = [client.post("/activities/plan/small/", given) for _ in range(2)]
    made = Activity.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [f"/activities/{made.ref}/"] * 2
    assert (str(made), made.place_code) == ("理论宣讲", VILLAGE)


def test_a_bad_plan_comes_back_with_what_was_typed(world, browser, lecture):
    given = {"activity_kind": lecture.ref, "title_zh": "讲座", "first_day": "", "audience": "partnership"}
    page = browser("worker").post("/activities/plan/small/", given)
    assert page.status_code == 422
    assert "讲座" in text(page)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("stranger", 404), ("visitor", 404)])
def test_who_may_not_plan(world, browser, name, status):
    assert browser(name).get("/activities/plan/small/").status_code == status


@pytest.mark.parametrize("verb", ["account.give", "link.make"])
def test_the_common_form_does_not_lead_around_the_activitys_rules(world, browser, planned, verb):
    address = f"/do/{verb}/claim/{planned.claim.ref}/"
    client = browser("worker")
    assert client.get(address).status_code == 404
    assert client.post(address, {"heads": "58", "party": world.parties["campus"].ref}).status_code == 404
    assert not planned.claim.accounts.exists()


def test_asking_and_showing_stay_on_the_page(browser, held):
    client = browser("worker")
    page = text(client.get(f"/activities/{held.ref}/"))
    for address in (f"/activities/{held.ref}/ask/", f"/do/item.add/claim/{held.claim.ref}/"):
        assert address in page
        assert client.get(address).status_code == 200


def test_the_story_names_people_to_their_colleagues_only(world, browser, held):
    for username, name in (("worker", "石桥村的人"), ("office", "")):
        world.users[username].name = name
        world.users[username].save()
    with doorway.opened("test"):
        held.audience = "public"
        held.save()
    address = f"/en/activities/{held.ref}/"
    assert "石桥村的人" in text(browser("campus").get(address))
    for name in ("visitor", "stranger"):
        page = text(browser(name).get(address))
        assert "石桥村的人" not in page
        assert "Somebody recorded that it took place" in page
    assert "office planned the activity" not in text(browser("campus").get(address))


def test_the_story_leaves_out_what_the_viewer_does_not_see(world, browser, held):
    need = actions.raise_need(by=world.office, activity=held, what="要人")
    address = f"/en/activities/{held.ref}/"
    assert "raised a need in the meeting" in text(browser("campus").get(address))
    with doorway.opened("test"):
        need.audience, need.own_party = "party", world.parties["locality"]
        need.save()
    assert "raised a need in the meeting" not in text(browser("campus").get(address))
    assert "raised a need in the meeting" in text(browser("office").get(address))


def test_a_station_and_a_programme_are_named_only_to_those_who_may_see_them(world, lecture, browser):
    given = {"by": world.keeper, "partnership": world.partnership}
    station = stations.record(**given, key="s", title_zh="内部会客厅", audience="partnership")
    programme = partnerships.open_programme(**given, title_zh="内部计划")
    plan = {"activity_kind": lecture, "first_day": date(2026, 12, 1), "audience": "public"}
    one = actions.plan(by=world.office, partnership=world.partnership, **plan, station=station, programme=programme)
    seen = {name: browser(name).get(f"/activities/{one.ref}/").content.decode() for name in ("office", "visitor")}
    for title in ("内部会客厅", "内部计划"):
        assert (title in seen["office"], title in seen["visitor"]) == (True, False)

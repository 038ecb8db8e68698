"""The list, the page, the sheet, the codes and the poster: who sees what, what is offered, how many questions are asked."""

import io
from datetime import date, time

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.attendance.world import FIRST, SECOND, VILLAGE, done
from tests.fixtures import person
from towngown.domain.attendance import actions, queries
from towngown.domain.attendance.models import Session, WallCode
from towngown.domain.stations import actions as stations
from towngown.foundation.journal.models import Entry
from towngown.kit import clock, doorway
from towngown.web.shared.paging import page_through, through


def text(response):
    return response.content.decode()


def private(world):
    """The partnership as it is when only its sides see it."""
    with doorway.opened("fixture"):
        Session.objects.all().update(audience="partnership", audience_key=f"p{world.partnership.pk}")


@pytest.mark.parametrize(
    ("name", "status"),
    [("office", 200), ("campus", 200), ("worker", 200), ("sibling", 200), ("teacher", 200), ("stranger", 404), ("visitor", 404)],
)  # fmt: skip
def test_who_opens_the_page(world, browser, session, name, status):
    private(world)
    client = browser(name)
    assert client.get(f"/sessions/{session.ref}/").status_code == status
    assert ("面塑" in text(client.get("/sessions/"))) is (status == 200)
    assert ("面塑" in text(client.get("/sessions/export.csv"))) is (status == 200)


def test_the_list_is_narrowed_and_counted(world, browser, ordered, session):
    done("dispatch.accept", ordered.dispatch(SECOND, unit=1))
    actions.hold(by=world.worker, session=session, people=28)
    client = browser("worker")

    def shown(query):
        return [row["session"].day.day for row in client.get(f"/sessions/?{query}").context["rows"]]

    assert shown("") == [24, 1]
    assert shown("state=held") == shown("when=coming&state=held") == [24]
    assert shown("when=past") == shown("q=没有这个词") == shown("place=429902") == []
    assert shown("place=429901100201&partnership=small") == [24, 1]
    assert shown("partnership=other") == shown("partnership=nowhere") == []
    page = client.get("/sessions/").context
    assert [(one["label"], one["value"]) for one in page["figures"]] == [("已安排", 1), ("已举行", 1)]
    assert page["count"] == 2
    assert client.get("/sessions/?state=held").context["count"] == 1
    assert "没有符合条件的场次" in text(client.get("/sessions/?when=past"))
    private(world)
    assert "还没有场次" in text(browser("stranger").get("/sessions/"))


def on_days(ordered, halves):
    """A session for each of these half-days, which came as they stand here."""
    for unit, (day, half) in enumerate(halves, start=1):
        done("dispatch.accept", ordered.dispatch(SECOND._replace(day=date(2026, 11, day), half=half), unit=unit))


def moments(rows):
    return [(row["session"].day.day, row["session"].half) for row in rows]


def test_what_is_on_comes_first_by_day_and_hour_then_what_is_over(browser, ordered, session):
    on_days(ordered, [(26, "pm"), (23, "pm"), (26, "am"), (20, "am"), (23, "am"), (30, "am")])
    client = browser("worker")
    rows = client.get("/sessions/").context["rows"]
    order = [(24, "am"), (26, "am"), (26, "pm"), (30, "am"), (23, "pm"), (23, "am"), (20, "am")]
    assert moments(rows) == order
    taken = client.get("/sessions/export.csv").content.decode("utf-8-sig").splitlines()[1:]
    assert [(int(line[8:10]), "am" if line[11:13] < "12" else "pm") for line in taken] == order


def test_the_hour_of_the_place_orders_the_day(browser, world, ordered, session):
    on_days(ordered, [(24, "pm"), (26, "am")])
    with doorway.opened("fixture"):
        Session.objects.filter(pk=session.pk).update(half="pm", start_time=time(16, 0))
    assert [row["session"].begins.hour for row in browser("worker").get("/sessions/").context["rows"]] == [14, 16, 9]


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_pages_go_on_through_today_and_back(rf, ordered, session, size):
    on_days(ordered, [(26, "pm"), (23, "pm"), (26, "am"), (20, "am"), (23, "am")])
    stretches = queries.in_order(Session.objects.all(), FIRST.day)
    whole = through(stretches, 99)
    page, pages = page_through(rf.get("/"), stretches, size), []
    while True:
        pages.append(page)
        if not page.older:
            break
        page = page_through(rf.get("/" + page.older), stretches, size)
    assert [row for page in pages for row in page.rows] == whole
    for before in reversed(pages[:-1]):
        page = page_through(rf.get("/" + page.newer), stretches, size)
        assert page.rows == before.rows
    assert page.newer == ""


def test_the_list_is_narrowed_by_place_and_by_station(world, browser, session):
    given = {"by": world.office, "partnership": world.partnership}
    room, empty = stations.open_station(**given, title_zh="会客厅"), stations.open_station(**given, title_zh="别处")
    with doorway.opened("fixture"):
        Session.objects.update(station=room)
    client = browser("worker")

    def shown(query):
        return len(client.get(f"/sessions/?{query}").context["rows"])

    assert [shown(f"station={ref}") for ref in (room.ref, empty.ref, "nowhere")] == [1, 0, 0]
    assert client.get(f"/sessions/?station={room.ref}").context["count"] == 1
    with CaptureQueriesContext(connection) as asked:
        assert "会客厅" in text(client.get(f"/sessions/?station={room.ref}"))
    assert len([one for one in asked.captured_queries if f"'{room.ref}'" in one["sql"]]) == 1
    place = next(one for one in client.get("/sessions/").context["selects"] if one["name"] == "place")
    assert [one["value"] for one in place["options"]] == ["", VILLAGE[:9]]
    assert (shown(f"place={VILLAGE[:9]}"), shown("place=429902")) == (1, 0)
    below = client.get(f"/sessions/?place={VILLAGE}").context["selects"]
    assert [one["value"] for select in below for one in select["options"] if one["chosen"] and one["value"]] == [
        VILLAGE
    ]


def test_the_public_finds_the_sessions_on_the_bar(world, browser, session):
    for name, there in (("visitor", True), ("office", True), ("worker", False)):
        assert ('href="/sessions/"' in text(browser(name).get("/help/")).split("<main")[0]) is there


def test_searching_finds_the_title(world, browser, session):
    assert [row["session"] for row in browser("worker").get("/sessions/?q=面塑").context["rows"]] == [session]


def test_numbers_stand_side_by_side(world, browser, session):
    assert '<td data-label="到场人数"></td>' in text(browser("worker").get("/sessions/"))
    actions.sheet(by=world.worker, session=session, people=12)
    assert "签到 12 人" in text(browser("worker").get("/sessions/"))
    actions.hold(by=world.worker, session=session, people=28)
    actions.confirm(by=world.teacher, session=session, people=30)
    (row,) = browser("worker").get("/en/sessions/").context["rows"]
    assert row["came"] == "University side 30 people · Local side 28 people"
    page = text(browser("worker").get(f"/en/sessions/{session.ref}/"))
    for expected in ("28", "30", "The two sides differ by 2", "On paper", "12"):
        assert expected in page
    actions.confirm(by=world.teacher, session=session, people=28)
    assert "Both sides agree" in text(browser("worker").get(f"/en/sessions/{session.ref}/"))


def test_the_export_holds_what_the_list_shows(world, browser, session):
    actions.sheet(by=world.worker, session=session, people=12)
    actions.hold(by=world.worker, session=session, people=28)
    book = openpyxl.load_workbook(io.BytesIO(browser("worker").get("/sessions/export.xlsx").content))
    header, row = list(book.active.iter_rows(values_only=True))
    cells = dict(zip(header, row, strict=True))
    assert (cells["日期"].date(), cells["开始时间"], cells["纸质"]) == (FIRST.day, "09:30", 12)
    assert (cells["当地说"], cells["高校说"]) == (28, None)
    assert Entry.objects.get(verb="session.export").details == {"rows": 1, "form": "xlsx"}
    assert browser("worker").get("/sessions/export.pdf").status_code == 404


def test_the_buttons_of_the_moment(world, browser, session):
    def offered(name):
        return [one["href"].split("/do/")[1].split("/")[0] for one in browser(name).get(f"/sessions/{session.ref}/").context["actions"]]  # fmt: skip

    assert offered("worker")[:2] == ["session.hold", "attendance.sheet"]
    assert "session.cancel" in offered("worker") and "session.cancel" not in offered("teacher")
    assert offered("sibling") == offered("visitor") == []
    with clock.set_to(FIRST.day.replace(day=23)):
        assert offered("worker") == ["session.move", "session.cancel"]
    actions.sheet(by=world.worker, session=session, people=12)
    page = browser("worker").get(f"/sessions/{session.ref}/")
    assert page.context["actions"][0]["href"].endswith("?people=12")
    form = browser("worker").get(page.context["actions"][0]["href"])
    assert 'value="12"' in text(form)
    assert "attendance.take_back" in offered("worker")
    actions.cancel(by=world.worker, session=session, reason="停电")
    assert offered("worker") == ["session.restore", "attendance.take_back"]
    assert "停电" in text(browser("visitor").get(f"/sessions/{session.ref}/"))


def test_what_people_said_is_read_by_those_who_run_it(world, browser, wall, session):
    for number, stars in enumerate((5, 4, 4)):
        given = {"by": world.visitor, "session": session, "wall": wall, "token": f"{number}" * 20}
        actions.sign_in(**given)
        page = text(browser("visitor").get(f"/en/sessions/{session.ref}/"))
        assert ("Too few have said so far" in page) is (number > 0)
        actions.give_opinion(**given, stars=stars, words="手把手教")
    assert "手把手教" in text(browser("worker").get(f"/sessions/{session.ref}/"))
    outside = text(browser("visitor").get(f"/en/sessions/{session.ref}/"))
    assert "手把手教" not in outside
    assert "4.3 of 5, said 3 phones that signed in." in outside
    assert "never added up by teacher" in outside


def test_the_sheet_for_paper(browser, session):
    address = f"/sessions/{session.ref}/sheet/"
    page = text(browser("worker").get(address))
    assert "<td>36</td>" in page and "<td>37</td>" not in page
    assert browser("teacher").get(address).status_code == 200
    assert browser("sibling").get(address).status_code == browser("visitor").get(address).status_code == 403


def test_a_code_is_made_and_its_poster_printed(world, browser, session):
    client = browser("worker")
    page = client.get("/walls/")
    assert [one["value"] for one in page.context["rooms"]] == [f"place small {VILLAGE}"]
    made = client.post("/walls/", {"room": f"place small {VILLAGE}", "idempotency_key": "wall"})
    code = WallCode.objects.get()
    assert (made.status_code, made.headers["Location"]) == (302, f"/walls/{code.ref}/")
    poster = text(client.get(f"/walls/{code.ref}/"))
    assert f"/w/{code.code}/" in poster and "<svg" in poster and code.code in poster
    assert f"/en/w/{code.code}/" in text(client.get(f"/en/walls/{code.ref}/"))
    assert code.code in text(client.get("/walls/"))
    for wrong in ("", f"place small {VILLAGE[:-1]}9", "station nothing", "place other 429902"):
        assert client.post("/walls/", {"room": wrong, "idempotency_key": wrong}).status_code == 422
    assert browser("sibling").get(f"/walls/{code.ref}/").status_code == 404
    assert browser("visitor").get("/walls/").status_code == 403
    assert f"/walls/{code.ref}/" in text(client.get(f"/sessions/{session.ref}/"))


def test_from_the_session_to_its_room(world, browser, session):
    page = browser("campus").get(f"/sessions/{session.ref}/")
    href = page.context["wall_href"]
    assert [one["value"] for one in browser("campus").get(href).context["rooms"] if one["chosen"]] == [
        f"place small {VILLAGE}"
    ]
    station = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="会客厅", place_code=VILLAGE
    )
    actions.move(by=world.worker, session=session, station=station)
    href = browser("worker").get(f"/sessions/{session.ref}/").context["wall_href"]
    chosen = [one["label"] for one in browser("worker").get(href).context["rooms"] if one["chosen"]]
    assert chosen == ["会客厅"]
    browser("worker").post(href, {"room": f"station {station.ref}", "idempotency_key": "s"})
    assert WallCode.objects.get().station == station
    sibling = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="别村", place_code="429901100202"
    )
    refused = browser("worker").post("/walls/", {"room": f"station {sibling.ref}", "idempotency_key": "t"})
    assert (refused.status_code, WallCode.objects.count()) == (422, 1)


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_asks_the_same_number_of_questions_for_one_row_and_for_three(world, browser, ordered, session):
    client = browser("worker")
    one = queries_of(client, "/sessions/")
    for unit in (1, 2):
        done("dispatch.accept", ordered.dispatch(SECOND._replace(day=SECOND.day.replace(day=unit)), unit=unit))
    client.get("/sessions/")
    assert queries_of(client, "/sessions/") == one


def test_a_session_leads_to_its_activity_and_back(world, browser, session):
    page = text(browser("worker").get(f"/sessions/{session.ref}/"))
    address = f"/activities/{session.activity.ref}/"
    assert address in page
    assert f"/sessions/{session.ref}/" in text(browser("worker").get(address))


def test_the_reason_of_the_system_is_in_the_readers_language(world, browser, session):
    from tests.domain.attendance.world import becomes

    becomes(session.dispatch, "declined", "dispatch.decline")
    assert "教师来不了，正在另找人。" in text(browser("worker").get(f"/sessions/{session.ref}/"))
    assert "教师来不了，正在另找人。" in text(browser("worker").get(f"/activities/{session.activity.ref}/"))
    assert "somebody else is looked for" in text(browser("worker").get(f"/en/sessions/{session.ref}/"))


def test_a_stranger_may_not_do_it_by_address(world, browser, session):
    person("auditor", world.county, "auditor")
    assert browser("sibling").get(f"/do/session.hold/session/{session.ref}/").status_code == 403

"""The teacher's week, the desk, days away from a calendar file."""

import re
import subprocess
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.attendance.test_calendars import calendar
from tests.domain.attendance.world import FIRST, SECOND, course, done
from tests.fixtures import person
from tests.real import needed, real
from towngown.domain.attendance import actions
from towngown.domain.attendance.models import Session
from towngown.domain.attendance.queries import held_of_orders
from towngown.domain.orders import actions as orders
from towngown.kit import clock, doorway
from towngown.web.attendance.today import sessions as asked

REAL = real("civic/ical")
LETTERS = re.compile(r"[A-Za-z]{4,}")  # in a Chinese sentence there are none, but UTF and ics


def text(response):
    return response.content.decode()


def test_this_week_and_the_next(world, browser, ordered, session):
    done("dispatch.accept", ordered.dispatch(SECOND, unit=1))
    done("dispatch.accept", ordered.dispatch(SECOND._replace(day=date(2026, 12, 8)), unit=2))
    page = browser("teacher").get("/my-week/")
    assert [[row["session"].day.day for row in week["rows"]] for week in page.context["weeks"]] == [[24], [1]]
    assert "本周" in text(page) and "下周" in text(page)


def test_a_visit_to_answer_has_both_buttons(world, browser, ordered, session):
    ordered.dispatch(SECOND, unit=1, state="dispatched")
    page = browser("teacher").get("/my-week/")
    (row,) = page.context["waiting"]
    assert row["dispatch"].day == SECOND.day
    assert "有 1 次派单等您答复" in text(page)
    todo = [one for one in asked(world.teacher, clock.today()) if one.href == "/my-week/"]
    assert len(todo) == 1 and todo[0].urgent


def test_nobody_else_has_a_week(world, browser, ordered):
    for name in ("worker", "office", "visitor"):
        assert browser(name).get("/my-week/").status_code == 403
    assert '"/my-week/"' not in text(browser("worker").get("/sessions/"))
    assert '"/my-week/"' in text(browser("teacher").get("/sessions/"))


def test_my_week_is_offered_to_whoever_is_on_a_list_of_teachers(world, browser, ordered):
    world.users["expert"] = person("expert", world.university, "expert")
    offered = {name: '"/my-week/"' in text(browser(name).get("/desk/")) for name in ("teacher", "expert")}
    assert offered == {"teacher": True, "expert": False}
    page = text(browser("campus").get(f"/my-week/{ordered.teacher.ref}/file/"))
    assert '"/my-week/"' not in page and f'"/teachers/{ordered.teacher.ref}/"' in page


def test_being_away_is_one_form_away(world, browser, ordered):
    orders.away(by=world.teacher, teacher=ordered.teacher, first_day=date(2026, 12, 3), last_day=date(2026, 12, 4))
    page = browser("teacher").get("/my-week/")
    hrefs = [one["href"] for one in page.context["teachers"][0]["buttons"]]
    assert hrefs[0].startswith(f"/do/teacher.away/teacher/{ordered.teacher.ref}/?next=")
    assert "2026年12月3日至4日" in text(page)
    assert all(browser("teacher").get(href).status_code == 200 for href in hrefs)


def test_the_desk_leads_to_all_sessions_that_it_does_not_show(world, browser, ordered, session, monkeypatch):
    """Those of this morning are begun, and not over by their day."""
    monkeypatch.setattr("towngown.web.attendance.today.MOST", 1)
    done("dispatch.accept", ordered.dispatch(FIRST._replace(day=date(2026, 11, 23)), unit=1))
    with clock.set_to(FIRST.day, 12):
        shown, rest = asked(world.worker, FIRST.day)
        listed = browser("worker").get(rest.href).context["rows"]
    assert (shown.due, rest.number) == (date(2026, 11, 23), 1)
    assert session in [row["session"] for row in listed]


def test_the_desk_asks_host_and_teacher_for_the_number(world, browser, session):
    for name in ("worker", "teacher"):
        (todo,) = asked(world.actors[name], FIRST.day)
        assert (todo.thing, todo.urgent, "/do/session.hold/" in todo.href) == (session, False, True)
        for said in (todo.text, text(browser(name).get(todo.href))):  # the line and its form say what, where, when
            assert "2026年11月24日 09:30" in said and session.where in said and "面塑" in said
    with clock.set_to(FIRST.day + timedelta(days=1)):
        (todo,) = asked(world.worker, clock.today())
        assert todo.urgent
        page = text(browser("worker").get("/desk/"))
        assert "来了多少人" in page and "是否已举行" not in page
        assert "填来了多少人" in page and "记录本场已举行" not in page
    assert list(asked(world.sibling, FIRST.day)) == list(asked(world.visitor, FIRST.day)) == []
    actions.hold(by=world.worker, session=session, people=28)
    assert list(asked(world.worker, FIRST.day)) == []
    assert Session.objects.get().state == "held"


def test_an_order_for_several_weeks_says_how_often_somebody_came(world, browser):
    ordered = course(world, weeks=3)
    client = browser("worker")
    for unit, day in enumerate((FIRST, SECOND, SECOND._replace(day=date(2026, 12, 8)))):
        done("dispatch.accept", ordered.dispatch(day, unit=unit))
    pages = ("/orders/", f"/orders/{ordered.order.ref}/")
    assert all("已上" not in text(client.get(path)) for path in pages)
    with clock.set_to(date(2026, 12, 2)):
        for session in Session.objects.order_by("day")[:2]:
            actions.hold(by=world.worker, session=session, people=20)
        assert ["已上2次，共3次" in text(client.get(path)) for path in pages] == [True, True]


def test_how_often_somebody_came_is_one_question(world, django_assert_num_queries):
    done("dispatch.accept", course(world).dispatch())
    session = Session.objects.get()
    with clock.set_to(FIRST.day + timedelta(days=1)):
        actions.hold(by=world.worker, session=session, people=20)
    with django_assert_num_queries(1):
        assert held_of_orders(world.worker, [session.order_id, 0]) == {session.order_id: 1}
    assert held_of_orders(world.stranger, [session.order_id]) == {}


def send(client, teacher, name, content, language=""):
    upload = SimpleUploadedFile(name, content, "text/calendar")
    return client.post(f"{language}/my-week/{teacher.ref}/file/", {"calendar": upload, "idempotency_key": name})


def test_days_away_are_read_from_a_file_and_told(world, browser, ordered):
    client = browser("teacher")
    content = calendar("DTSTART;VALUE=DATE:20261203\nRRULE:FREQ=FORTNIGHTLY", "SUMMARY:x")
    page = text(send(client, ordered.teacher, "mine.ics", content))
    for expected in ("读了 2 条日程。", "新增 1 天。", "有的重复规则看不懂", "有 1 条日程读不出日期", "2026年12月3日"):
        assert expected in page
    again = send(client, ordered.teacher, "again.ics", content, "/en")
    assert "2 entries were read. No day is new." in text(again)
    assert send(client, ordered.teacher, "again.ics", content).status_code == 200


def test_nobody_waits_for_a_file_that_is_being_read(world, browser, ordered, monkeypatch):
    """The child that reads it runs while the doorway is shut: on SQLite nobody else could write meanwhile."""
    open_then, run = [], subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *a, **kw: (open_then.append(doorway.is_open()), run(*a, **kw))[1])
    content = calendar("DTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261205")
    assert send(browser("teacher"), ordered.teacher, "mine.ics", content).status_code == 200
    assert open_then == [False]


def test_what_is_no_calendar_is_refused_beside_its_field(world, browser, ordered):
    page = send(browser("teacher"), ordered.teacher, "x.ics", b"hello")
    assert (page.status_code, "这不是日历文件" in text(page)) == (422, True)
    missing = browser("teacher").post(f"/my-week/{ordered.teacher.ref}/file/", {"idempotency_key": "none"})
    assert missing.status_code == 422
    assert browser("worker").get(f"/my-week/{ordered.teacher.ref}/file/").status_code == 404
    assert browser("visitor").get(f"/my-week/{ordered.teacher.ref}/file/").status_code == 404
    assert browser("campus").get(f"/my-week/{ordered.teacher.ref}/file/").status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_real_calendar_through_the_door(world, browser, ordered, language):
    needed(REAL, "civic/ical")
    client = browser("teacher")
    for path in REAL:
        answer = send(client, ordered.teacher, f"{language}{path.name}", path.read_bytes(), language)
        assert answer.status_code in (200, 422), path.name
        errors = re.findall(r'<div class="error"[^>]*>(.*?)</div>', text(answer))
        told = errors if answer.status_code == 422 else answer.context["told"]
        assert told, path.name
        assert all((LETTERS.search(one) is None) is not bool(language) for one in told), told

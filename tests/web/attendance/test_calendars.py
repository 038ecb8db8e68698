"""The calendar addresses: three independent readers read what we write, and what changes is told."""

import re
from datetime import datetime, timedelta

import ics
import vobject
from icalendar import Calendar

from tests.domain.attendance.world import FIRST, SECOND, VILLAGE, becomes, done
from tests.web.activities.test_calendars import by_hand
from towngown.domain.attendance import actions
from towngown.domain.attendance.models import Session, SessionFeed
from towngown.domain.stations import actions as stations
from towngown.kit import clock


def text(response):
    return response.content.decode()


def opened(client, of, language=""):
    """The addresses in Chinese and English of a calendar that was just opened."""
    page = text(client.post(f"{language}/calendars/", {"of": of, "idempotency_key": of}))
    return re.findall(r"http://[^<]*?((?:/en)?/calendars/[0-9a-z]{20}\.ics)", page)


def test_three_readers_read_the_same(world, browser, ordered, session):
    done("dispatch.accept", ordered.dispatch(SECOND, unit=1))
    first, second = Session.objects.order_by("day")
    actions.move(by=world.worker, session=first, start_time="10:15", minutes=75, where="二楼；东,西厅，很长" * 9)
    actions.cancel(by=world.worker, session=second, reason="大雪，封路；改日\n再来")
    chinese, english = opened(browser("teacher"), f"teacher {ordered.teacher.ref}")
    answer = browser("visitor").get(chinese)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    body = answer.content
    hand = {event["SUMMARY"]: event for event in by_hand(body)}
    strict = Calendar.from_ical(body)
    assert not any(component.errors for component in strict.walk())
    vob = vobject.readOne(body.decode())
    other = ics.Calendar(body.decode())
    assert len(by_hand(body)) == len(strict.walk("VEVENT")) == len(vob.vevent_list) == len(other.events) == 2
    begins = datetime(2026, 11, 24, 10, 15, tzinfo=clock.ZONE)
    uid = f"session-{first.ref}@towngown"
    (one,) = (event for event in strict.walk("VEVENT") if event["UID"] == uid)
    assert (one["DTSTART"].dt, one["DTEND"].dt, one["SEQUENCE"]) == (begins, begins + timedelta(minutes=75), 1)
    (two,) = (event for event in vob.vevent_list if event.uid.value == uid)
    assert (two.dtstart.value, two.location.value) == (begins, "二楼；东,西厅，很长" * 9)
    (three,) = (event for event in other.events if event.uid == uid)
    assert (three.begin.datetime, three.location) == (begins, "二楼；东,西厅，很长" * 9)
    assert {str(event["STATUS"]) for event in strict.walk("VEVENT")} == {"CONFIRMED", "CANCELLED"}
    assert [event.status for event in other.events if event.uid != uid] == ["CANCELLED"]
    assert vob.vtimezone.tzid.value == "Asia/Shanghai"
    assert set(hand) == {"面塑（虚构）"}
    assert "Dough figures (invented)" in text(browser("visitor").get(english))


def test_each_change_raises_the_sequence_and_nothing_else_changes_a_byte(world, browser, ordered, session):
    (address, _english) = opened(browser("teacher"), f"teacher {ordered.teacher.ref}")
    visitor = browser("visitor")
    before = visitor.get(address)
    with clock.set_to(FIRST.day + timedelta(days=1)):
        assert visitor.get(address).content == before.content
        assert visitor.get(address, headers={"if-none-match": before.headers["ETag"]}).status_code == 304
        becomes(session.dispatch, "dispatched", "dispatch.move", half="pm")
        event = by_hand(visitor.get(address).content)[0]
    assert (event["SEQUENCE"], event["STATUS"], event["DTSTART"]) == ("1", "TENTATIVE", "20261124T143000")
    becomes(session.dispatch, "freed", "dispatch.free")
    event = by_hand(visitor.get(address).content)[0]
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == ("2", "CANCELLED", "TRANSPARENT")
    assert event["DESCRIPTION"] == "教师来不了，正在另找人。"


def test_whoever_opened_it_decides_what_is_read(world, browser, session):
    station = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="会客厅", place_code=VILLAGE
    )
    actions.move(by=world.worker, session=session, station=station)
    client = browser("worker")
    place = opened(client, f"place small {VILLAGE}")[0]
    room = opened(client, f"station {station.ref}")[0]
    assert [event["SUMMARY"] for event in by_hand(browser("visitor").get(place).content)] == ["面塑（虚构）"]
    assert "X-WR-CALNAME:会客厅（虚构）" in text(browser("visitor").get(room))
    world.users["worker"].is_active = False
    world.users["worker"].save()
    assert browser("visitor").get(place).status_code == 404


def test_addresses_are_shown_once_and_withdrawn(world, browser, ordered, session):
    client = browser("teacher")
    address = opened(client, f"teacher {ordered.teacher.ref}")[0]
    assert opened(client, f"teacher {ordered.teacher.ref}") == []
    assert SessionFeed.objects.count() == 1
    assert address not in text(client.get("/calendars/"))
    feed = SessionFeed.objects.get()
    browser("worker").post("/calendars/", {"withdraw": feed.pk})
    assert browser("visitor").get(address).status_code == 200
    assert client.post("/calendars/", {"withdraw": feed.pk}).status_code == 302
    assert browser("visitor").get(address).status_code == 404
    assert browser("visitor").get("/calendars/00000000000000000000.ics").status_code == 404
    assert browser("visitor").get("/calendars/").status_code == 403
    refused = client.post("/calendars/", {"of": "teacher nobody", "idempotency_key": "x"})
    assert (refused.status_code, SessionFeed.objects.count()) == (422, 1)


def test_the_page_before_chooses(world, browser, ordered):
    page = browser("teacher").get(f"/calendars/?teacher={ordered.teacher.ref}")
    assert [one["value"] for one in page.context["choices"] if one["chosen"]] == [f"teacher {ordered.teacher.ref}"]
    station = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="会客厅", place_code=VILLAGE
    )
    page = browser("sibling").get(f"/calendars/?station={station.ref}")
    assert [one["label"] for one in page.context["choices"] if one["chosen"]] == ["会客厅（虚构）"]

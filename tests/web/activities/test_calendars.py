"""The calendar as other programs read it."""

import re
from datetime import date

import icalendar

from tests.domain.activities.conftest import VILLAGE
from towngown.domain.activities import actions, queries


def plan(world, lecture, title, **more):
    given = {"by": world.office, "partnership": world.partnership, "activity_kind": lecture, "place_code": VILLAGE}
    return actions.plan(**given | {"title_zh": title, "first_day": date(2026, 12, 1)} | more)


def feed_of(client):
    page = client.post("/calendar/").content.decode()
    return re.search(r"/calendar/[0-9a-z]{20}\.ics", page).group()


def by_hand(body):
    """RFC 5545 read by hand: CRLF lines of at most 75 octets, unfolded, begins and ends in balance."""
    assert body.endswith(b"\r\n")
    physical = body[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in physical)
    lines = body.replace(b"\r\n ", b"").decode().splitlines()
    stack, events = [], []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            events[-1][name.partition(";")[0]] = value
    assert stack == []
    return events


def test_two_readers_read_the_same(world, browser, lecture):
    plan(world, lecture, "带着逗号,分号;和很长很长很长很长很长很长很长很长很长的题目", starts_at="14:30", where="村部")
    plan(world, lecture, "三天的事", last_day=date(2026, 12, 3))
    off = plan(world, lecture, "取消的事")
    actions.cancel(by=world.office, activity=off, reason="下雪")
    client = browser("worker")
    response = browser("visitor").get(feed_of(client))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    hand = {event["SUMMARY"].replace("\\", ""): event for event in by_hand(response.content)}
    parsed = icalendar.Calendar.from_ical(response.content)
    strict = {str(event["SUMMARY"]): event for event in parsed.walk("VEVENT")}
    assert set(hand) == set(strict) and len(hand) == 3
    long = next(title for title in hand if title.startswith("带着"))
    assert hand[long]["DTSTART"] == "20261201T063000Z"
    assert (hand["三天的事（虚构）"]["DTSTART"], hand["三天的事（虚构）"]["DTEND"]) == ("20261201", "20261204")
    assert strict["三天的事（虚构）"]["DTEND"].dt == date(2026, 12, 4)
    assert hand["取消的事（虚构）"]["STATUS"] == "CANCELLED"
    assert len({event["UID"] for event in hand.values()}) == 3
    assert not any(component.errors for component in parsed.walk())


def test_the_calendar_shows_what_its_owner_may_see(world, browser, lecture):
    plan(world, lecture, "县里自己的事", audience="party", place_code="429901100202")
    assert by_hand(browser("visitor").get(feed_of(browser("worker"))).content) == []
    assert len(by_hand(browser("visitor").get(feed_of(browser("office"))).content)) == 1


def test_a_withdrawn_address_is_gone(world, browser):
    client = browser("worker")
    address = feed_of(client)
    feed = client.get("/calendar/").context["feeds"].get()
    assert browser("campus").post("/calendar/", {"withdraw": feed.pk}).status_code == 302
    assert browser("visitor").get(address).status_code == 200
    client.post("/calendar/", {"withdraw": feed.pk})
    assert browser("visitor").get(address).status_code == 404


def test_whoever_has_no_seat_has_no_calendar(db, browser, world):
    assert browser("visitor").get("/calendar/").status_code == 403
    assert browser("visitor").get("/calendar/00000000000000000000.ics").status_code == 404


def test_a_full_calendar_keeps_what_is_still_to_come(world, planned, monkeypatch):
    """Of very many it is the oldest that are left out, not tomorrow's."""
    given = {"by": world.office, "partnership": world.partnership, "activity_kind": planned.activity_kind}
    days = [date(2026, 10, 1), date(2026, 11, 1), date(2027, 1, 5), date(2027, 2, 5)]
    made = [actions.plan(**given, title_zh=str(day), first_day=day) for day in days]
    monkeypatch.setattr(queries, "MOST_IN_CALENDAR", 3)
    feed = actions.open_feed(by=world.office)
    assert queries.in_calendar(world.office, feed, date(2026, 12, 1)) == [planned, *made[2:]]

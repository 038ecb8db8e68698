"""Calendar addresses, and reading strangers' calendars: real ones, broken ones, hostile ones."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.domain.attendance.test_planning import refusal
from tests.domain.attendance.world import FIRST, VILLAGE
from tests.fixtures import TODAY, World
from tests.measured import memory_of
from tests.real import needed, real
from towngown.domain.attendance import actions, queries
from towngown.domain.attendance.compute.calendars import CHILD, read_calendar
from towngown.domain.attendance.models import SessionFeed
from towngown.domain.attendance.queries import calendars as in_feed_module
from towngown.domain.attendance.words import REPAIRED
from towngown.domain.orders import actions as orders
from towngown.domain.orders.queries import absences
from towngown.domain.stations import actions as stations
from towngown.foundation.journal.models import Entry
from towngown.kit import clock
from towngown.kit.problems import Problem

LAST = TODAY + timedelta(days=366)
FOLDER = "civic/ical"
SCRIPT = [sys.executable, "-I", str(CHILD)]
REAL = real(FOLDER)


def calendar(*events: str, begin: str = "BEGIN:VCALENDAR", end: str = "END:VCALENDAR") -> bytes:
    """A calendar of these entries; each is its lines."""
    whole = [f"BEGIN:VEVENT\r\n{one.strip().replace(chr(10), chr(13) + chr(10))}\r\nEND:VEVENT" for one in events]
    return "\r\n".join([begin, "VERSION:2.0", *whole, end, ""]).encode()


def days(content: bytes, first: date = TODAY, last: date = LAST) -> list[str]:
    return [day.isoformat() for day in read_calendar(content, first, last).days]


WHOLE_DAY = "DTSTART;VALUE=DATE:20261203"
HOURS = "DTSTART:20261203T0900{z}\nDTEND:20261203T{end}00"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (WHOLE_DAY, ["2026-12-03"]),
        ("DTSTART;VALUE=DATE:20261203\nDTEND;VALUE=DATE:20261206", ["2026-12-03", "2026-12-04", "2026-12-05"]),
        ("DTSTART:20261203T090000\nDTEND:20261203T140000", ["2026-12-03"]),
        ("DTSTART:20261203T090000\nDTEND:20261203T135900", []),
        ("DTSTART:20261203T190000\nDTEND:20261204T070000", []),
        ("DTSTART:20261202T200000\nDTEND:20261204T120000", ["2026-12-03"]),
        ("DTSTART:20261203T010000Z\nDURATION:PT6H", ["2026-12-03"]),
        ("DTSTART;TZID=America/New_York:20261202T210000\nDTEND;TZID=America/New_York:20261203T020000", ["2026-12-03"]),
        (WHOLE_DAY + "\nSTATUS:CANCELLED", []),
        (WHOLE_DAY + "\nTRANSP:TRANSPARENT", []),
        ("DTSTART;VALUE=DATE:20261101", []),
        ("DTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261124", ["2026-11-22", "2026-11-23"]),
        (WHOLE_DAY + "\nRRULE:FREQ=WEEKLY;COUNT=3", ["2026-12-03", "2026-12-10", "2026-12-17"]),
        (WHOLE_DAY + "\nRRULE:FREQ=WEEKLY;UNTIL=20261210", ["2026-12-03", "2026-12-10"]),
        (WHOLE_DAY + "\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20261210", ["2026-12-03", "2026-12-17"]),
        (WHOLE_DAY + "\nRDATE;VALUE=DATE:20261224,20261225", ["2026-12-03", "2026-12-24", "2026-12-25"]),
        ("DTSTART;VALUE=DATE:20200106\nRRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270201", ["2026-12-07", "2027-01-04", "2027-02-01"]),
    ],
)  # fmt: skip
def test_which_days_leave_no_room(entry, expected):
    assert days(calendar(entry)) == expected


MORNINGS = (
    "UID:a\nDTSTART;TZID=Asia/Shanghai:20261203T090000\nDTEND;TZID=Asia/Shanghai:20261203T150000\nRRULE:FREQ=WEEKLY"
)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([MORNINGS + ";UNTIL=20261210T010000Z"], ["2026-12-03", "2026-12-10"]),
        ([MORNINGS + ";UNTIL=20261210T005959Z"], ["2026-12-03"]),
        ([WHOLE_DAY + "\nRRULE:FREQ=DAILY;UNTIL=20261204T160000Z"], ["2026-12-03", "2026-12-04", "2026-12-05"]),
        ([MORNINGS + ";COUNT=2\nEXDATE:20261210T010000Z"], ["2026-12-03"]),
        ([MORNINGS + ";COUNT=1\nRDATE:20261211T010000Z"], ["2026-12-03", "2026-12-11"]),
        ([MORNINGS + ";COUNT=2", "UID:a\nRECURRENCE-ID:20261210T010000Z\nDTSTART:20261212T010000Z\nDTEND:20261212T070000Z"],
         ["2026-12-03", "2026-12-12"]),
        ([MORNINGS.replace("Asia/Shanghai", "America/New_York") + ";UNTIL=20261210T090000"], []),  # their morning is our night
        ([MORNINGS + ";COUNT=2\nEXDATE:20261210T090000,00010101T000000Z"], ["2026-12-03"]),
    ],
)  # fmt: skip
def test_moments_of_another_zone_are_the_same_moments(entries, expected):
    assert days(calendar(*entries)) == expected


def test_hours_of_several_entries_add_up_but_not_twice():
    parts = ["DTSTART:20261203T080000\nDTEND:20261203T110000", "DTSTART:20261203T140000\nDTEND:20261203T160000"]
    assert days(calendar(*parts)) == ["2026-12-03"]
    assert days(calendar(parts[0], parts[0])) == []


def test_a_repetition_that_was_moved_counts_where_it_went():
    series = "UID:a\nDTSTART:20261203T080000\nDTEND:20261203T170000\nRRULE:FREQ=DAILY;COUNT=2"
    moved = "UID:a\nRECURRENCE-ID:20261204T080000\nDTSTART:20261209T080000\nDTEND:20261209T170000"
    assert days(calendar(series, moved)) == ["2026-12-03", "2026-12-09"]


def test_an_alarm_is_no_entry_and_free_time_is_free():
    alarm = WHOLE_DAY + "\nBEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT15M\nEND:VALARM"
    assert days(calendar(alarm)) == ["2026-12-03"]
    busy = (
        "FREEBUSY:20261203T000000Z/20261203T100000Z,20261204T000000Z/PT10H\nFREEBUSY;FBTYPE=FREE:20261205T000000Z/PT10H"
    )
    answer = f"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\n{busy}\nEND:VFREEBUSY\nEND:VCALENDAR\n"
    assert days(answer.encode()) == ["2026-12-03", "2026-12-04"]


@pytest.mark.parametrize(
    ("content", "repaired"),
    [
        (calendar(WHOLE_DAY, begin="X:1", end="X:2"), "no_frame"),
        (calendar(WHOLE_DAY)[:-22], "no_frame"),
        (calendar(WHOLE_DAY) + b"END:VTODO\r\n", "no_frame"),
        (calendar(WHOLE_DAY + "\nnonsense here"), "bad_line"),
        (calendar(WHOLE_DAY + "\nSUMMARY:讲座").decode().encode("gb18030"), "encoding"),
        (calendar(WHOLE_DAY).decode().encode("utf-16"), "encoding"),
        (calendar(WHOLE_DAY + "\nDTEND;VALUE=DATE:20261201"), "no_end"),
        (calendar(WHOLE_DAY + "\nRRULE:FREQ=FORTNIGHTLY"), "bad_rule"),
        (calendar(WHOLE_DAY + "\nRRULE:FREQ=DAILY;INTERVAL=0"), "bad_rule"),
        (calendar("DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY", WHOLE_DAY), "bad_rule"),
        (calendar(WHOLE_DAY + "\nRRULE:FREQ=SECONDLY"), "too_often"),
        (calendar(WHOLE_DAY + "\nEXDATE:soon"), "bad_line"),
        (calendar("DTSTART;TZID=Nowhere/Near:20261203T080000\nDTEND;TZID=Nowhere/Near:20261203T170000"), "time_zone"),
        (calendar("DTSTART;TZID=../../etc/passwd:20261203T080000\nDURATION:PT9H"), "time_zone"),
    ],
)  # fmt: skip
def test_what_is_not_quite_right_is_put_right_and_said(content, repaired):
    found = read_calendar(content, TODAY, LAST)
    assert (repaired in found.repaired, [day.isoformat() for day in found.days]) == (True, ["2026-12-03"])


def test_a_zone_of_the_files_own_is_believed():
    zone = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE"
    entry = "DTSTART;TZID=Ours:20261202T210000\nDTEND;TZID=Ours:20261203T020000"
    found = read_calendar(calendar(entry, begin=f"BEGIN:VCALENDAR\n{zone}"), TODAY, LAST)
    assert (found.repaired, found.days) == ((), (date(2026, 12, 3),))


def test_what_has_no_beginning_is_left_out_and_counted():
    found = read_calendar(calendar("SUMMARY:x", "DTSTART:2026717T080000Z", WHOLE_DAY), TODAY, LAST)
    assert (found.entries, found.left_out, found.days) == (3, 2, (date(2026, 12, 3),))


REFUSED = {
    "nothing": (b"", "not_a_calendar"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not_a_calendar"),
    "an archive": (b"PK\x03\x04" + b"\0" * 1_900_000, "not_a_calendar"),
    "no entries": (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar_empty"),
    "no beginning anywhere": (calendar("SUMMARY:x"), "calendar_empty"),
    "too large": (b"x" * 2_000_001, "calendar_large"),
    "repeats for ever": (calendar(WHOLE_DAY + "\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31" * 10), "calendar_endless"),
    "many that repeat": (calendar(*["DTSTART:20100101T090000\nRRULE:FREQ=DAILY"] * 20_000), "calendar_endless"),
    "very deep": (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 120_000, "calendar_empty"),
    "parameters without end": (b"BEGIN:VCALENDAR\r\nDTSTART" + b";A=,,,,,,,," * 180_000, "calendar_empty"),
    "one endless line": (b"BEGIN:VCALENDAR\r\n" + b"X" * 1_900_000, "calendar_empty"),
    "folds without end": (b"BEGIN:VCALENDAR\r\nX:" + b"\r\n a" * 480_000, "calendar_empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_harms_is_refused_with_one_sentence(name):
    content, code = REFUSED[name]
    with pytest.raises(Problem) as refused:
        read_calendar(content, TODAY, LAST)
    assert refused.value.code in (f"attendance.{code}", "attendance.calendar_endless")
    assert refused.value.field == "calendar"


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "too large"])
def test_what_harms_needs_little_memory_and_time(name):
    memory = memory_of([*SCRIPT, TODAY.isoformat(), LAST.isoformat()], REFUSED[name][0])
    assert memory < 300_000


def test_the_largest_calendars_need_little_memory():
    content = calendar(*["DTSTART:20261203T090000Z\nSUMMARY:" + "x" * 300] * 5_000)
    assert read_calendar(content, TODAY, LAST).entries == 5_000
    assert memory_of([*SCRIPT, TODAY.isoformat(), LAST.isoformat()], content) < 300_000


def test_control_without_its_limits_the_child_would_go_on(monkeypatch):
    script = f"""
import sys; sys.path.insert(0, {str(CHILD.parent)!r}); import calendar_child as c; from datetime import date
c.answer(sys.stdin.buffer.read(), date(2026, 11, 22), date(2027, 11, 22))
"""
    with pytest.raises(subprocess.TimeoutExpired):
        endless = REFUSED["repeats for ever"][0]
        subprocess.run([sys.executable, "-c", script], input=endless, capture_output=True, timeout=4)  # noqa: S603


def test_the_real_calendars_are_where_they_should_be():
    needed(REAL, FOLDER)
    assert len(REAL) >= 30


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_real_calendar_is_read_or_refused_with_a_sentence(path, world: World, ordered):
    try:
        taken = actions.read_calendar(by=world.teacher, teacher=ordered.teacher, calendar=path.read_bytes())
    except Problem as problem:
        sentences = [problem.sentence]
    else:
        sentences = [REPAIRED[one] for one in taken.busy.repaired]
        assert taken.busy.entries > 0
    with translation.override("zh-hans"):
        assert all(gettext(one) != one for one in sentences)


def test_the_real_ones_really_are_read(world: World):
    needed(REAL, FOLDER)
    read = {path.stem: path.read_bytes() for path in REAL}
    era = (date(2004, 1, 1), date(2013, 12, 31))
    assert days(read["icalendar__timezoned"], *era) == [f"2012-02-{day}" for day in (14, 15, 16, 17)]
    assert "2004-03-25" in days(read["ical4j_valid__afl2004"], *era)
    assert read_calendar(read["ical4j_invalid__overlaps"], *era).repaired == ("no_frame",)
    for broken, code in (
        ("icalendar__Type_Error", "not_a_calendar"),
        ("icalendar__big_bad_calendar", "calendar_empty"),
    ):
        assert refusal(read_calendar, content=read[broken], first=era[0], last=era[1]) == f"attendance.{code}"


def test_days_away_are_taken_from_a_file_once(world: World, ordered):
    orders.away(by=world.teacher, teacher=ordered.teacher, first_day=date(2026, 12, 3), last_day=date(2026, 12, 3))
    content = calendar("DTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261205")
    taken = actions.read_calendar(by=world.campus, teacher=ordered.teacher, calendar=content)
    assert taken.away == ((date(2026, 12, 2),) * 2, (date(2026, 12, 4),) * 2)
    assert [one.first_day.day for one in absences(ordered.teacher, TODAY)] == [2, 3, 4]
    assert actions.read_calendar(by=world.campus, teacher=ordered.teacher, calendar=content).away == ()
    assert Entry.objects.filter(verb="teacher.away", cause__verb="teacher.read_calendar").count() == 2
    given = {"teacher": ordered.teacher, "calendar": content}
    assert refusal(actions.read_calendar, by=world.worker, **given) == "not_allowed"


def test_an_address_is_of_one_thing_and_shown_once(world: World, ordered, session):
    given = {"partnership": world.partnership}
    feed = actions.open_feed(by=world.teacher, teacher=ordered.teacher, **given)
    assert queries.feed_by_token(feed.token) == feed
    assert SessionFeed.objects.get().token == "" and feed.token not in SessionFeed.objects.get().token_hash
    assert queries.in_feed(world.teacher, feed, TODAY) == [session]
    assert queries.in_feed(world.stranger, feed, TODAY) == []
    assert queries.in_feed(world.teacher, feed, FIRST.day + timedelta(days=367)) == []
    assert refusal(actions.open_feed, by=world.teacher, **given) == "attendance.one_thing"
    assert (
        refusal(actions.open_feed, by=world.teacher, teacher=ordered.teacher, place_code=VILLAGE, **given)
        == "attendance.one_thing"
    )
    assert refusal(actions.open_feed, by=world.worker, teacher=ordered.teacher, **given) == "not_allowed"
    assert refusal(actions.withdraw_feed, by=world.worker, feed=feed) == "not_allowed"
    actions.withdraw_feed(by=world.teacher, feed=feed)
    assert queries.feed_by_token(feed.token) is None
    assert list(queries.feeds(world.teacher)) == []


def test_the_calendars_of_a_place_and_of_a_station(world: World, session):
    given = {"partnership": world.partnership}
    station = stations.open_station(by=world.office, **given, title_zh="会客厅", place_code=VILLAGE)
    elsewhere = stations.open_station(by=world.keeper, partnership=world.other, title_zh="别处")
    county = actions.open_feed(by=world.office, place_code="429901", **given)
    assert queries.in_feed(world.office, county, TODAY) == [session]
    assert refusal(actions.open_feed, by=world.sibling, place_code=VILLAGE, **given) == "not_allowed"
    assert refusal(actions.open_feed, by=world.stranger, station=station, **given) == "not_allowed"
    assert refusal(actions.open_feed, by=world.office, station=elsewhere, **given) == "not_found"
    feed = actions.open_feed(by=world.sibling, station=station, **given)
    assert queries.in_feed(world.sibling, feed, TODAY) == []
    actions.move(by=world.worker, session=session, station=station)
    assert queries.in_feed(world.sibling, feed, TODAY) == [session]
    assert list(queries.feeds(world.sibling)) == [feed]


def test_a_full_calendar_lets_go_of_what_is_longest_over_not_of_what_is_to_come(world: World, session, monkeypatch):
    activity = session.activity
    with clock.set_to(FIRST.day):
        for at in range(1, 4):
            actions.add(by=world.worker, activity=activity, day=FIRST.day + timedelta(days=at), half="am")
    feed = actions.open_feed(by=world.worker, partnership=world.partnership, place_code=VILLAGE)
    monkeypatch.setattr(in_feed_module, "MOST", 3)
    today = FIRST.day + timedelta(days=2)
    shown = [(one.day - FIRST.day).days for one in queries.in_feed(world.worker, feed, today)]
    assert shown == [1, 2, 3]

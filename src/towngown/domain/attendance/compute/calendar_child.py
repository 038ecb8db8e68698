"""Read one calendar from standard input in a process of its own, with little memory and time, and print it as JSON.

A hostile calendar may repeat for ever; then only this process dies. It imports nothing of ours, and is run by its path:
`calendar_child.py FIRST LAST`. Prints {"error": word} or {"days", "entries", "left_out", "repaired"}. It reads RFC 5545
with what people's programs make of it: lines that cannot be understood are passed over and said so.

A day is busy when an entry takes it whole, or when its entries fill half of the eight to six o'clock.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

MEMORY, SECONDS = 280_000_000, 3
HOME = ZoneInfo("Asia/Shanghai")
OPENS, CLOSES, BUSY = time(8), time(18), timedelta(hours=5)
MOST = 200_000  # repetitions looked at
LONGEST = timedelta(days=366)
LINE = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)', re.DOTALL
)
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)')
DURATION = re.compile(r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?")
OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?")

Moment = date | datetime
Property = tuple[dict[str, str], str]
Entry = dict[str, list[Property]]


class Reader:
    """What was found, what could not be read, and what was put right on the way."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.free: list[Property] = []  # FREEBUSY periods
        self.zones: dict[str, tzinfo] = {}
        self.left_out = 0
        self.repaired: set[str] = set()
        self.framed = False

    # Lines and components.

    def text_of(self, content: bytes) -> str:
        """The text, in whatever way it was written down."""
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            self.repaired.add("encoding")
            return content.decode("utf-16", "replace")
        for name in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(name)
            except UnicodeDecodeError:
                self.repaired.add("encoding")
        return content.decode("latin-1")

    def lines(self, text: str) -> Iterator[str]:
        """Whole lines: one that begins with a blank goes on with the one before."""
        whole = ""
        for line in re.split("\r\n|\r|\n", text):
            if line[:1] in (" ", "\t") and whole:
                whole += line[1:]
            else:
                if whole.strip():
                    yield whole
                whole = line
        if whole.strip():
            yield whole

    def read(self, content: bytes) -> None:
        """Gather the entries, the periods and the time zones of a file."""
        open_: list[tuple[str, Entry]] = []
        for raw in self.lines(self.text_of(content)):
            match = LINE.fullmatch(raw.strip("\ufeff \t"))
            if match is None:
                self.repaired.add("bad_line")
                continue
            name, value = match[1].upper(), match[3].strip()
            if name == "BEGIN":
                open_.append((value.upper(), defaultdict(list)))
            elif name == "END":
                self._close(open_, value.upper())
            elif open_:
                given = {one.upper(): two.strip('"') for one, two in PARAMETER.findall(match[2])}
                open_[-1][1][name].append((given, value))
        if open_:
            self.repaired.add("no_frame")
        while open_:
            self._closed(*open_.pop(), open_)
        if self.entries and not self.framed:
            self.repaired.add("no_frame")

    def _close(self, open_: list[tuple[str, Entry]], name: str) -> None:
        if name not in [one for one, _ in open_]:
            self.repaired.add("no_frame")
            return
        while open_:
            closing, given = open_.pop()
            self._closed(closing, given, open_)
            if closing == name:
                return
            self.repaired.add("no_frame")

    def _closed(self, name: str, given: Entry, open_: list[tuple[str, Entry]]) -> None:
        if name == "VCALENDAR":
            self.framed = True
        elif name == "VEVENT":
            self.entries.append(given)
        elif name == "VFREEBUSY":
            self.free += given.get("FREEBUSY", [])
        elif name in ("STANDARD", "DAYLIGHT") and open_:
            open_[-1][1].setdefault("OFFSET", []).extend(given.get("TZOFFSETTO", []) if name == "STANDARD" else [])
        elif name == "VTIMEZONE" and given.get("TZID") and given.get("OFFSET"):
            offset = OFFSET.fullmatch(given["OFFSET"][0][1])
            if offset and int(offset[2]) < 15 and int(offset[3]) < 60:
                minutes = (int(offset[2]) * 60 + int(offset[3])) * (-1 if offset[1] == "-" else 1)
                self.zones[given["TZID"][0][1]] = timezone(timedelta(minutes=minutes))

    # Times.

    def zone(self, name: str) -> tzinfo:
        """The zone of this name: by its own name, by its last two parts, by the file's own offset, else China's."""
        for known in (name, "/".join(name.split("/")[-2:])):
            try:
                return ZoneInfo(known)
            except (ValueError, OSError, KeyError):  # not found is a KeyError
                continue
        if name not in self.zones:
            self.repaired.add("time_zone")
        return self.zones.get(name, HOME)

    def moment(self, given: dict[str, str], value: str) -> tuple[Moment, tzinfo]:
        """A day, or a time of its zone without the zone. Raises ValueError."""
        text = value.strip()
        if re.fullmatch(r"\d{8}", text):
            return datetime.strptime(text, "%Y%m%d").date(), HOME  # noqa: DTZ007 - its zone is said beside it
        if not re.fullmatch(r"\d{8}T\d{6}Z?", text):
            raise ValueError
        zone = UTC if text.endswith("Z") else self.zone(given["TZID"]) if "TZID" in given else HOME
        return datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S"), zone  # noqa: DTZ007 - its zone is said beside it

    def local(self, given: dict[str, str], value: str, zone: tzinfo) -> datetime:
        """A moment as clocks of this zone show it, without the zone; one that names no zone means this one, and a whole day
        is the same day everywhere. Raises ValueError, OverflowError."""
        found, own = self.moment(given, value)
        named = "TZID" in given or value.strip().endswith("Z")
        if not isinstance(found, datetime) or not named:
            return _naive(found)
        return found.replace(tzinfo=own).astimezone(zone).replace(tzinfo=None)

    def length(self, text: str) -> timedelta:
        """A duration. Raises ValueError."""
        match = DURATION.fullmatch(text.strip())
        if match is None or not any(match.groups()[1:]):
            raise ValueError
        weeks, days, hours, minutes, seconds = (int(one or 0) for one in match.groups()[1:])
        whole = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        return -whole if match[1] == "-" else whole

    def span(self, entry: Entry) -> tuple[Moment, tzinfo, timedelta]:
        """When it begins and how long it takes. Raises ValueError."""
        start, zone = self.moment(*entry["DTSTART"][0])
        whole_day = not isinstance(start, datetime)
        length = timedelta(days=1) if whole_day else timedelta()
        if entry.get("DTEND"):
            end, end_zone = self.moment(*entry["DTEND"][0])
            length = _away(end, end_zone) - _away(start, zone)
        elif entry.get("DURATION"):
            length = self.length(entry["DURATION"][0][1])
        if length < timedelta() or (whole_day and length < timedelta(days=1)):
            self.repaired.add("no_end")
            length = timedelta(days=1) if whole_day else timedelta()
        return start, zone, min(length, LONGEST)

    # Repetition.

    def starts(
        self, entry: Entry, start: Moment, zone: tzinfo, before: datetime, after: datetime
    ) -> Iterator[datetime]:
        """When it begins, each time, in its own zone but without it, from `after` to `before`."""
        first = _naive(start)
        times: set[datetime] = {first, *self._listed(entry, "RDATE", zone)}
        for _given, rule in entry.get("RRULE", [])[:10]:
            times |= self._repeated(rule, first, zone, before, after)
        return (one for one in times - self._listed(entry, "EXDATE", zone) if after <= one <= before)

    def _listed(self, entry: Entry, name: str, zone: tzinfo) -> set[datetime]:
        found = set()
        for given, values in entry.get(name, []):
            for value in values.split(","):
                try:
                    found.add(self.local(given, value.split("/")[0], zone))
                except (ValueError, OverflowError):
                    self.repaired.add("bad_line")
        return found

    def _repeated(self, rule: str, first: datetime, zone: tzinfo, before: datetime, after: datetime) -> set[datetime]:
        parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
        if parts.get("FREQ") in ("HOURLY", "MINUTELY", "SECONDLY") or {"BYHOUR", "BYMINUTE", "BYSECOND"} & set(parts):
            self.repaired.add("too_often")
            return set()
        if not re.fullmatch(r"[1-9]\d{0,3}", parts.setdefault("INTERVAL", "1")):
            self.repaired.add("bad_rule")
            return set()
        found: set[datetime] = set()
        try:
            if "UNTIL" in parts:  # in the zone of its beginning, but without it
                parts["UNTIL"] = f"{self.local({}, parts['UNTIL'], zone):%Y%m%dT%H%M%S}"
            text = ";".join(f"{name}={value}" for name, value in parts.items())
            for number, one in enumerate(rrulestr(text, dtstart=first)):
                if one > before:
                    break
                if number > MOST:
                    raise ValueError
                found |= {one} if one >= after else set()
        except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError):
            self.repaired.add("bad_rule")
        return found

    # Days.

    def busy(self, first: date, last: date) -> list[str]:
        """The days from the first to the last on which there is no room for a visit."""
        hours: dict[date, list[tuple[datetime, datetime]]] = defaultdict(list)
        whole: set[date] = set()
        moved = self._moved()
        for entry in self.entries:
            if _value(entry, "STATUS") == "CANCELLED" or _value(entry, "TRANSP") == "TRANSPARENT":
                continue
            try:
                start, zone, length = self.span(entry)
            except (ValueError, KeyError, IndexError, OverflowError):
                self.left_out += 1
                continue
            self._mark(entry, start, zone, length, (first, last), moved, whole, hours)
        for begin, end in self._periods():
            _fill(begin, end, hours, first, last)
        filled = {day for day, spans in hours.items() if _filled(spans) >= BUSY}
        return sorted(day.isoformat() for day in whole | filled if first <= day <= last)

    def _mark(
        self, entry: Entry, start: Moment, zone: tzinfo, length: timedelta, window: tuple[date, date],
        moved: set[tuple[str, datetime]], whole: set[date], hours: dict[date, list[tuple[datetime, datetime]]],
    ) -> None:  # fmt: skip
        """Put down each time of one entry: whole days, or hours of days."""
        after = datetime.combine(window[0], time()) - length - timedelta(days=1)
        before = datetime.combine(window[1], time()) + timedelta(days=2)
        uid = _value(entry, "UID")
        for begin in self.starts(entry, start, zone, before, after):
            if "RECURRENCE-ID" not in entry and (uid, begin.replace(tzinfo=zone)) in moved:
                continue
            if not isinstance(start, datetime):
                whole |= {begin.date() + timedelta(days=ahead) for ahead in range(length.days)}
            else:
                since = begin.replace(tzinfo=zone).astimezone(HOME)
                _fill(since, since + length, hours, *window)

    def _moved(self) -> set[tuple[str, datetime]]:
        """(UID, moment) of the repetitions that an entry of their own replaces."""
        found = set()
        for entry in self.entries:
            for given, value in entry.get("RECURRENCE-ID", []):
                try:
                    zone = self.moment(*entry["DTSTART"][0])[1]
                    found.add((_value(entry, "UID"), self.local(given, value, zone).replace(tzinfo=zone)))
                except (ValueError, IndexError, OverflowError):
                    self.repaired.add("bad_line")
        return found

    def _periods(self) -> Iterator[tuple[datetime, datetime]]:
        """The busy periods of free-busy answers."""
        for given, values in self.free:
            for value in values.split(",") if given.get("FBTYPE", "BUSY").upper() != "FREE" else ():
                try:
                    begin, _, end = value.partition("/")
                    since = _away(*self.moment(given, begin))
                    until = since + self.length(end) if "P" in end else _away(*self.moment(given, end))
                except (ValueError, OverflowError):
                    self.left_out += 1
                    continue
                yield since, min(until, since + LONGEST)


def _value(entry: Entry, name: str) -> str:
    return entry[name][0][1].upper() if entry.get(name) else ""


def _naive(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def _away(moment: Moment, zone: tzinfo) -> datetime:
    return _naive(moment).replace(tzinfo=zone).astimezone(HOME)


def _fill(
    begin: datetime, end: datetime, hours: dict[date, list[tuple[datetime, datetime]]], first: date, last: date
) -> None:
    """Put down the hours of each day from eight to six."""
    day = max(begin.date(), first)
    while day <= min(end.date(), last):
        opens, closes = (datetime.combine(day, one, HOME) for one in (OPENS, CLOSES))
        if max(begin, opens) < min(end, closes):
            hours[day].append((max(begin, opens), min(end, closes)))
        day += timedelta(days=1)


def _filled(spans: list[tuple[datetime, datetime]]) -> timedelta:
    """How long the spans take together, what overlaps once."""
    whole, reached = timedelta(), None
    for begin, end in sorted(spans):
        begin = max(begin, reached) if reached else begin
        if end > begin:
            whole, reached = whole + (end - begin), end
    return whole


def answer(content: bytes, first: date, last: date) -> dict[str, Any]:
    """What to print."""
    reader = Reader()
    try:
        reader.read(content)
        number = len(reader.entries) + len(reader.free)
        if not number:
            return {"error": "calendar_empty" if reader.framed else "not_a_calendar"}
        days = reader.busy(first, last)
    except MemoryError:
        return {"error": "calendar_endless"}
    if reader.left_out and reader.left_out >= number:
        return {"error": "calendar_empty"}
    return {"days": days, "entries": number, "left_out": reader.left_out, "repaired": sorted(reader.repaired)}


def limit_myself() -> None:
    """Little memory, little time; where the system knows no such limits, the parent's clock is all there is."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    limit_myself()
    told = answer(sys.stdin.buffer.read(), date.fromisoformat(sys.argv[1]), date.fromisoformat(sys.argv[2]))
    json.dump(told, sys.stdout)

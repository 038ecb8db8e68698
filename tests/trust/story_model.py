"""From promise to ledger, said again from the design alone, in plain Python that shares nothing with the product.

What model.md calls the first state that applies, how the sides' words make a state, what an activity adds to a period.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
SPEAKS_FOR = {"office": "locality", "worker": "locality", "campus": "campus", "third": "campus"}


@dataclass
class Promise:
    """At least so much in every stretch of so many months."""

    rule: str
    measure: str
    minimum: int
    months: int
    since: date
    year_starts: tuple[int, int] = (1, 1)
    ended: date | None = None
    replaces: "Promise | None" = None

    def period(self, day: date) -> tuple[date, date]:
        """First and last day of the stretch that holds the day."""
        first = date(day.year - 1, *self.year_starts)
        while (after := months_later(first, self.months)) <= day:
            first = after
        return first, after - DAY


def months_later(day: date, months: int) -> date:
    """The same day of the month, later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, day.day)


@dataclass
class Account:
    """What a side says."""

    agrees: bool
    heads: int | None


@dataclass
class Act:
    """Something planned, or that happened."""

    first: date
    last: date
    in_village: bool = False
    fate: str = "planned"  # planned, cancelled, withdrawn, happened
    said: dict[str, Account] = field(default_factory=dict)
    papers: int = 0
    serves: set[int] = field(default_factory=set)

    @property
    def state(self) -> str:
        """As people read it."""
        if self.fate != "happened":
            return self.fate
        if not all(one.agrees for one in self.said.values()):
            return "disputed"
        return "confirmed" if len(self.said) == 2 else "held"

    @property
    def heads(self) -> int | None:
        """Where the sides differ, the lower number."""
        return min((one.heads for one in self.said.values() if one.heads is not None), default=None)

    def proves(self, rule: str) -> bool:
        """Whether this is what the promise asked for as evidence."""
        if self.state == "disputed":
            return False
        both, shown = len(self.said) == 2, self.papers > 0
        return {
            "any_record": bool(self.said) or shown,
            "both_sides": both,
            "document": bool(self.said) and shown,
            "both_and_document": both and shown,
        }[rule]


@dataclass
class Story:
    """All that was done, and what follows from it."""

    today: date
    record_from: date
    promises: list[Promise]
    acts: list[Act] = field(default_factory=list)
    waived: set[tuple[int, date]] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)

    def ledger(self) -> dict[tuple[int, date], tuple[str, int, int]]:
        """(promise, first day of a period) → (state, proven, held)."""
        begin = min(min(one.since for one in self.promises), self.record_from).replace(month=1, day=1)
        return {
            (number, first): self.cell(number, first, last)
            for number, promise in enumerate(self.promises)
            for first, last in self.periods(promise, begin)
        }

    def periods(self, promise: Promise, begin: date) -> list[tuple[date, date]]:
        """Those that are shown: until the end of this year, or of the promise; none of those that another had before."""
        found, day = [], begin
        while day <= date(self.today.year, 12, 31):
            first, last = promise.period(day)
            over = promise.ended is not None and first > promise.ended
            if not over and not (promise.replaces and last < promise.since):
                found.append((first, last))
            day = last + DAY
        return found

    def was_due(self, year: int) -> bool:
        """Whether a period of something promised ended in this year."""
        return any(last.year == year for one in self.promises for _first, last in self.periods(one, one.since))

    def cell(self, number: int, first: date, last: date) -> tuple[str, int, int]:
        """The first state that applies."""
        promise = self.promises[number]
        proven, held = self.amounts(number, first, last)
        if last < promise.since:
            state = "not_yet_promised"
        elif (number, first) in self.waived:
            state = "waived"
        elif proven >= promise.minimum:
            state = "kept"
        elif held >= promise.minimum:
            state = "unproven"
        elif self.record_from > first:
            state = "not_recorded"
        elif last >= self.today:
            state = "open"
        else:
            state = "missed" if last.year in self.closed else "late"
        return state, proven, held

    def amounts(self, number: int, first: date, last: date) -> tuple[int, int]:
        """(proven, held) of a promise in a period."""
        promise = self.promises[number]
        found = [
            (1 if promise.measure == "times" else act.heads or 0, act.proves(promise.rule))
            for act in self.acts
            if act.fate == "happened"
            and number in act.serves
            and first <= act.first
            and act.last <= last
            and act.last >= promise.since
        ]
        return sum(amount for amount, proven in found if proven), sum(amount for amount, _proven in found)

    def happened_in(self, year: int) -> list[Act]:
        """What lies wholly inside the year, up to today."""
        last = min(date(year, 12, 31), self.today)
        return [
            act for act in self.acts if act.fate == "happened" and date(year, 1, 1) <= act.first and act.last <= last
        ]

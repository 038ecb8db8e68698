"""How often teachers come at most, and which planned visits are too many beside what they do elsewhere. 场次上限。"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from towngown.domain.matching.compute.calendar import monday_of, term_of
from towngown.domain.matching.compute.facts import Busy


@dataclass(frozen=True)
class Caps:
    """What teachers said, (a week, a term), and what a scenario assumes beyond that (Settings.changes)."""

    said: Mapping[int, tuple[int, int]]
    changes: Sequence[Mapping[str, Any]] = ()

    def week(self, teacher: int, monday: date) -> int:
        """How often they come at most in this week."""
        return self.said[teacher][0] + self._more(teacher, "in_week", monday.isoformat())

    def term(self, teacher: int) -> int:
        """How often they come at most in the term."""
        return self.said[teacher][1] + self._more(teacher, "in_term")

    def _more(self, teacher: int, where: str, monday: str = "") -> int:
        mine = [one for one in self.changes if one["kind"] == "caps" and one["teacher"] == teacher]
        return sum(int(one[where]) for one in mine if monday in ("", one["monday"]))


def too_many(planned: Iterable[Busy], elsewhere: Sequence[Busy], caps: Caps, first_day: date) -> set[Busy]:
    """Of the visits that a round plans those that cannot be: the half-day is taken elsewhere, the week is full, or the
    term of the round's first day. What comes earlier stays."""
    first, last = term_of(first_day)
    taken = set(elsewhere)
    in_week = Counter((one.teacher, monday_of(one.half_day.day)) for one in elsewhere)
    in_term = Counter(one.teacher for one in elsewhere if first <= one.half_day.day <= last)
    found = set()
    for one in sorted(planned, key=lambda one: (one.half_day, one.teacher)):
        week = one.teacher, monday_of(one.half_day.day)
        if one in taken or in_week[week] >= caps.week(*week) or in_term[one.teacher] >= caps.term(one.teacher):
            found.add(one)
        else:
            in_week[week] += 1
            in_term[one.teacher] += 1
    return found

"""From which day on new terms may hold: periods that are over keep theirs, and none is cut in two. 新条款的起始日。"""

from dataclasses import dataclass
from datetime import date, timedelta

from towngown.kit.periods import Per, Period, period_of, periods_between
from towngown.kit.problems import Problem


@dataclass(frozen=True)
class Rhythm:
    """When a promise is due: how often, when its year starts (month, day), since when, and by which day if once."""

    per: Per
    starts_on: tuple[int, int]
    first_day: date
    due_day: date | None = None

    def period(self, day: date) -> Period:
        """The period that holds the day."""
        return period_of(day, self.per, self.starts_on)

    def years(self, until: date) -> set[int]:
        """The years in which its periods end, of all that have begun until this day; none before its own first day."""
        if until < self.first_day:
            return set()
        if self.per is Per.ONCE and self.due_day is not None:
            period = self.period(self.due_day)
            return {period.last.year} if period.first <= until and self.first_day <= period.last else set()
        return {one.last.year for one in periods_between(self.first_day, until, self.per, self.starts_on)}

    def earliest(self, today: date) -> date:
        """The first day that new terms may still have: that of the period under way; for a promise kept once, today."""
        return max(today if self.per is Per.ONCE else self.period(today).first, self.first_day)

    def due_over(self, day: date) -> date | None:
        """The end of the period in which a promise kept once was due, when this day lies beyond it."""
        if self.per is not Per.ONCE or self.due_day is None:
            return None
        end = self.period(self.due_day).last
        return end if day > end else None

    def too_late(self, from_day: date, today: date) -> bool:
        """Whether new terms from this day can no longer be agreed."""
        return from_day < self.earliest(today) or self.due_over(today) is not None

    def refuse_start(self, day: date, today: date) -> None:
        """Raise unless new terms may begin on this day."""
        if end := self.due_over(max(today, day)):
            raise Problem("agreements.due_over", "from_day", day=end)
        if day < self.earliest(today):
            raise Problem("agreements.past_period", "from_day", day=self.earliest(today))
        period = self.period(day)
        if self.per is not Per.ONCE and day not in (period.first, self.first_day):
            raise Problem("agreements.from_period_start", "from_day", day=period.last + timedelta(days=1))

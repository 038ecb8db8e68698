"""When the acts of the demonstration happen: at their own time of their day, and never later than now."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from towngown.kit import clock


@dataclass(frozen=True)
class Moments:
    """The moments from the earliest up to the latest."""

    latest: datetime
    earliest: datetime = datetime.min.replace(tzinfo=UTC)

    def on(self, day: date, hour: int = 10) -> AbstractContextManager[None]:
        """Let the block happen at this hour of the day."""
        return self.at(datetime.combine(day, time(hour), clock.ZONE))

    def at(self, moment: datetime) -> AbstractContextManager[None]:
        """Let the block happen at this moment."""
        return clock.at(min(max(moment, self.earliest), self.latest))

    def since(self, earliest: datetime) -> "Moments":
        """Those from this moment on."""
        return replace(self, earliest=earliest)


def up_to(until: date) -> Moments:
    """The moments up to the end of this day, or up to now when that is earlier."""
    return Moments(min(clock.now(), datetime.combine(until, time.max, clock.ZONE)))

"""Counting: what a side says of all sessions together, the funnel, the average of opinions, when a session begins."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from towngown.domain.attendance.words import FEWEST_OPINIONS, FUNNEL, NOON, STARTS
from towngown.kit.clock import ZONE
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity


@dataclass(frozen=True)
class Numbers:
    """Who signed in how, in people, and what each side says; side → people."""

    code: int = 0
    paper: int = 0
    host: int = 0
    said: Mapping[str, int] | None = None

    @property
    def signed(self) -> int:
        """Everybody who signed in, by whatever means."""
        return self.code + self.paper + self.host

    @property
    def differ(self) -> bool:
        """Whether two sides say different numbers."""
        return len(set((self.said or {}).values())) > 1


@dataclass(frozen=True)
class Favour:
    """How a course was liked: how many said so, and the average in tenths of a star (none when too few said so)."""

    number: int
    tenths: int | None


def favour(stars: Collection[int]) -> Favour:
    """The average of stars from 1 to 5, rounded half up; silent below FEWEST_OPINIONS."""
    if len(stars) < FEWEST_OPINIONS:
        return Favour(len(stars), None)
    return Favour(len(stars), (20 * sum(stars) + len(stars)) // (2 * len(stars)))


def funnel(phones: Iterable[tuple[int, bool, bool]]) -> dict[str, int]:
    """Step of FUNNEL → how many phones; of each phone (sessions signed in to, made something, talked affairs over)."""
    reached = dict.fromkeys(FUNNEL, 0)
    for sessions, made, talked in phones:
        again = sessions >= 2
        steps = (sessions >= 1, again, again and made, again and made and talked)
        for name, there in zip(FUNNEL, steps, strict=True):
            reached[name] += there
    return reached


def together(said: Mapping[int, int], held: Collection[int]) -> Quantity | None:
    """What one side says of all held sessions (session → people): exact when it counted each, else at least so many;
    None when it counted none."""
    counted = [said[one] for one in held if one in said]
    if not counted:
        return None
    return Quantity(sum(counted), sum(counted) if len(counted) == len(held) else None)


def begins(day: date, half: str, start: time | None) -> datetime:
    """The moment at which a session begins."""
    return datetime.combine(day, start or time.fromisoformat(STARTS[half]), ZONE)


def ends(day: date, half: str, start: time | None, minutes: int) -> datetime:
    """The moment at which it ends."""
    return begins(day, half, start) + timedelta(minutes=minutes)


def in_half(start: time | None, half: str, word: str) -> None:
    """Raise attendance.other_half when a session of this half-day cannot begin at that time."""
    first, last = (time.fromisoformat(one) for one in NOON[half])
    if start is not None and not first <= start <= last:
        raise Problem("attendance.other_half", "start_time", time=start.strftime("%H:%M"), half=word)


Stretch = tuple[date, date]


def stretches(days: Iterable[date], known: Iterable[Stretch] = ()) -> list[Stretch]:
    """The days as (first, last) of days running, without those that a known stretch holds already."""
    taken = list(known)
    found: list[Stretch] = []
    for day in sorted(set(days)):
        if any(first <= day <= last for first, last in taken):
            continue
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found

"""What follows from plain data: the state that the accounts ask for, lines of a text, a time of day, whether it is over."""

import re
from datetime import date, datetime, time

from towngown.domain.evidence.compute import both_spoke
from towngown.domain.evidence.words import DISPUTED
from towngown.kit.clock import ZONE
from towngown.kit.problems import Problem

MOST_OF_A_LINE = 500  # characters, as its column holds

# A number only with what sets it off: the year in 2026年重点任务 and the day in 3.12 belong to the line.
_NUMBERING = re.compile(r"\s*(?:[-•·]\s*)*(?:\d{1,3}(?:\.(?!\d)|[、．)）])|[(（]\d{1,3}[)）])?")


def state_after(support: int) -> str:
    """The state of an activity that took place, from its claim's bits: disputed, confirmed by both sides, or held."""
    if support & DISPUTED:
        return "disputed"
    return "confirmed" if both_spoke(support) else "held"


def lines_of(text: str, field: str) -> list[str]:
    """The lines of a text without numbering (1. 1、 （1）), bullets and empty ones.

    Raises too_long, about this field, for a line of more than 500 characters: nothing is cut off in silence.
    """
    lines = [line for line in (_NUMBERING.sub("", line).strip() for line in text.splitlines()) if line]
    longest = max(map(len, lines), default=0)
    if longest > MOST_OF_A_LINE:
        raise Problem("too_long", field, limit=MOST_OF_A_LINE, length=longest)
    return lines


def time_of_day(text: str) -> time | None:
    """14:30 or 9:05 as a time, empty as None. Raises activities.bad_time."""
    if not text.strip():
        return None
    try:
        hours, minutes = text.replace("：", ":").split(":")[:2]
        return time(int(hours), int(minutes))
    except ValueError:
        raise Problem("activities.bad_time", "starts_at", value=text) from None


def has_begun(first_day: date | None, start: time | None, now: datetime) -> bool:
    """Whether something planned for this day can have begun: from its time on, where one is known; what has no day can."""
    return first_day is None or datetime.combine(first_day, start or time(), ZONE) <= now

"""Half-days: the grain in which people order, teachers are free, and visits are planned. 半天。"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from towngown.kit.problems import Problem
from towngown.kit.text import mark

HALVES = {"am": mark("Morning"), "pm": mark("Afternoon")}
ALL_WEEK = (1 << 14) - 1  # every half-day of the week

_WRITTEN = {"am": "am", "上午": "am", "morning": "am", "pm": "pm", "下午": "pm", "afternoon": "pm"}


class HalfDay(NamedTuple):
    """One morning or afternoon; they sort in the order in which they come."""

    day: date
    half: str  # a key of HALVES

    def format(self) -> str:
        """As files write it: 2026-12-03 am."""
        return f"{self.day.isoformat()} {self.half}"

    @property
    def slot(self) -> int:
        """A running number of half-days, two a day."""
        return self.day.toordinal() * 2 + (self.half == "pm")

    @property
    def bit(self) -> int:
        """Its place in a week's mask: Monday morning is 0, Sunday afternoon 13."""
        return self.day.weekday() * 2 + (self.half == "pm")


def half_day_of(slot: int) -> HalfDay:
    """The half-day with this running number."""
    return HalfDay(date.fromordinal(slot // 2), "pm" if slot % 2 else "am")


def parse(text: str) -> HalfDay:
    """ "2026-12-03 am" or "2026-12-03 上午". Raises Problem("not_a_half_day")."""
    day, _, half = text.strip().partition(" ")
    try:
        return HalfDay(date.fromisoformat(day), _WRITTEN[half.strip().casefold()])
    except (ValueError, KeyError):
        raise Problem("not_a_half_day", value=text) from None


def parse_all(text: str | Iterable[str]) -> tuple[HalfDay, ...]:
    """Several, from lines, or separated by commas; each once, in the order given."""
    parts = text.replace("，", ",").replace("、", ",").replace("\n", ",").split(",") if isinstance(text, str) else text
    return tuple(dict.fromkeys(parse(part) for part in parts if part.strip()))


def mask_of(bits: Iterable[int]) -> int:
    """A week's mask from places in the week."""
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


def bits_of(mask: int) -> tuple[int, ...]:
    """The places in the week that a mask holds."""
    return tuple(bit for bit in range(14) if mask >> bit & 1)

"""Half-days: the grain in which people order, teachers are free, and visits are planned. 半天。"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from towngown.kit.digits import half_width, whole_number
from towngown.kit.problems import Problem
from towngown.kit.text import mark

HALVES = {"am": mark("Morning"), "pm": mark("Afternoon")}
ALL_WEEK = (1 << 14) - 1  # every half-day of the week

WEEKDAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"), mark("Sunday"),
)  # fmt: skip

_WRITTEN = {"am": "am", "上午": "am", "morning": "am", "pm": "pm", "下午": "pm", "afternoon": "pm"}
_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SIGNS = {sign: at for signs in ("一二三四五六日", "1234567") for at, sign in enumerate(signs)} | {"天": 6}
_ONE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*([a-z]+|上午|下午)")
_OF_WEEK = re.compile(
    r"(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:周|星期|礼拜)([一二三四五六日天1-7]))\s*([a-z]+|上午|下午)?"
)


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
    """One as people write it: 2026-12-03 am, 2026年12月3日上午. Raises Problem("not_a_half_day")."""
    found = _ONE.fullmatch(_plain(text))
    try:
        if found is None:
            raise ValueError(text)
        year, month, day, half = found.groups()
        return HalfDay(date(int(year), int(month), int(day)), _WRITTEN[half])
    except (ValueError, KeyError):
        raise Problem("not_a_half_day", value=text.strip()) from None


def parse_all(text: str | Iterable[str]) -> tuple[HalfDay, ...]:
    """Several, from lines or separated by commas or semicolons; each once, in the order given."""
    parts = _parts(text) if isinstance(text, str) else text
    return tuple(dict.fromkeys(parse(part) for part in parts if part.strip()))


def week_text(mask: int) -> str:
    """A week's mask as files write it: every, none, or Mon am; Wed pm."""
    if mask in (0, ALL_WEEK):
        return "every" if mask else "none"
    return "; ".join(f"{_SHORT[bit // 2]} {'pm' if bit % 2 else 'am'}" for bit in bits_of(mask))


def parse_week(text: str) -> int:
    """What `week_text` writes, a bare number, or as people say it: 周一上午、周三 (both halves), 工作日, weekends.

    Raises Problem("not_a_week").
    """
    number = whole_number(text)
    if number is not None and number <= ALL_WEEK:
        return number
    mask = 0
    for part in filter(str.strip, _parts(_plain(text))):
        mask |= _week_part(part.strip(), text)
    return mask


def _week_part(part: str, whole: str) -> int:
    if part in _WHOLE:
        return _WHOLE[part]
    found = _OF_WEEK.fullmatch(part)
    if found is None or (found[3] and found[3] not in _WRITTEN):
        raise Problem("not_a_week", value=whole.strip())
    at = _SIGNS[found[2]] if found[2] else [day.lower() for day in _SHORT].index(found[1])
    halves = 0b11 if found[3] is None else 0b01 if _WRITTEN[found[3]] == "am" else 0b10
    return halves << 2 * at


WORKING_DAYS, WEEKEND = (1 << 10) - 1, 0b1111 << 10
_WHOLE = (
    dict.fromkeys(("every", "any", "always", "全周", "每天", "任何时间", "不限"), ALL_WEEK)
    | dict.fromkeys(("none", "never", "无"), 0)
    | dict.fromkeys(("weekdays", "working days", "工作日", "平日"), WORKING_DAYS)
    | dict.fromkeys(("weekends", "weekend", "周末", "双休日"), WEEKEND)
)


def _plain(text: str) -> str:
    """Half-width, lower case, without blanks around it."""
    return half_width(text).casefold()


def _parts(text: str) -> list[str]:
    return re.split(r"[,，、;；\n]", text)


def mask_of(bits: Iterable[int]) -> int:
    """A week's mask from places in the week."""
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


def bits_of(mask: int) -> tuple[int, ...]:
    """The places in the week that a mask holds."""
    return tuple(bit for bit in range(14) if mask >> bit & 1)

"""How this room shows sessions."""

from datetime import date
from typing import Any

import segno
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from towngown.domain.attendance.compute.numbers import begins, ends
from towngown.kit.text import mark
from towngown.kit.when import When
from towngown.web.shared.wording import language, words

TONES = {"planned": "plain", "held": "good", "cancelled": "wait"}
STARS = {
    5: mark("Very good"), 4: mark("Good"), 3: mark("All right"), 2: mark("Not so good"), 1: mark("Not good"),
}  # fmt: skip


def hours(one: Any) -> str:
    """09:30–11:00."""
    start = begins(one.day, one.half, one.start_time)
    return f"{start:%H:%M}–{ends(one.day, one.half, one.start_time, one.minutes):%H:%M}"


def day_of_week(day: date) -> str:
    """A day with its weekday, in the order of the language."""
    said, weekday = When.day(day).text(language()), date_format(day, "D")
    return f"{weekday} {said}" if language() == "en" else f"{said} {weekday}"


def moment(one: Any) -> str:
    """Day and hours of a session."""
    return f"{day_of_week(one.day)} {hours(one)}"


def stars_of(tenths: int) -> str:
    """4.7 of a number of tenths."""
    return f"{tenths // 10}.{tenths % 10}"


def title_of_wall(wall: Any, places: dict[str, str]) -> str:
    """What the room behind a code is called: its station, or its place."""
    return words(wall.station) if wall.station else places.get(wall.place_code, wall.place_code)


def code_drawn(address: str) -> str:
    """An address as a QR code drawn in SVG, black on white, with its alternative text."""
    drawn = segno.make(address, error="q").svg_inline(
        scale=4, border=2, light="#fff", omitsize=True, title=_("Code for signing in"), svgclass="qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from an address of ours

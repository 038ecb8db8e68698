"""When and where a thing is: what tells it from its namesakes in a list of what to do, and over a form about it."""

from typing import Any

from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.when import When
from towngown.web.shared.wording import words

Place = str


def when_and_where(thing: Any, place: Place | None = None) -> str:
    """2026年11月26日 14:30 · 馨月苑居委会. `place` is the name of its place where that is at hand; "" for a thing that has
    neither time nor place."""
    found = [_when(thing), _where(thing, place)]
    return " · ".join(one for one in found if one)


def _when(thing: Any) -> str:
    if thing.kind == "session":
        return f"{words(When.day(thing.day))} {thing.begins.astimezone(clock.ZONE):%H:%M}"
    if thing.kind == "activity":
        return f"{words(thing.when)} {thing.starts_at}".strip()
    return words(thing.half_day) if thing.kind == "dispatch" else ""


def _where(thing: Any, place: Place | None) -> str:
    if thing.kind not in ("session", "activity", "dispatch", "order"):
        return ""
    code, said = thing.place_code, getattr(thing, "where", "")
    return said or (place if place is not None else names([code]).get(code, "") if code else "")

"""How dispatch reads: sentences of why and what would help, settings, shares."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.matching import queries
from towngown.domain.matching.compute import Settings, read_settings
from towngown.domain.matching.words import CHANGES, WHY
from towngown.domain.orders import queries as orders
from towngown.foundation.places.queries import names
from towngown.foundation.places.words import TOWN
from towngown.kit.actors import Actor
from towngown.kit.halfdays import HalfDay
from towngown.kit.when import When
from towngown.web.shared.finding import or_not_found
from towngown.web.shared.wording import day_words, words

ROUND_TONES = {"open": "wait", "published": "good"}
SCENARIO_TONES = {"waiting": "wait", "ready": "info", "failed": "strong", "published": "good"}
DISPATCH_TONES = {"dispatched": "wait", "accepted": "good", "declined": "strong"}


def scenario_at(by: Actor, ref: str) -> Any:
    """The scenario at this address, if the viewer may see it."""
    return or_not_found(queries.scenario(by, ref), ref)


def span(round_: Any) -> str:
    """Its days."""
    return words(When.days(round_.first_day, round_.last_day))


def percent(part: int, whole: int) -> str:
    """A share in whole percent, rounded down so that 100 % means all."""
    return _("{n} %").format(n=part * 100 // whole) if whole else "—"


def kilometres(metres: int) -> str:
    """Whole kilometres, or one digit behind the point below ten; rounded up."""
    return f"{-(-metres // 100) / 10:.1f}" if metres < 10_000 else f"{-(-metres // 1000)}"


def settings_words(data: Mapping[str, Any]) -> list[str]:
    """The settings of a scenario in words, those that differ from the usual ones included."""
    given: Settings = read_settings(data)
    return [
        _("those passed over come first") if given.memory else _("nobody’s turn is remembered"),
        _("teachers go {n} % as far as they said").format(n=given.reach_pct),
        _("visits spread evenly") if given.even else _("visits not spread"),
    ]


def names_in(by: Actor, wall: int, changes: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Teacher → name, of those that some changes name. One query."""
    wanted = {one.get(who) for one in changes for who in ("comes", "teacher")} - {None}
    if not wanted:
        return {}
    rows = orders.teachers(by).filter(partnership_id=wall, pk__in=wanted)
    return {row.pk: str(row) for row in rows}


def why(cause: str, numbers: Mapping[str, Any]) -> str:
    """Why nobody comes, in one sentence."""
    return words(WHY[cause]).format(**numbers)


def help_words(change: Mapping[str, Any], known: Mapping[int, str]) -> str:
    """What would help, in one sentence."""
    if not change:
        return words(CHANGES[""])
    kind = change["kind"]
    if kind == "caps":
        kind = "caps_week" if change["in_week"] else "caps_term"
    day = HalfDay(date.fromisoformat(change["day"]), change["half"])
    monday = change.get("monday")
    somebody = _("somebody")
    return words(CHANGES[kind]).format(
        day=words(day), comes=known.get(change["comes"], somebody), teacher=known.get(change.get("teacher", 0), somebody),
        km=kilometres(change.get("metres", 0)), count=change.get("count") or change.get("in_week") or change.get("in_term"),
        monday=day_words(date.fromisoformat(monday)) if monday else "",
    )  # fmt: skip


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """Place → its town and its own name, as people say them. One query."""
    codes = set(codes)
    known = names(codes | {code[:TOWN] for code in codes})
    return {
        code: " ".join(dict.fromkeys(known[one] for one in (code[:TOWN], code) if one in known)) or code
        for code in codes
    }


def visits_words(count: int) -> str:
    """So many visits."""
    return ngettext("{n} visit", "{n} visits", count).format(n=count)

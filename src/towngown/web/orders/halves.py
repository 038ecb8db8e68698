"""The half-days that an order page offers: those of the next weeks in which somebody can come."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.matching.queries import taken
from towngown.domain.orders import queries
from towngown.domain.orders.compute import all_halves
from towngown.domain.orders.words import LATEST, SOONEST, TAUGHT
from towngown.kit.halfdays import HALVES, HalfDay
from towngown.web.shared.wording import day_words, words

FIRST = 6  # so many are shown at once, the others on demand


def days_ahead(today: date) -> list[date]:
    """The days that can be wished for on the page."""
    return [today + timedelta(days=at) for at in range(SOONEST, LATEST + 1)]


def suiting(wall: int, place_code: str, today: date, offer: Any, category: Any) -> tuple[dict[HalfDay, int], bool]:
    """(half-day → how many can come, whether the numbers mean anything).

    Where nobody is named yet, or nobody has to come, every half-day will do.
    """
    days = days_ahead(today)
    if offer is None or offer.offer_kind in TAUGHT:
        given = taken(wall, days[0], days[-1])
        free, able = queries.when_free(wall, place_code, days, offer, category, given)
        if able:
            return free, True
    return dict.fromkeys(all_halves(days), 0), False


def cards(free: dict[HalfDay, int], counted: bool, ticked: set[str]) -> dict[str, Any]:
    """The half-days to tick: the first ones, then the others by week; what is ticked already is never hidden."""
    made = [_card(one, number if counted else None, ticked) for one, number in free.items()]
    first = [card for at, card in enumerate(made) if at < FIRST or card["chosen"]]
    weeks: dict[date, list[dict[str, Any]]] = {}
    for card in made:
        if card not in first:
            weeks.setdefault(card["monday"], []).append(card)
    return {"first": first, "weeks": [{"label": _week(monday), "cards": rest} for monday, rest in weeks.items()]}


def _card(one: HalfDay, number: int | None, ticked: set[str]) -> dict[str, Any]:
    help_ = "" if number is None else ngettext("{n} teacher free", "{n} teachers free", number).format(n=number)
    return {
        "value": one.format(), "day": day_words(one.day), "half": words(HALVES[one.half]), "help": help_,
        "chosen": one.format() in ticked, "monday": one.day - timedelta(days=one.day.weekday()),
    }  # fmt: skip


def _week(monday: date) -> str:
    return _("Week of {day}").format(day=date_format(monday, _("j F")))

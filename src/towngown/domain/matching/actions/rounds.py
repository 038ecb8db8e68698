"""Rounds: opened, described, published with a scenario, closed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from towngown.domain.matching.actions import fields
from towngown.domain.matching.compute import term_of
from towngown.domain.matching.models import Round
from towngown.domain.matching.rules import dispatches
from towngown.domain.matching.words import ROUND_MOVES
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


@action("round.open", label=mark("Open a round of dispatch"), told=mark("opened a round of dispatch"), may=dispatches,
        on="partnership")  # fmt: skip
def open_round(
    *, by: Actor, partnership: "Partnership", first_day: fields.FirstDay, last_day: fields.LastDay,
    title_zh: fields.TitleZh = "", title_en: fields.TitleEn = "",
) -> Round:  # fmt: skip
    """A stretch of days to be dispatched together. Raises for days in the wrong order, or of two terms: the caps that
    teachers name are those of a term, and the engine knows one for the whole round."""
    _check(first_day, last_day)
    if not title_zh and not title_en:
        title_zh, title_en = f"{first_day}—{last_day}", f"{first_day} to {last_day}"
    round_ = Round(partnership=partnership)
    return _put(round_, title_zh, title_en, first_day, last_day)


@action(
    "round.describe", label=mark("Change the round"), told=mark("changed the round"), may=dispatches, on="round_",
    moves=ROUND_MOVES,
)  # fmt: skip
def describe_round(
    *, by: Actor, round_: Round, first_day: fields.FirstDay, last_day: fields.LastDay, title_zh: fields.TitleZh = "",
    title_en: fields.TitleEn = "",
) -> Round:  # fmt: skip
    """Other days, another name; scenarios worked out for the days before are not published any more. Raises as round.open does."""
    _check(first_day, last_day)
    return _put(round_, title_zh or round_.title_zh, title_en or round_.title_en, first_day, last_day)


def _put(round_: Round, title_zh: str, title_en: str, first_day: date, last_day: date) -> Round:
    round_.title_zh, round_.title_en = title_zh, title_en
    round_.first_day, round_.last_day = first_day, last_day
    round_.save()
    return round_


def _check(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise Problem("matching.days", "last_day")
    _, end_of_term = term_of(first_day)
    if last_day > end_of_term:
        raise Problem("matching.two_terms", "last_day", day=end_of_term + timedelta(days=1))


@action(
    "round.publish", label=mark("Publish the round"), told=mark("published the round"), may=dispatches, on="round_",
    moves=ROUND_MOVES, offered=False,
)  # fmt: skip
def publish_round(*, by: Actor, round_: Round) -> Round:
    """One of its scenarios was published (scenario.publish)."""
    round_.save()
    return round_


@action(
    "round.close", label=mark("Close the round"), told=mark("closed the round"), may=dispatches, on="round_",
    moves=ROUND_MOVES,
)  # fmt: skip
def close_round(*, by: Actor, round_: Round) -> Round:
    """Its visits are over; nothing is re-planned any more."""
    round_.save()
    return round_


@action(
    "round.reopen", label=mark("Open the round again"), told=mark("opened the round again"), may=dispatches, on="round_",
    moves=ROUND_MOVES,
)  # fmt: skip
def reopen_round(*, by: Actor, round_: Round) -> Round:
    """Take the closing back."""
    round_.save()
    return round_

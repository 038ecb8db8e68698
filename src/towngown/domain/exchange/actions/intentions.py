"""Voicing what a party would like to do together, and what becomes of it."""

from typing import TYPE_CHECKING, Annotated

from towngown.domain.exchange.actions.fields import (
    Audience,
    ByParty,
    Day,
    Place,
    TitleEn,
    TitleZh,
    Words,
    seat_for,
    titled,
)
from towngown.domain.exchange.models import Intention
from towngown.domain.exchange.rules import may_answer_intention, owns_intention, speaks
from towngown.domain.exchange.words import INTENTION_MOVES, INTENTION_STATES
from towngown.domain.partnerships.rules import is_keeper, is_system, may_sign
from towngown.domain.partnerships.table import same_wall
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, Text
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


@action(
    "intention.voice", label=mark("Voice an intention"), told=mark("voiced the intention"), may=speaks, on="partnership"
)
def voice(
    *, by: Actor, partnership: "Partnership", title_zh: TitleZh = "", title_en: TitleEn = "", words: Words = "",
    audience: Audience = "partnership", place_code: Place = "",
) -> Intention:  # fmt: skip
    """Say what one's party would like to do together; returns the open intention.

    Raises without any title, and for a place out of the seat's reach.
    """
    titled(title_zh, title_en)
    seat, place = seat_for(by, partnership.pk, place_code)
    intention = Intention(
        partnership=partnership, title_zh=title_zh, title_en=title_en, words=words, audience=audience,
        own_party_id=seat.party_id, party_id=seat.party_id, place_code=place,
    )  # fmt: skip
    intention.when = When.day(clock.today())
    intention.save()
    return intention


@action(
    "intention.record", label=mark("Record an intention as reported"), told=mark("recorded the intention as reported"),
    may=is_system | is_keeper, on="partnership", offered=False,
)  # fmt: skip
def record_intention(
    *, by: Actor, partnership: "Partnership",
    key: Annotated[str, Text(label=mark("Key in files"), max_length=80)],
    title_zh: TitleZh = "", title_en: TitleEn = "", party: ByParty = None, when: Day = None,
    state: Annotated[str, Choice(label=mark("State"), choices=INTENTION_STATES)] = "open",
    words: Words = "", place_code: Place = "", audience: Audience = "partnership",
) -> Intention:  # fmt: skip
    """Create the intention with this key, or update it; returns it. Raises for a party of another partnership."""
    titled(title_zh, title_en)
    same_wall(partnership.pk, party=party)
    intention = Intention.objects.filter(partnership=partnership, key=key).first()
    intention = intention or Intention(partnership=partnership, key=key)
    intention.title_zh, intention.title_en, intention.words = title_zh, title_en, words
    intention.party = intention.own_party = party
    intention.state, intention.place_code, intention.audience, intention.when = state, place_code, audience, when
    intention.save()
    return intention


@action(
    "intention.take_up", label=mark("Take up the intention"), told=mark("took up the intention"),
    may=may_answer_intention, on="intention", moves=INTENTION_MOVES,
)  # fmt: skip
def take_up(*, by: Actor, intention: Intention) -> Intention:
    """Say that something will be made of it; needs and activities may follow."""
    intention.save()
    return intention


@action(
    "intention.close", label=mark("Close the intention"), told=mark("closed the intention"),
    may=may_sign | owns_intention, on="intention", moves=INTENTION_MOVES,
)  # fmt: skip
def close(*, by: Actor, intention: Intention) -> Intention:
    """Say that nothing more will come of it."""
    intention.save()
    return intention


@action(
    "intention.reopen", label=mark("Reopen the intention"), told=mark("reopened the intention"),
    may=may_sign | owns_intention, on="intention", moves=INTENTION_MOVES,
)  # fmt: skip
def reopen(*, by: Actor, intention: Intention) -> Intention:
    """Undo a closing."""
    intention.save()
    return intention

"""Answering a need: always with a reason, and in words where the asker is disappointed."""

from typing import Annotated

from towngown.domain.exchange.models import Need, NeedAnswer
from towngown.domain.exchange.rules import answers, owns
from towngown.domain.exchange.words import NEED_MOVES, NO_REASONS, YES_REASONS
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, LongText
from towngown.kit.text import mark

InWords = Annotated[str, LongText(label=mark("In your own words"), max_length=2000)]


@action(
    "need.accept", label=mark("Accept the need"), told=mark("accepted the need"), may=answers, on="need",
    moves=NEED_MOVES,
)  # fmt: skip
def accept(
    *, by: Actor, need: Need, reason: Annotated[str, Choice(label=mark("How"), choices=YES_REASONS)] = "will_do",
    words: InWords = "",
) -> Need:  # fmt: skip
    """Promise the asker that it will be done, or say that it is planned already."""
    return _answer(by, need, reason, words)


@action(
    "need.refuse", label=mark("Refuse the need"), told=mark("refused the need"), may=answers, on="need",
    moves=NEED_MOVES,
)  # fmt: skip
def refuse(
    *, by: Actor, need: Need, reason: Annotated[str, Choice(label=mark("Reason"), choices=NO_REASONS)],
    words: InWords,
) -> Need:  # fmt: skip
    """Say no, with a reason and in words."""
    return _answer(by, need, reason, words)


@action(
    "need.meet", label=mark("Mark the need as met"), told=mark("marked the need as met"), may=answers | owns, on="need",
    moves=NEED_MOVES,
)  # fmt: skip
def meet(*, by: Actor, need: Need, words: InWords = "") -> Need:
    """Say that what was asked for was done; either side may."""
    return _answer(by, need, "done", words)


def _answer(by: Actor, need: Need, reason: str, words: str) -> Need:
    need.save()
    NeedAnswer.objects.create(
        need=need, state=need.state, reason=reason, words=words, given_by_id=by.id, given_at=clock.now()
    )
    return need

"""Raising a need, joining one, taking it back."""

from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.exchange.actions.fields import (
    Audience,
    ByParty,
    Day,
    OfProgramme,
    Place,
    TitleEn,
    TitleZh,
    Words,
    seat_for,
    titled,
)
from towngown.domain.exchange.models import Need, PlusOne
from towngown.domain.exchange.rules import may_join, may_leave, may_share, owns, speaking_seat, speaks
from towngown.domain.exchange.words import NEED_MOVES, NEED_STATES
from towngown.domain.partnerships.rules import is_keeper, is_system
from towngown.domain.partnerships.table import same_wall
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, Text, Thing
from towngown.kit.problems import Problem
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

OfIntention = Annotated[Any, Thing(label=mark("Grew out of the intention"), kind="intention")]
AskingOrganisation = Annotated[Any, Thing(label=mark("Organisation that asks"), kind="organisation")]


@action("need.raise", label=mark("Ask for something"), told=mark("raised the need"), may=speaks, on="partnership")
def raise_need(
    *, by: Actor, partnership: "Partnership", title_zh: TitleZh = "", title_en: TitleEn = "", words: Words = "",
    audience: Audience = "partnership", place_code: Place = "", intention: OfIntention = None,
    programme: OfProgramme = None,
) -> Need:  # fmt: skip
    """Ask for something for one's own place and organisation; returns the need, which waits for the other side.

    Raises without any title, for a place out of reach, and for an intention or programme of another partnership.
    """
    titled(title_zh, title_en)
    same_wall(partnership.pk, intention=intention, programme=programme)
    seat, place = seat_for(by, partnership.pk, place_code)
    need = Need(
        partnership=partnership, title_zh=title_zh, title_en=title_en, words=words, audience=audience, place_code=place,
        own_party_id=seat.party_id, party_id=seat.party_id, organisation_id=seat.organisation_id,
        raised_by_id=by.person_id, intention=intention, programme=programme,
    )  # fmt: skip
    need.when = When.day(clock.today())
    need.save()
    return need


@action(
    "need.record", label=mark("Record a need as reported"), told=mark("recorded the need as reported"),
    may=is_system | is_keeper, on="partnership", offered=False,
)  # fmt: skip
def record_need(
    *, by: Actor, partnership: "Partnership",
    key: Annotated[str, Text(label=mark("Key in files"), max_length=80)],
    title_zh: TitleZh = "", title_en: TitleEn = "", party: ByParty = None, organisation: AskingOrganisation = None,
    intention: OfIntention = None, programme: OfProgramme = None, when: Day = None,
    state: Annotated[str, Choice(label=mark("State"), choices=NEED_STATES)] = "raised",
    words: Words = "", place_code: Place = "", audience: Audience = "partnership",
) -> Need:  # fmt: skip
    """Create the need with this key, or update it; returns it. Raises for things of another partnership."""
    titled(title_zh, title_en)
    same_wall(partnership.pk, party=party, intention=intention, programme=programme)
    need = Need.objects.filter(partnership=partnership, key=key).first() or Need(partnership=partnership, key=key)
    need.title_zh, need.title_en, need.words = title_zh, title_en, words
    need.party = need.own_party = party
    need.organisation, need.intention, need.programme = organisation, intention, programme
    need.state, need.place_code, need.audience, need.when = state, place_code, audience, when
    need.save()
    return need


@action(
    "need.join", label=mark("We ask for this too (+1)"), told=mark("asked for the same"), may=may_join, on="need",
    moves=NEED_MOVES,
)  # fmt: skip
def join(*, by: Actor, need: Need) -> Need:
    """Add one's organisation to those that ask, once each. Raises when it already does."""
    seat = speaking_seat(by, need.partnership_id)
    assert seat is not None, "the rule lets only speakers in"
    mine = {"need": need, "organisation_id": seat.organisation_id}
    if PlusOne.objects.filter(**mine).exists():
        raise Problem("exchange.plus_one_twice")
    PlusOne.objects.create(**mine, person_id=by.person_id, at=clock.now())
    return need


@action(
    "need.leave", label=mark("We no longer ask for this"), told=mark("no longer asks for it"), may=may_leave, on="need",
    moves=NEED_MOVES,
)  # fmt: skip
def leave(*, by: Actor, need: Need) -> Need:
    """Take one's +1 back."""
    seat = speaking_seat(by, need.partnership_id)
    assert seat is not None, "the rule lets only speakers in"
    PlusOne.objects.filter(need=need, organisation_id=seat.organisation_id).delete()
    return need


@action(
    "need.share", label=mark("Show it to all sides"), told=mark("showed the need to all sides"), may=may_share,
    on="need", moves=NEED_MOVES,
)  # fmt: skip
def share(*, by: Actor, need: Need) -> Need:
    """Let the other sides see a need that was kept to one's own party, so that they can answer: it waits from today."""
    need.audience, need.waits_from = "partnership", clock.today()
    need.save()
    return need


@action(
    "need.withdraw", label=mark("Withdraw the need"), told=mark("withdrew the need"), may=owns, on="need",
    moves=NEED_MOVES,
)  # fmt: skip
def withdraw(*, by: Actor, need: Need) -> Need:
    """Take the need back; whoever joined hears of it."""
    need.save()
    return need


@action(
    "need.raise_again", label=mark("Raise the need again"), told=mark("raised the need again"), may=owns, on="need",
    moves=NEED_MOVES,
)  # fmt: skip
def raise_again(*, by: Actor, need: Need, words: Words = "") -> Need:
    """Ask once more after a refusal or a withdrawal, perhaps in other words: it waits from today, and keeps its date."""
    need.words, need.waits_from = words or need.words, clock.today()
    need.save()
    return need

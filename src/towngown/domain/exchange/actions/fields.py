"""What the verbs of this chapter ask for, and how a seat is found."""

from typing import Annotated, Any

from towngown.domain.exchange.rules import speaking_seat
from towngown.foundation.journal.table import AUDIENCES
from towngown.kit.actors import Actor, Seat
from towngown.kit.fields import Choice, LongText, PlaceCode, ReportedDate, Text, Thing
from towngown.kit.problems import Problem
from towngown.kit.text import mark
from towngown.kit.when import When

TitleZh = Annotated[str, Text(label=mark("In Chinese, in one line"))]
TitleEn = Annotated[str, Text(label=mark("In English, in one line"))]
Words = Annotated[str, LongText(label=mark("In more words"), max_length=4000)]
Key = Annotated[str, Text(label=mark("Key in files"), max_length=80)]
Audience = Annotated[str, Choice(label=mark("Who may see it"), choices=AUDIENCES)]
Place = Annotated[str, PlaceCode(label=mark("Place"))]
Day = Annotated[When | None, ReportedDate(label=mark("Date"))]
ByParty = Annotated[Any, Thing(label=mark("Party"), kind="party")]
OfProgramme = Annotated[Any, Thing(label=mark("Programme"), kind="programme")]


def seat_for(by: Actor, wall: int, place_code: str) -> tuple[Seat, str]:
    """The seat that speaks and the place it speaks for; the rule has seen to it that there is a seat.

    Raises Problem("exchange.beyond_reach") when the place asked for is not under the seat's own.
    """
    seat = speaking_seat(by, wall)
    assert seat is not None, "the rule lets only speakers in"
    place = place_code or seat.place_code
    if not seat.reaches(place):
        raise Problem("exchange.beyond_reach", "place_code")
    return seat, place


def titled(title_zh: str, title_en: str) -> None:
    """Raise Problem("required") when there is a title in neither language."""
    if not title_zh and not title_en:
        raise Problem("required", "title_zh")

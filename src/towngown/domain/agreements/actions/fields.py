"""The parameters that several verbs of this chapter share, and the checks on them."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.agreements.models import Agreement
from towngown.domain.agreements.words import MEASURES, PERS
from towngown.domain.evidence.words import EVIDENCE_RULES
from towngown.foundation.journal.table import AUDIENCES
from towngown.kit.fields import Choice, Day, LongText, PlaceCode, Text, Thing, Things, WholeNumber
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import ActivityKind, Area, Partnership, Party, Programme

Key = Annotated[str, Text(label=mark("Key in files"), max_length=80)]
TitleZh = Annotated[str, Text(label=mark("Title in Chinese"))]
TitleEn = Annotated[str, Text(label=mark("Title in English"))]
Words = Annotated[str, LongText(label=mark("In words"))]
Audience = Annotated[str, Choice(label=mark("Who may see it"), choices=AUDIENCES)]
PlaceAt = Annotated[str, PlaceCode(label=mark("Place"))]
Parties = Annotated["list[Party]", Things(label=mark("Parties"), kind="party")]
SomeParties = Annotated["list[Party] | None", Things(label=mark("Parties"), kind="party")]
SomeAreas = Annotated["list[Area] | None", Things(label=mark("Areas"), kind="area")]
SomeProgramme = Annotated["Programme | None", Thing(label=mark("Programme"), kind="programme")]
Parent = Annotated[Agreement | None, Thing(label=mark("Under which agreement"), kind="agreement")]
TermFirst = Annotated[date | None, Day(label=mark("Term begins on"))]
TermLast = Annotated[date | None, Day(label=mark("Term ends on"), help=mark("Leave it open if there is no end."))]

KindOfActivity = Annotated["ActivityKind", Thing(label=mark("Kind of activity"), kind="activity_kind")]
Minimum = Annotated[int, WholeNumber(label=mark("At least"), low=1)]
Measure = Annotated[str, Choice(label=mark("What is counted"), choices=MEASURES)]
PerWhat = Annotated[str, Choice(label=mark("How often"), choices=PERS)]
DueDay = Annotated[date | None, Day(label=mark("By which day"), help=mark("Only for a promise to be kept once."))]
MonthOfYear = Annotated[int, WholeNumber(label=mark("The year starts in month"), low=1, high=12)]
DayOfMonth = Annotated[int, WholeNumber(label=mark("… on day"), low=1, high=28)]
Rule = Annotated[str, Choice(label=mark("What proves it"), choices=EVIDENCE_RULES)]
Responsible = Annotated[
    "list[Party] | None", Things(label=mark("Who is responsible"), kind="party", help=mark("Nobody ticked means all."))
]
Reason = Annotated[str, LongText(label=mark("Reason"))]


def inside(partnership: "Partnership", **things: Any) -> None:
    """Raise, naming the field, unless all these things (or lists of things) belong to the partnership."""
    for field, value in things.items():
        several = value if isinstance(value, list) else [value] if value is not None else []
        if any(one.partnership_id != partnership.pk for one in several):
            raise Problem("agreements.other_partnership", field)


def term_in_order(first: date | None, last: date | None) -> None:
    """Raise unless the term begins before it ends."""
    if first and last and last < first:
        raise Problem("agreements.term_order", "term_last")


def once_has_day(per: str, due_day: date | None) -> None:
    """Raise unless a promise to be kept once has its day."""
    if per == "once" and due_day is None:
        raise Problem("agreements.once_needs_a_day", "due_day")


def sides_of(parties: "Iterable[Party]") -> set[str]:
    """The sides these parties stand on."""
    return {party.side for party in parties}

"""What the verbs of this chapter ask for."""

from typing import Annotated, Any

from towngown.domain.orders.words import (
    ABSENCES,
    CATEGORY_STATES,
    MOST_WEEKS,
    OFFER_KINDS,
    OFFER_STATES,
    REFUSALS,
    TAKES_PART_AS,
    TEACHER_KINDS,
)
from towngown.domain.partnerships.table import same_wall as same_wall  # verbs call it as fields.same_wall
from towngown.kit.fields import (
    Amount,
    Choice,
    HalfDays,
    LongText,
    PlaceCode,
    Text,
    Thing,
    Things,
    WeekHalves,
    WholeNumber,
    YesNo,
)
from towngown.kit.halfdays import HalfDay
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark

Key = Annotated[str, Text(label=mark("Key in files"), max_length=80)]
TitleZh = Annotated[str, Text(label=mark("Name in Chinese"))]
TitleEn = Annotated[str, Text(label=mark("Name in English"))]
Words = Annotated[str, LongText(label=mark("In words"), max_length=4000)]

OfProgramme = Annotated[Any, Thing(label=mark("Programme"), kind="programme")]
InCategory = Annotated[Any, Thing(label=mark("Category"), kind="category")]
Batch = Annotated[int, WholeNumber(label=mark("Batch"), low=1, high=99)]
Position = Annotated[int, WholeNumber(label=mark("Position on the menu"), high=1000)]

CategoryState = Annotated[str, Choice(label=mark("State"), choices=CATEGORY_STATES)]
OfferState = Annotated[str, Choice(label=mark("State"), choices=OFFER_STATES)]
OfferKind = Annotated[str, Choice(label=mark("What is offered"), choices=OFFER_KINDS)]
Provider = Annotated[Any, Thing(label=mark("Who offers it"), kind="organisation")]
Outline = Annotated[str, LongText(label=mark("Outline"), max_length=4000)]
ForWhom = Annotated[str, Text(label=mark("For whom"))]
Minutes = Annotated[int, WholeNumber(label=mark("Length in minutes"), low=10, high=600)]
Equipment = Annotated[str, Text(label=mark("What must be there"))]
FewestMost = Annotated[Quantity | None, Amount(label=mark("For how many people, from–to"))]
TakesPartAs = Annotated[str, Choice(label=mark("Those who come take part by"), choices=TAKES_PART_AS)]
GivenBy = Annotated[Any, Things(label=mark("Who can give it"), kind="teacher")]
Gives = Annotated[Any, Things(label=mark("Can give"), kind="offer")]

OfPerson = Annotated[Any, Thing(label=mark("Person"), kind="person")]
TeacherKind = Annotated[str, Choice(label=mark("Teacher or expert"), choices=TEACHER_KINDS)]
Home = Annotated[str, PlaceCode(label=mark("Sets out from"))]
Reach = Annotated[int, WholeNumber(label=mark("Goes how far, in metres"), low=100, high=200_000)]
WeekCap = Annotated[int, WholeNumber(label=mark("At most so many times a week"), high=14)]
TermCap = Annotated[int, WholeNumber(label=mark("At most so many times a term"), high=300)]
FreeHalves = Annotated[int, WeekHalves(label=mark("Half-days that suit"))]
Name = Annotated[str, Text(label=mark("Name"), max_length=100)]
Unit = Annotated[Any, Thing(label=mark("Organisation"), kind="organisation")]
Phone = Annotated[
    str, Text(label=mark("Phone"), max_length=30, help=mark("Never exported; an empty cell changes nothing."))
]
Email = Annotated[
    str, Text(label=mark("E-mail"), max_length=200, help=mark("Never exported; an empty cell changes nothing."))
]
Skills = Annotated[str, Text(label=mark("Skills"), max_length=500, help=mark("A few words, with commas between them."))]
Rather = Annotated[Any, Things(label=mark("Would rather give"), kind="category")]
Active = Annotated[bool, YesNo(label=mark("Takes orders now"))]
AbsenceKind = Annotated[str, Choice(label=mark("Why"), choices=ABSENCES)]

OfOffer = Annotated[Any, Thing(label=mark("Course"), kind="offer")]
About = Annotated[str, Text(label=mark("Something about …"))]
ForPlace = Annotated[str, PlaceCode(label=mark("For which place"))]
Wishes = Annotated[tuple[HalfDay, ...], HalfDays(label=mark("Which half-days suit, the dearest first"))]
People = Annotated[Quantity | None, Amount(label=mark("How many people are expected"))]
Weeks = Annotated[int, WholeNumber(label=mark("For how many weeks running"), low=1, high=MOST_WEEKS)]
Note = Annotated[str, LongText(label=mark("What the teacher should know"), max_length=1000)]
Assisted = Annotated[bool, YesNo(label=mark("Typed in from a paper slip"))]
Urgent = Annotated[bool, YesNo(label=mark("Urgent"))]
Refusal = Annotated[str, Choice(label=mark("Reason"), choices=REFUSALS)]
InWords = Annotated[str, LongText(label=mark("In your own words"), max_length=1000)]
OfOrders = Annotated[Any, Things(label=mark("Orders"), kind="order")]
ToOrder = Annotated[Any, Thing(label=mark("Whose order"), kind="order")]
Stars = Annotated[int, WholeNumber(label=mark("How good was it, 1 to 5"), low=1, high=5)]


def titled(title_zh: str, title_en: str) -> None:
    """Raise Problem("required") when there is a title in neither language."""
    if not title_zh and not title_en:
        raise Problem("required", "title_zh")

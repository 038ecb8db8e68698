"""What the verbs of this chapter ask for."""

from datetime import date, time
from typing import Annotated, Any

from towngown.domain.activities.compute import time_of_day
from towngown.domain.attendance.words import MOST_PEOPLE, MOST_WORDS, WRITTEN_BY_HOST
from towngown.domain.orders.words import TAKES_PART_AS
from towngown.domain.partnerships.table import same_wall as same_wall  # verbs call it as fields.same_wall
from towngown.kit.fields import Choice, Day, LongText, PlaceCode, Text, Thing, Upload, WholeNumber
from towngown.kit.halfdays import HALVES
from towngown.kit.problems import Problem
from towngown.kit.text import mark

People = Annotated[int, WholeNumber(label=mark("How many people came"), low=0, high=MOST_PEOPLE)]
Written = Annotated[int, WholeNumber(label=mark("How many people are on it"), low=0, high=MOST_PEOPLE)]
HowWritten = Annotated[str, Choice(label=mark("How they signed in"), choices=WRITTEN_BY_HOST)]
Reason = Annotated[str, Text(label=mark("Why"), max_length=300)]
OnDay = Annotated[date, Day(label=mark("Day"))]
Half = Annotated[str, Choice(label=mark("Half-day"), choices=HALVES)]
StartTime = Annotated[str, Text(label=mark("Begins at"), max_length=8, help=mark("Like 14:30."))]
Minutes = Annotated[int, WholeNumber(label=mark("Length in minutes"), low=10, high=600)]
Where = Annotated[str, Text(label=mark("Where"))]
TakesPartAs = Annotated[str, Choice(label=mark("Those who come take part by"), choices=TAKES_PART_AS)]
AtStation = Annotated[Any, Thing(label=mark("Station"), kind="station")]
OfTeacher = Annotated[Any, Thing(label=mark("Teacher"), kind="teacher")]
AtPlace = Annotated[str, PlaceCode(label=mark("Place"))]
Stars = Annotated[int, WholeNumber(label=mark("How good was it, 1 to 5"), low=1, high=5)]
OfPhone = Annotated[str, Text(label=mark("Number of the phone"), max_length=200)]
InWords = Annotated[str, LongText(label=mark("In your own words"), max_length=MOST_WORDS)]
Calendar = Annotated[Any, Upload(label=mark("Calendar file"), accept=".ics,text/calendar")]


def start_of(text: str) -> time | None:
    """A time of day. Raises activities.bad_time, about the field start_time."""
    try:
        return time_of_day(text)
    except Problem as problem:
        raise problem.about("start_time") from None

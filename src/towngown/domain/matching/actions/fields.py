"""What the verbs of this chapter ask for."""

from datetime import date
from typing import Annotated, Any

from towngown.domain.matching.words import HIGHEST_REACH, LOWEST_REACH
from towngown.domain.partnerships.table import same_wall as same_wall  # verbs call it as fields.same_wall
from towngown.kit.fields import Day, HalfDays, Text, Thing, WholeNumber, YesNo
from towngown.kit.halfdays import HalfDay
from towngown.kit.text import mark

TitleZh = Annotated[str, Text(label=mark("Name in Chinese"))]
TitleEn = Annotated[str, Text(label=mark("Name in English"))]
FirstDay = Annotated[date, Day(label=mark("First day"))]
LastDay = Annotated[date, Day(label=mark("Last day"))]

Memory = Annotated[bool, YesNo(label=mark("Those passed over before come first"))]
Reach = Annotated[
    int, WholeNumber(label=mark("Teachers go how far, in percent of what they said"), low=LOWEST_REACH, high=HIGHEST_REACH)
]  # fmt: skip
Even = Annotated[bool, YesNo(label=mark("Spread the visits evenly over the teachers"))]
Hold = Annotated[bool, YesNo(label=mark("Keep what was moved by hand in the scenario before"))]

ToTeacher = Annotated[Any, Thing(label=mark("Who comes"), kind="teacher")]
When = Annotated[tuple[HalfDay, ...], HalfDays(label=mark("When"), most=1)]
Reason = Annotated[str, Text(label=mark("Why"), max_length=300)]
ToldSo = Annotated[bool, YesNo(label=mark("I say so for the teacher, who told me"))]
ForOrder = Annotated[Any, Thing(label=mark("Order"), kind="order")]
OfWeek = Annotated[int, WholeNumber(label=mark("Which week of it, from 0"), high=60)]
Expert = Annotated[Any, Thing(label=mark("Expert"), kind="teacher")]
Paired = Annotated[Any, Thing(label=mark("Teacher"), kind="teacher")]
Since = Annotated[date | None, Day(label=mark("From or until which day"))]

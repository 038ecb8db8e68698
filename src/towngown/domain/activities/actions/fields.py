"""What several verbs of this chapter ask for, said once."""

from datetime import date
from typing import Annotated, Any

from towngown.foundation.files.words import ACCEPT
from towngown.foundation.journal.table import AUDIENCES
from towngown.kit.fields import Amount, Choice, Day, LongText, PlaceCode, Text, Thing, Things, Upload, YesNo
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark

Kind = Annotated[Any, Thing(label=mark("Kind"), kind="activity_kind")]
TitleZh = Annotated[str, Text(label=mark("Title in Chinese"))]
TitleEn = Annotated[str, Text(label=mark("Title in English"))]
FirstDay = Annotated[date, Day(label=mark("Day"))]
LastDay = Annotated[date | None, Day(label=mark("Last day, if several"))]
StartTime = Annotated[str, Text(label=mark("Time"), max_length=8, help=mark("Like 14:30."))]
Where = Annotated[str, Text(label=mark("Where"))]
Place = Annotated[str, PlaceCode(label=mark("Place"))]
Host = Annotated[Any, Thing(label=mark("Host"), kind="party")]
OrganisedBy = Annotated[list[Any] | None, Things(label=mark("Organised by"), kind="organisation")]
Station = Annotated[Any, Thing(label=mark("Station"), kind="station")]
Programme = Annotated[Any, Thing(label=mark("Programme"), kind="programme")]
Need = Annotated[Any, Thing(label=mark("Answers the need"), kind="need")]
Promises = Annotated[list[Any] | None, Things(label=mark("Serves the promises"), kind="promise")]
Intentions = Annotated[list[Any] | None, Things(label=mark("Intentions voiced there"), kind="intention")]
Needs = Annotated[list[Any] | None, Things(label=mark("Needs raised there"), kind="need")]
Expected = Annotated[Quantity | None, Amount(label=mark("How many are expected"))]
Heads = Annotated[Quantity | None, Amount(label=mark("How many came"), help=mark("A number, or 60+, about 60."))]
Sheet = Annotated[Any, Upload(label=mark("Photo of the sign-in sheet"), accept=ACCEPT)]
Words = Annotated[str, LongText(label=mark("In a few words"), max_length=2000)]
Minors = Annotated[bool, YesNo(label=mark("Children take part"))]
Audience = Annotated[str, Choice(label=mark("Who may see it"), choices=AUDIENCES)]

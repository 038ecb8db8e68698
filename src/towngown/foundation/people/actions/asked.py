"""The parameters that several verbs about people ask for."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from towngown.foundation.people.models import Person
from towngown.foundation.people.words import ROLES
from towngown.kit.fields import Choice, Day, PlaceCode, Secret, Text, Thing, YesNo
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.foundation.organisations.models import Organisation

Name = Annotated[str, Text(label=mark("Name"), max_length=100)]
Phone = Annotated[str, Text(label=mark("Phone"), max_length=30)]
Email = Annotated[str, Text(label=mark("E-mail"), max_length=200)]
Skills = Annotated[str, Text(label=mark("Skills"), max_length=500, help=mark("A few words, with commas between them."))]
Consent = Annotated[
    bool,
    YesNo(
        label=mark("Colleagues may see phone and e-mail"),
        help=mark("Only when the person agreed. Every look is written down."),
    ),
]
Role = Annotated[str, Choice(label=mark("Role"), choices=ROLES)]
Reach = Annotated[
    str, PlaceCode(label=mark("Reaches down from place"), help=mark("Empty: everywhere the organisation works."))
]
Position = Annotated[str, Text(label=mark("Position"), max_length=100, help=mark("As the organisation calls it."))]
FromDay = Annotated[date | None, Day(label=mark("From"))]
ToDay = Annotated[date | None, Day(label=mark("Until"))]
Username = Annotated[str, Text(label=mark("User name"), max_length=60)]
Password = Annotated[str, Secret(label=mark("Password"), help=mark("At least 10 characters."))]
Somebody = Annotated[Person, Thing(label=mark("Person"), kind="person")]
Body = Annotated["Organisation", Thing(label=mark("Organisation"), kind="organisation")]
Key = Annotated[str, Text(label=mark("Key in files"), max_length=80)]

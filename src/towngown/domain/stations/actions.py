"""Stations: opened, described, recorded; and the milestones of building them."""

from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.evidence import actions as evidence
from towngown.domain.stations.models import Milestone, Station
from towngown.domain.stations.rules import may_describe, may_open, may_record
from towngown.foundation.journal.action import action
from towngown.foundation.journal.table import AUDIENCES
from towngown.kit.actors import Actor
from towngown.kit.fields import Amount, Choice, LongText, PlaceCode, ReportedDate, Text, Thing, WholeNumber
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership
    from towngown.foundation.organisations.models import Organisation
    from towngown.foundation.people.models import Person

Key = Annotated[str, Text(label=mark("Key in files"), max_length=80)]
TitleZh = Annotated[str, Text(label=mark("Name in Chinese"))]
TitleEn = Annotated[str, Text(label=mark("Name in English"))]
OpenSince = Annotated[When | None, ReportedDate(label=mark("Open since"))]
Holds = Annotated[Quantity | None, Amount(label=mark("How many people it holds at once"))]
PlaceAt = Annotated[str, PlaceCode(label=mark("Place"))]
Operator = Annotated["Organisation | None", Thing(label=mark("Run by"), kind="organisation")]
Director = Annotated["Person | None", Thing(label=mark("Director"), kind="person")]
Floors = Annotated[int | None, WholeNumber(label=mark("Floors"), low=1, high=200)]
FloorArea = Annotated[int | None, WholeNumber(label=mark("Floor area in square metres"), low=1, high=10**7)]
Words = Annotated[str, LongText(label=mark("In words"))]
Audience = Annotated[str, Choice(label=mark("Who may see it"), choices=AUDIENCES)]
On = Annotated[When | None, ReportedDate(label=mark("When"))]
Source = Annotated[str, Text(label=mark("Published where"), max_length=300)]
SourceDate = Annotated[When | None, ReportedDate(label=mark("Published when"))]


@action("station.open", label=mark("Open a station"), told=mark("opened a station"), may=may_open, on="partnership")
def open_station(
    *,
    by: Actor,
    partnership: "Partnership",
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    place_code: PlaceAt = "",
    when: OpenSince = None,
    quantity: Holds = None,
    operator: Operator = None,
    director: Director = None,
    floors: Floors = None,
    area_m2: FloorArea = None,
    words: Words = "",
) -> Station:
    """A station, base or centre in a place. Raises when it has no name."""
    station = Station(partnership=partnership, audience=partnership.audience)
    return _fill(
        station, title_zh=title_zh, title_en=title_en, place_code=place_code, when=when, quantity=quantity,
        operator=operator, director=director, floors=floors, area_m2=area_m2, words=words,
    )  # fmt: skip


@action(
    "station.describe", label=mark("Describe the station"), told=mark("described the station"),
    may=may_describe, on="station",
)  # fmt: skip
def describe(
    *,
    by: Actor,
    station: Station,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    when: OpenSince = None,
    quantity: Holds = None,
    operator: Operator = None,
    director: Director = None,
    floors: Floors = None,
    area_m2: FloorArea = None,
    words: Words = "",
) -> Station:
    """Write its facts anew; without a name it keeps the one it has, and its place stays."""
    return _fill(
        station, title_zh=title_zh or station.title_zh, title_en=title_en or station.title_en, when=when,
        quantity=quantity, operator=operator, director=director, floors=floors, area_m2=area_m2, words=words,
    )  # fmt: skip


@action(
    "station.record", label=mark("Record a station as reported"), told=mark("recorded a station as reported"),
    may=may_record, on="partnership", offered=False,
)  # fmt: skip
def record(
    *,
    by: Actor,
    partnership: "Partnership",
    key: Key,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    place_code: PlaceAt = "",
    when: OpenSince = None,
    quantity: Holds = None,
    operator: Operator = None,
    floors: Floors = None,
    area_m2: FloorArea = None,
    audience: Audience = "",
    words: Words = "",
) -> Station:
    """Create or update the station with this key."""
    station = Station.objects.filter(partnership=partnership, key=key).first() or Station(
        partnership=partnership, key=key
    )
    station.audience = audience or partnership.audience
    return _fill(
        station, title_zh=title_zh, title_en=title_en, place_code=place_code, when=when, quantity=quantity,
        operator=operator, floors=floors, area_m2=area_m2, words=words,
    )  # fmt: skip


def _fill(station: Station, **values: Any) -> Station:
    if not (values["title_zh"] or values["title_en"]):
        raise Problem("stations.no_title", "title_zh")
    for name, value in values.items():
        setattr(station, name, value)
    station.save()
    return station


@action("milestone.add", label=mark("Add a milestone"), told=mark("added a milestone"), may=may_describe, on="station")
def add_milestone(
    *, by: Actor, station: Station, title_zh: TitleZh = "", title_en: TitleEn = "", when: On = None
) -> Milestone:
    """A step such as groundbreaking, as the word of the actor's side. Raises when it has no name."""
    milestone = _milestone(by, station, title_zh, title_en, when)
    evidence.give(by=by, claim=milestone.claim)
    return milestone


@action(
    "milestone.record", label=mark("Record a milestone as reported"), told=mark("recorded a milestone as reported"),
    may=may_record, on="partnership", offered=False,
)  # fmt: skip
def record_milestone(
    *,
    by: Actor,
    partnership: "Partnership",
    key: Key,
    station: Annotated[Station, Thing(label=mark("Station"), kind="station")],
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    when: On = None,
    source: Source = "",
    source_date: SourceDate = None,
) -> Milestone:
    """Create or update the milestone with this key; its evidence is the report, or the file."""
    if station.partnership_id != partnership.pk:
        raise Problem("stations.other_partnership", "station")
    milestone = Milestone.objects.filter(station=station, key=key).select_related("claim").first()
    milestone = milestone or _milestone(by, station, title_zh, title_en, when)
    milestone.key, milestone.when = key, when
    milestone.title_zh, milestone.title_en = title_zh, title_en
    milestone.save()
    evidence.record_account(by=by, claim=milestone.claim, means="published" if source else "file")
    if source:
        evidence.record_item(by=by, claim=milestone.claim, item_kind="report", source=source, when=source_date)
    return milestone


def _milestone(by: Actor, station: Station, title_zh: str, title_en: str, when: When | None) -> Milestone:
    if not (title_zh or title_en):
        raise Problem("stations.no_title", "title_zh")
    claim = evidence.open_claim(
        by=by, partnership=station.partnership, claim_kind="milestone", audience=station.audience,
        own_party=station.own_party, place_code=station.place_code,
    )  # fmt: skip
    milestone = Milestone(station=station, claim=claim, title_zh=title_zh, title_en=title_en)
    milestone.when = when
    milestone.save()
    return milestone

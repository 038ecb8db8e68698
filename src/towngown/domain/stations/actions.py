"""Stations: opened, described, recorded as reports tell of them; and the milestones of building them."""

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
Operator = Annotated["Organisation | None", Thing(label=mark("Run by"), kind="organisation")]
OpenSince = Annotated[When | None, ReportedDate(label=mark("Open since"))]
Holds = Annotated[Quantity | None, Amount(label=mark("How many people it holds at once"))]
PlaceAt = Annotated[str, PlaceCode(label=mark("Place"))]
Director = Annotated["Person | None", Thing(label=mark("Director"), kind="person")]
Floors = Annotated[int | None, WholeNumber(label=mark("Floors"), low=1, high=200)]
FloorArea = Annotated[int | None, WholeNumber(label=mark("Floor area in square metres"), low=1, high=10**7)]
Words = Annotated[str, LongText(label=mark("In words"))]
Resources = Annotated[
    str, LongText(label=mark("What it draws on"), help=mark("Policy, money, services, people; one a line."))
]
On = Annotated[When | None, ReportedDate(label=mark("When"))]
AtStation = Annotated[Station, Thing(label=mark("Station"), kind="station")]
Source = Annotated[str, Text(label=mark("Published where"), max_length=300)]


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
    resources: Resources = "",
) -> Station:
    """A station, base or centre in a place. Raises when it has no name."""
    station = Station(partnership=partnership, audience=partnership.audience)
    return _fill(
        station, title_zh=title_zh, title_en=title_en, place_code=place_code, when=when, quantity=quantity,
        operator=operator, director=director, floors=floors, area_m2=area_m2, words=words, resources=resources,
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
    resources: Resources = "",
) -> Station:
    """Write its facts anew; without a name it keeps the one it has, and its place stays."""
    return _fill(
        station, title_zh=title_zh or station.title_zh, title_en=title_en or station.title_en, when=when,
        quantity=quantity, operator=operator, director=director, floors=floors, area_m2=area_m2, words=words,
        resources=resources,
    )  # fmt: skip


def _fill(station: Station, **values: Any) -> Station:
    _titled(values["title_zh"], values["title_en"])
    for name, value in values.items():
        setattr(station, name, value)
    station.save()
    return station


@action("milestone.add", label=mark("Add a milestone"), told=mark("added a milestone"), may=may_describe, on="station")
def add_milestone(
    *, by: Actor, station: Station, title_zh: TitleZh = "", title_en: TitleEn = "", when: On = None
) -> Milestone:
    """A step such as groundbreaking, as the word of the actor's side. Raises when it has no name."""
    _titled(title_zh, title_en)
    claim = evidence.open_claim(
        by=by, partnership=station.partnership, claim_kind="milestone", audience=station.audience,
        own_party=station.own_party, place_code=station.place_code,
    )  # fmt: skip
    milestone = Milestone(station=station, claim=claim, title_zh=title_zh, title_en=title_en)
    milestone.when = when
    milestone.save()
    evidence.give(by=by, claim=milestone.claim)
    return milestone


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
    when: Annotated[When | None, ReportedDate(label=mark("Open since"))] = None,
    quantity: Annotated[Quantity | None, Amount(label=mark("Holds how many people at once"))] = None,
    operator: Operator = None,
    floors: Annotated[int | None, WholeNumber(label=mark("Floors"), high=200)] = None,
    area_m2: Annotated[int | None, WholeNumber(label=mark("Floor area in m²"), high=10_000_000)] = None,
    place_code: Annotated[str, PlaceCode(label=mark("Place"))] = "",
    audience: Annotated[str, Choice(label=mark("Who may see it"), choices=AUDIENCES)] = "",
    words: Annotated[str, LongText(label=mark("In words"))] = "",
    resources: Resources = "",
) -> Station:
    """Create or update the station with this key; without an audience it is seen by whom the partnership is seen by."""
    _titled(title_zh, title_en)
    station = Station.objects.filter(partnership=partnership, key=key).first()
    station = station or Station(partnership=partnership, key=key)
    station.title_zh, station.title_en, station.words, station.resources = title_zh, title_en, words, resources
    station.when, station.quantity = when, quantity
    station.operator, station.floors, station.area_m2 = operator, floors, area_m2
    station.place_code, station.audience = place_code, audience or partnership.audience
    station.save()
    return station


@action(
    "milestone.record", label=mark("Record a milestone as reported"), told=mark("recorded a milestone as reported"),
    may=may_record, on="partnership", offered=False,
)  # fmt: skip
def record_milestone(
    *,
    by: Actor,
    partnership: "Partnership",
    key: Key,
    station: AtStation,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    when: Annotated[When | None, ReportedDate(label=mark("When, as reported"))] = None,
    source: Source = "",
    source_title: Annotated[str, Text(label=mark("Title of the report"))] = "",
) -> Milestone:
    """Create or update the milestone with this key, and the published report that tells of it."""
    _titled(title_zh, title_en)
    if station.partnership_id != partnership.pk:
        raise Problem("not_found", "station", value=str(station))
    milestone = Milestone.objects.filter(station__partnership=partnership, key=key).first() or Milestone(key=key)
    milestone.station, milestone.title_zh, milestone.title_en, milestone.when = station, title_zh, title_en, when
    if milestone.claim_id is None:
        milestone.claim = evidence.open_claim(
            by=by, partnership=partnership, claim_kind="milestone", audience=station.audience,
            place_code=station.place_code,
        )  # fmt: skip
    milestone.save()
    evidence.record_account(by=by, claim=milestone.claim, means="published" if source or source_title else "file")
    evidence.record_only_report(by, milestone.claim, source_title, source)
    return milestone


def _titled(title_zh: str, title_en: str) -> None:
    if not (title_zh or title_en):
        raise Problem("required", "title_zh")

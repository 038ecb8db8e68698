"""Founding a partnership and saying who is in it and what it is about."""

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from towngown.domain.partnerships.models import ActivityKind, Area, Partnership, Party, Programme
from towngown.domain.partnerships.rules import is_keeper, is_system, may_sign
from towngown.domain.partnerships.table import Belonging
from towngown.domain.partnerships.words import NATURES, SIDES
from towngown.foundation.journal.action import action
from towngown.foundation.journal.table import AUDIENCES, kinds
from towngown.foundation.journal.taking import taking
from towngown.kit.actors import PUBLIC, Actor, partnership_key
from towngown.kit.fields import Choice, Day, LongText, PlaceCode, Text, Thing, WholeNumber
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.foundation.organisations.models import Organisation

Row = TypeVar("Row", Area, Programme)

TitleZh = Annotated[str, Text(label=mark("Name in Chinese"))]
TitleEn = Annotated[str, Text(label=mark("Name in English"))]
Key = Annotated[str, Text(label=mark("Key in files"), max_length=80)]
Words = Annotated[str, LongText(label=mark("In words"))]
Audience = Annotated[str, Choice(label=mark("Who may see it"), choices=AUDIENCES)]
OPEN_AUDIENCES = {word: AUDIENCES[word] for word in (PUBLIC, "partnership")}
OpenAudience = Annotated[str, Choice(label=mark("Who may see it"), choices=OPEN_AUDIENCES)]
Slug = Annotated[str, Text(label=mark("Address"), max_length=60, help=mark("Small letters, digits, hyphens."))]
Nature = Annotated[str, Choice(label=mark("Nature"), choices=NATURES)]
PlaceAt = Annotated[str, PlaceCode(label=mark("Place"))]
RecordFrom = Annotated[date | None, Day(label=mark("The record begins"))]
RecordTo = Annotated[date | None, Day(label=mark("The record reaches"))]
ReportedOn = Annotated[str, Text(label=mark("Reported on"), max_length=60)]
AnOrganisation = Annotated["Organisation", Thing(label=mark("Organisation"), kind="organisation")]
Side = Annotated[str, Choice(label=mark("Side"), choices=SIDES)]
ParentProgramme = Annotated[Programme | None, Thing(label=mark("Direction of"), kind="programme")]


@action("partnership.found", label=mark("Found a partnership"), told=mark("founded the partnership"), may=is_keeper)
def found(
    *,
    by: Actor,
    slug: Slug,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    nature: Nature = "invented",
    audience: OpenAudience = "partnership",
    place_code: PlaceAt = "",
    record_from: RecordFrom = None,
    record_to: RecordTo = None,
    reported_on: ReportedOn = "",
    words: Words = "",
) -> Partnership:
    """Open a new partnership under an address that never changes. Raises when the address is taken or malformed."""
    _well_formed(slug)
    _named(title_zh, title_en)
    if Partnership.objects.filter(slug=slug).exists():
        raise Problem("partnerships.slug_taken", "slug", slug=slug)
    return Partnership.objects.create(
        slug=slug, title_zh=title_zh, title_en=title_en, nature=nature, audience=audience, place_code=place_code,
        record_from=record_from, record_to=record_to, reported_on=reported_on, words=words,
    )  # fmt: skip


@action(
    "partnership.describe", label=mark("Describe the partnership"), told=mark("described the partnership"),
    may=is_keeper | may_sign, on="partnership",
)  # fmt: skip
def describe(
    *,
    by: Actor,
    partnership: Partnership,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    audience: OpenAudience = "partnership",
    words: Words = "",
) -> Partnership:
    """Change names, words and audience; the address stays. Closed to the public, all it holds is closed with it."""
    if partnership.audience == PUBLIC != audience:
        _close_to_the_public(partnership)
    partnership.title_zh, partnership.title_en = title_zh or partnership.title_zh, title_en or partnership.title_en
    partnership.audience, partnership.words = audience, words
    partnership.save()
    return partnership


@action("party.join", label=mark("Add a party"), told=mark("added a party"), may=is_keeper, on="partnership")
def join(
    *,
    by: Actor,
    partnership: Partnership,
    organisation: AnOrganisation,
    side: Side,
    key: Key = "",
) -> Party:
    """Make an organisation a party on one side. Raises when it already is one."""
    if Party.objects.filter(partnership=partnership, organisation=organisation).exists():
        raise Problem("partnerships.party_twice", "organisation")
    _new_key(Party, partnership, key)
    return Party.objects.create(partnership=partnership, organisation=organisation, side=side, key=key)


@action("area.name", label=mark("Add an area"), told=mark("named an area"), may=is_keeper | may_sign, on="partnership")
def name_area(
    *, by: Actor, partnership: Partnership, title_zh: TitleZh = "", title_en: TitleEn = "", key: Key = ""
) -> Area:
    """Name a field of cooperation. Raises without any name, and when the key is in use."""
    _named(title_zh, title_en)
    _new_key(Area, partnership, key)
    return Area.objects.create(
        partnership=partnership, title_zh=title_zh, title_en=title_en, key=key, audience=partnership.audience
    )


@action(
    "programme.open", label=mark("Open a programme"), told=mark("opened a programme"),
    may=is_keeper | may_sign, on="partnership",
)  # fmt: skip
def open_programme(
    *,
    by: Actor,
    partnership: Partnership,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    parent: ParentProgramme = None,
    words: Words = "",
    key: Key = "",
) -> Programme:
    """Open a programme, or a direction under one. Raises without any name, and when the key is in use."""
    _named(title_zh, title_en)
    _new_key(Programme, partnership, key)
    return Programme.objects.create(
        partnership=partnership, title_zh=title_zh, title_en=title_en, parent=parent, words=words, key=key,
        audience=partnership.audience,
    )  # fmt: skip


@action("kind.add", label=mark("Add a kind of activity"), told=mark("added a kind of activity"), may=is_keeper)
def add_kind(
    *,
    by: Actor,
    code: Annotated[str, Text(label=mark("Code"), max_length=40)],
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    order: Annotated[int, WholeNumber(label=mark("Position in lists"), high=1000)] = 100,
) -> ActivityKind:
    """Add a kind of activity, or rename the one with this code."""
    _named(title_zh, title_en)
    kind, _ = ActivityKind.objects.update_or_create(
        code=code, defaults={"title_zh": title_zh, "title_en": title_en, "order": order}
    )
    return kind


@action(
    "partnership.record", label=mark("Record a partnership as reported"),
    told=mark("recorded the partnership as reported"), may=is_system | is_keeper, offered=False,
)  # fmt: skip
def record(
    *,
    by: Actor,
    slug: Slug,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    nature: Nature = "reported",
    audience: OpenAudience = "partnership",
    place_code: PlaceAt = "",
    record_from: RecordFrom = None,
    record_to: RecordTo = None,
    reported_on: ReportedOn = "",
    words: Words = "",
) -> Partnership:
    """Create the partnership with this address or bring it up to date; closed to the public, all it holds is closed too.

    Raises when the address is malformed, and without any name.
    """
    _well_formed(slug)
    _named(title_zh, title_en)
    before = Partnership.objects.filter(slug=slug).first()
    if before is not None and before.audience == PUBLIC != audience:
        _close_to_the_public(before)
    partnership, _ = Partnership.objects.update_or_create(
        slug=slug,
        defaults={
            "title_zh": title_zh, "title_en": title_en, "nature": nature, "audience": audience,
            "place_code": place_code, "record_from": record_from, "record_to": record_to, "reported_on": reported_on,
            "words": words,
        },
    )  # fmt: skip
    return partnership


@action(
    "party.record", label=mark("Record a party as reported"), told=mark("recorded a party as reported"),
    may=is_system | is_keeper, on="partnership", offered=False,
)  # fmt: skip
def record_party(
    *, by: Actor, partnership: Partnership, key: Key, organisation: AnOrganisation, side: Side
) -> Party:  # fmt: skip
    """Create or update the party with this key; an organisation that is already a party without a key takes it."""
    known = Party.objects.filter(partnership=partnership)
    party = known.filter(key=key).first() or known.filter(organisation=organisation, key="").first()
    party = party or Party(partnership=partnership)
    if known.filter(organisation=organisation).exclude(pk=party.pk).exists():
        raise Problem("partnerships.party_twice", "organisation")
    party.key, party.organisation, party.side = key, organisation, side
    party.save()
    return party


@action(
    "area.record", label=mark("Record an area as reported"), told=mark("recorded an area as reported"),
    may=is_system | is_keeper, on="partnership", offered=False,
)  # fmt: skip
def record_area(
    *, by: Actor, partnership: Partnership, key: Key, title_zh: TitleZh = "", title_en: TitleEn = ""
) -> Area:  # fmt: skip
    """Create or update the area with this key."""
    named = {"title_zh": title_zh, "title_en": title_en}
    return _by_key(Area, partnership, key, named)


@action(
    "programme.record", label=mark("Record a programme as reported"), told=mark("recorded a programme as reported"),
    may=is_system | is_keeper, on="partnership", offered=False,
)  # fmt: skip
def record_programme(
    *,
    by: Actor,
    partnership: Partnership,
    key: Key,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    parent: ParentProgramme = None,
    words: Words = "",
) -> Programme:
    """Create or update the programme with this key, or a direction under one."""
    if parent is not None and (parent.partnership_id != partnership.pk or parent.key == key):
        raise Problem("not_found", "parent", value=str(parent))
    named = {"title_zh": title_zh, "title_en": title_en, "parent": parent, "words": words}
    return _by_key(Programme, partnership, key, named)


def _by_key(table: type[Row], partnership: Partnership, key: str, values: dict[str, Any]) -> Row:
    """The row with this key, made or brought up to date; raises when it has no title."""
    _named(values["title_zh"], values["title_en"])
    row, _ = table.objects.update_or_create(
        partnership=partnership, key=key, defaults=values | {"audience": partnership.audience}
    )
    return row


def _well_formed(slug: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise Problem("partnerships.bad_slug", "slug")


def _named(title_zh: str, title_en: str) -> None:
    if not (title_zh or title_en):
        raise Problem("required", "title_zh")


def _new_key(table: Any, partnership: Partnership, key: str) -> None:
    if key and table.objects.filter(partnership=partnership, key=key).exists():
        raise Problem("partnerships.key_taken", "key", key=key)


def _close_to_the_public(partnership: Partnership) -> None:
    """What was public inside this wall is for its sides only from now on, whichever chapter it belongs to."""
    for table in kinds().values():
        if issubclass(table, Belonging):
            rows = table.objects.filter(partnership=partnership, audience=PUBLIC)
            rows.update(audience="partnership", audience_key=partnership_key(partnership.pk))


export_list = taking(
    "partnership.export_list", label=mark("Export the partnerships"), told=mark("exported the list of partnerships")
)

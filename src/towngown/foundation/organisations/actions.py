"""Founding, recording, describing and merging organisations."""

from typing import Annotated

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from stdnum.cn import uscc as uscc_code
from stdnum.exceptions import ValidationError

from towngown.foundation.journal.action import action
from towngown.foundation.journal.taking import taking
from towngown.foundation.organisations.models import Organisation
from towngown.foundation.organisations.rules import is_keeper, is_office_above, is_system, stands
from towngown.foundation.organisations.words import KINDS
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, PlaceCode, Text, Thing
from towngown.kit.problems import Problem
from towngown.kit.text import mark

TitleZh = Annotated[str, Text(label=mark("Name in Chinese"))]
TitleEn = Annotated[str, Text(label=mark("Name in English"))]
Kind = Annotated[str, Choice(label=mark("Kind of organisation"), choices=KINDS)]
Uscc = Annotated[str, Text(label=mark("Unified social credit code"), max_length=30, help=mark("Legal persons only."))]
Place = Annotated[str, PlaceCode(label=mark("Place"), help=mark("The code of the place, 2 to 12 digits."))]
Key = Annotated[str, Text(label=mark("Key in files"), max_length=80)]
Parent = Annotated[Organisation | None, Thing(label=mark("Unit of"), kind="organisation")]
Stays = Annotated[Organisation, Thing(label=mark("The one that stays"), kind="organisation")]

LONGEST_PATH = 200


@action(
    "organisation.found", label=mark("Add an organisation"), told=mark("added the organisation"), may=is_keeper
)  # fmt: skip
def found(
    *, by: Actor, org_kind: Kind, title_zh: TitleZh = "", title_en: TitleEn = "", parent: Parent = None,
    uscc: Uscc = "", place_code: Place = "", key: Key = "",
) -> Organisation:  # fmt: skip
    """Add an organisation, or with a parent a unit of it. Raises when the social credit code is wrong or taken."""
    return _make(org_kind, title_zh, title_en, parent, uscc, place_code, key)


@action(
    "organisation.add_unit", label=mark("Add a unit"), told=mark("added the unit"),
    may=stands & (is_keeper | is_office_above), on="organisation",
)  # fmt: skip
def add_unit(
    *, by: Actor, organisation: Organisation, title_zh: TitleZh = "", title_en: TitleEn = "", org_kind: Kind = "unit",
    place_code: Place = "",
) -> Organisation:  # fmt: skip
    """Add a unit (school, bureau, village committee) under an organisation; returns the unit."""
    return _make(org_kind, title_zh, title_en, organisation, "", place_code or organisation.place_code, "")


@action(
    "organisation.record", label=mark("Record an organisation"), told=mark("recorded the organisation"),
    may=is_system | is_keeper, offered=False,
)  # fmt: skip
def record(
    *, by: Actor, key: Key, org_kind: Kind, title_zh: TitleZh = "", title_en: TitleEn = "", parent: Parent = None,
    uscc: Uscc = "", place_code: Place = "",
) -> Organisation:  # fmt: skip
    """Create the organisation with this key or update it. A key that was merged away stands for the one it went into."""
    known = Organisation.objects.filter(key=key).select_related("merged_into").first()
    if known is None:
        return _make(org_kind, title_zh, title_en, parent, uscc, place_code, key)
    if known.merged_into is not None:
        return known.merged_into
    known.org_kind, known.title_zh, known.title_en, known.place_code = org_kind, title_zh, title_en, place_code
    return _settle(known, parent, uscc)


@action(
    "organisation.describe", label=mark("Change the description"), told=mark("described the organisation"),
    may=stands & (is_keeper | is_office_above), on="organisation",
)  # fmt: skip
def describe(
    *, by: Actor, organisation: Organisation, title_zh: TitleZh = "", title_en: TitleEn = "", org_kind: Kind,
    uscc: Uscc = "", place_code: Place = "",
) -> Organisation:  # fmt: skip
    """Change names, kind, code and place; an empty code or place is taken away."""
    organisation.org_kind, organisation.title_zh, organisation.title_en = org_kind, title_zh, title_en
    organisation.place_code = place_code
    return _settle(organisation, organisation.parent, uscc)


@action(
    "organisation.move", label=mark("Move under another organisation"), told=mark("moved the organisation"),
    may=stands & is_keeper, on="organisation",
)  # fmt: skip
def move(*, by: Actor, organisation: Organisation, parent: Parent = None) -> Organisation:
    """Put it with all its units under another organisation, or under none. Raises when that one is its own unit."""
    return _settle(organisation, parent, organisation.uscc)


@action(
    "organisation.merge", label=mark("Merge into another"), told=mark("merged the organisation into another"),
    may=stands & is_keeper, on="organisation",
)  # fmt: skip
def merge(
    *, by: Actor, organisation: Organisation,
    into: Stays,
) -> Organisation:  # fmt: skip
    """Say that this is a duplicate of the one that stays: its units move there and it leaves the lists.

    Later chapters move what is theirs (memberships, parties) as reactions to this verb. Returns the duplicate, whose
    merged_into is the one that stays; a code the other lacks goes with it. Raises when one stands under the other.
    """
    if into.merged_into_id is not None:
        raise Problem("organisations.merged", "into")
    if organisation.pk in into.ancestors or into.pk in organisation.ancestors:
        raise Problem("organisations.under_itself", "into")
    for unit in Organisation.objects.filter(parent=organisation):
        _settle(unit, into, unit.uscc)
    Organisation.objects.filter(merged_into=organisation).update(merged_into=into)
    organisation.merged_into = into
    organisation.save()
    if organisation.uscc and not into.uscc and into.parent_id is None:
        into.uscc = organisation.uscc
        into.save()
    return organisation


def _make(
    org_kind: str, title_zh: str, title_en: str, parent: Organisation | None, uscc: str, place_code: str, key: str
) -> Organisation:  # fmt: skip
    holder = Organisation.objects.filter(key=key).first() if key else None
    if holder is not None:
        raise Problem("organisations.key_taken", "key", organisation=holder)
    made = Organisation(title_zh=title_zh, title_en=title_en, org_kind=org_kind, place_code=place_code, key=key)
    return _settle(made, parent, uscc)


def _settle(organisation: Organisation, parent: Organisation | None, uscc: str) -> Organisation:
    """Save it under this parent with a checked code, and give it and everything below it the right paths."""
    if not (organisation.title_zh or organisation.title_en):
        raise Problem("organisations.no_title", "title_zh")
    if parent is not None and parent.merged_into_id is not None:
        raise Problem("organisations.merged", "parent")
    if parent is not None and organisation.pk in parent.ancestors:
        raise Problem("organisations.under_itself", "parent")
    organisation.parent = parent
    organisation.uscc = _checked(uscc, organisation)
    old = organisation.path
    organisation.save()
    organisation.path = f"{parent.path if parent else '/'}{organisation.pk}/"
    if organisation.path != old:
        _rewrite_paths(organisation, old)
    return organisation


def _rewrite_paths(organisation: Organisation, old: str) -> None:
    below = Organisation.objects.filter(path__startswith=old) if old else Organisation.objects.none()
    longest = max((len(path) for path in below.values_list("path", flat=True)), default=0)
    if longest - len(old) + len(organisation.path) > LONGEST_PATH:
        raise Problem("organisations.too_deep", "parent")
    below.exclude(pk=organisation.pk).update(path=Concat(Value(organisation.path), Substr(F("path"), len(old) + 1)))
    organisation.save()


def _checked(uscc: str, organisation: Organisation) -> str:
    """The code without spaces, in capitals; its check digit is right and nobody else has it."""
    if not uscc:
        return ""
    if organisation.parent is not None:
        raise Problem("organisations.uscc_of_unit", "uscc")
    try:
        code = str(uscc_code.validate(uscc))
    except ValidationError:
        raise Problem("organisations.uscc", "uscc", value=uscc) from None
    holder = Organisation.objects.filter(uscc=code, merged_into=None).exclude(pk=organisation.pk).first()
    if holder is not None:
        raise Problem("organisations.uscc_taken", "uscc", organisation=holder)
    return code


export = taking(
    "organisation.export", label=mark("Export the organisations"), told=mark("exported a list of organisations")
)

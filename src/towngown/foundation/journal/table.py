"""Abstract tables every chapter builds on: an outside ref, writes through the doorway, lists that begin with the viewer."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from towngown.kit import doorway
from towngown.kit.actors import PUBLIC, Actor
from towngown.kit.quantity import Quantity
from towngown.kit.refs import new_ref
from towngown.kit.text import mark
from towngown.kit.when import Precision, When

AUDIENCES = {
    PUBLIC: mark("Public"),
    "partnership": mark("All sides of the partnership"),
    "party": mark("Own party only"),
}

Row = TypeVar("Row", bound=models.Model, covariant=True)


@cache
def kinds() -> dict[str, type["Table"]]:
    """Kind word → table, of every thing with an address."""
    return {model.kind: model for model in apps.get_models() if issubclass(model, Table)}


@models.CharField.register_lookup
class Under(models.Lookup[Any]):
    """`code__under="4299"`: at or under this code, as a range that uses the index (startswith scans the table).

    The upper end is digits too, so that the range is right in every collation of the database.
    """

    lookup_name = "under"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, given = self.process_lhs(compiler, connection)
        code = str(self.rhs)
        return f"({column} >= %s AND {column} <= %s)", (*given, code, *given, code + "9" * 12)


@models.ForeignObject.register_lookup
@models.BigAutoField.register_lookup
class Among(models.Lookup[Any]):
    """`pk__among=[…]`: what `in` says of whole numbers, given to the database as one value, however many they are."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[int]:
        return [int(one) for one in self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*given, json.dumps(self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*given, self.rhs)


class GuardedQuerySet(models.QuerySet[Row]):
    """A queryset whose writes raise outside the doorway, and whose reads begin with what the viewer may see."""

    def update(self, **values: Any) -> int:
        doorway.check(self.model.__name__)
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        doorway.check(self.model.__name__)
        return super().delete()

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        doorway.check(self.model.__name__)
        return super().bulk_create(objs, *args, **options)

    def bulk_update(self, objs: Iterable[Row], *args: Any, **options: Any) -> int:
        doorway.check(self.model.__name__)
        return super().bulk_update(objs, *args, **options)

    def visible_to(self, by: Actor) -> "GuardedQuerySet[Row]":
        """Only the rows whose audience key the viewer holds; the one predicate of seeing."""
        return self.filter(seen_by(by, getattr(self.model, "visible_through", "")))


def seen_by(by: Actor, through: str = "") -> Q:
    """The condition of seeing, on the row itself or through a relation ("agreement" → agreement__audience_key)."""
    if by.sees_all:
        return Q()
    prefix = f"{through}__" if through else ""
    condition = Q(**{f"{prefix}audience_key__in": sorted(by.keys)})
    for key, code in by.areas:
        condition |= Q(**{f"{prefix}audience_key": key, f"{prefix}place_code__under": code})
    return condition


class Guarded(models.Model):
    """A row that is saved and deleted only through the doorway."""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        doorway.check(type(self).__name__)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        doorway.check(type(self).__name__)
        return super().delete(*args, **options)


class Table(Guarded):
    """A thing with an address: big integer key inside, a random ref outside, a kind word for the journal.

    The kind is the class name in snake case, so that a verb's annotation names it too.
    """

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)

    kind: ClassVar[str] = ""
    visible_through: ClassVar[str] = ""
    locked_after: ClassVar[str] = ""  # a relation whose row everybody locks before this one
    PRIVACY: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.kind = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def wall(self) -> int | None:
        """The id of the partnership this thing belongs to, or none for things of the foundation."""
        return getattr(self, "partnership_id", None)


def title_in(language: str, zh: str, en: str) -> tuple[str, str]:
    """The title to show in a language, and the language it is in ("zh" or "en"): the other one where it must."""
    wanted, other = (zh, en) if language == "zh" else (en, zh)
    return (wanted, language) if wanted else (other, "en" if language == "zh" else "zh")


class Titled(models.Model):
    """A thing named in Chinese, in English or both; at least one."""

    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def title(self, language: str) -> tuple[str, str]:
        """The title to show and the language it is in ("zh" or "en"); falls back to the other language."""
        return title_in(language, self.title_zh, self.title_en)

    def __str__(self) -> str:
        return self.title_zh or self.title_en


def one_title(name: str) -> models.CheckConstraint:
    """The constraint that a Titled row has at least one title."""
    return models.CheckConstraint(name=name, condition=~(Q(title_zh="") & Q(title_en="")))


def known(name: str, column: str, words: Iterable[str]) -> models.CheckConstraint:
    """The constraint that a column holds one of these words."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{column}__in": sorted(words)}))


class Dated(models.Model):
    """A thing with a date as reported: first day, last day, precision, words."""

    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    precision = models.CharField(max_length=10, default=Precision.UNKNOWN.value)
    day_words = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True

    @property
    def when(self) -> When:
        return When(self.first_day, self.last_day, Precision(self.precision), self.day_words)

    @when.setter
    def when(self, value: When | None) -> None:
        value = value or When.unknown()
        self.first_day, self.last_day = value.first, value.last
        self.precision, self.day_words = value.precision.value, value.words


class Counted(models.Model):
    """A thing with one quantity as reported: low, high (either may be empty), words."""

    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    words_zh = models.CharField(max_length=100, blank=True)
    words_en = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.low, self.high, self.words_zh, self.words_en)

    @quantity.setter
    def quantity(self, value: Quantity | None) -> None:
        value = value or Quantity(None, None)
        self.low, self.high, self.words_zh, self.words_en = value.low, value.high, value.words_zh, value.words_en


@dataclass(frozen=True)
class Name:
    """A name in Chinese, in English or both."""

    title_zh: str
    title_en: str

    def title(self, language: str) -> tuple[str, str]:
        """As a titled thing says it."""
        return title_in(language, self.title_zh, self.title_en)

    def __str__(self) -> str:
        return self.title_zh or self.title_en


@dataclass(frozen=True)
class TitledLine(Name):
    """What a list shows of a titled thing, in plain values: reading the whole thing costs four times as much."""

    pk: int
    ref: str

    kind: ClassVar[str] = ""


@dataclass(frozen=True)
class DatedLine(TitledLine):
    """What a list shows of a titled thing with a date as reported; its columns in the order of its fields."""

    first_day: date | None
    last_day: date | None
    precision: str
    day_words: str

    @property
    def when(self) -> When:
        """As the thing itself says it."""
        return When(self.first_day, self.last_day, Precision(self.precision), self.day_words)


DATED = ("first_day", "last_day", "precision", "day_words")
COUNTED = ("low", "high", "words_zh", "words_en")
TITLED = ("title_zh", "title_en")
TITLED_LINE = (*TITLED, "pk", "ref")
DATED_LINE = (*TITLED_LINE, *DATED)


def days_in_order(name: str) -> models.CheckConstraint:
    """The constraint that a Dated row has both days or neither, first not after last."""
    neither = Q(first_day=None, last_day=None)
    both = Q(first_day__isnull=False, last_day__isnull=False, first_day__lte=models.F("last_day"))
    return models.CheckConstraint(name=name, condition=neither | both)


def kept(*columns: str | tuple[str, ...], erased: tuple[str, ...] = ()) -> dict[str, str]:
    """A privacy policy: these columns stay when a person is erased, those go."""
    flat = [name for column in columns for name in ((column,) if isinstance(column, str) else column)]
    return {"ref": "kept"} | dict.fromkeys(flat, "kept") | dict.fromkeys(erased, "erased")

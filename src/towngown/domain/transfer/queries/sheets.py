"""The sheets as the registry of verbs makes them: one for each `<kind>.record` verb, one column for each parameter."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from inspect import unwrap

from django.utils import translation

from towngown.domain.transfer.compute.cells import plain
from towngown.domain.transfer.words import SHEETS, SheetName
from towngown.foundation.journal import action as registry  # read only: queries perform no verb
from towngown.foundation.journal.action import Asked, Verb
from towngown.foundation.journal.table import kinds
from towngown.kit import fields

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True)
class Column:
    """One parameter of the sheet's verb; `labels` by language."""

    name: str
    asked: Asked
    labels: dict[str, str]

    @property
    def field(self) -> fields.Field:
        return self.asked.field

    @property
    def names(self) -> set[str]:
        """Every way to write the column's name, in plain form."""
        labels = self.labels.values()
        return {plain(self.name), *map(plain, labels), *(plain(f"{label} ({self.name})") for label in labels)}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its names, its verb, the kind of thing a row records."""

    name: SheetName
    verb: Verb
    kind: str
    columns: tuple[Column, ...]

    @property
    def id(self) -> str:
        return self.name.id

    def title(self, language: str) -> str:
        """What workbooks call it, in "zh" or "en"."""
        return self.name.zh if language == "zh" else self.name.en

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Parameter → column."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Any way to write a column's name → column; a parameter's own name wins over somebody's label."""
        labels = {name: column for column in reversed(self.columns) for name in column.names}
        return labels | {plain(column.name): column for column in self.columns}

    @property
    def names(self) -> set[str]:
        """Every way to write the sheet's name, in plain form."""
        return {plain(self.name.id), plain(self.name.zh), plain(self.name.en)}


def sheets() -> list[Sheet]:
    """The sheets whose verbs this instance has, in the order they are read."""
    return [_sheet(name, registry.VERBS[name.verb]) for name in SHEETS if name.verb in registry.VERBS]


def sheet_names(all_sheets: Iterable[Sheet]) -> dict[str, Sheet]:
    """Any way to write a sheet's name, in plain form → sheet."""
    return {name: sheet for sheet in all_sheets for name in sheet.names}


def in_language(language: str, words: str) -> str:
    """A marked word in "zh" or "en"."""
    if not words:
        return ""
    with translation.override(LANGUAGES[language]):
        return translation.gettext(words)


def _sheet(name: SheetName, verb: Verb) -> Sheet:
    asked = {one: what for one, what in verb.asked.items() if not isinstance(what.field, fields.Upload)}
    order = sorted(asked, key=lambda one: (one not in ("key", "slug"), list(asked).index(one)))
    return Sheet(name, verb, _kind_made(verb), tuple(_column(one, asked[one]) for one in order))


def _column(name: str, asked: Asked) -> Column:
    return Column(name, asked, {language: in_language(language, asked.field.label) for language in LANGUAGES})


def _kind_made(verb: Verb) -> str:
    """The kind of the thing that the verb says it returns."""
    made = unwrap(verb.run).__annotations__["return"]
    wanted = str(getattr(made, "__name__", made)).strip("'\"")
    return next(kind for kind, model in kinds().items() if model.__name__ == wanted)

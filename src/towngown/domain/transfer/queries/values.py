"""From a cell to the value a verb takes, and from a thing's attribute to what a file holds."""

from collections.abc import Callable
from datetime import date
from typing import Any

from towngown.domain.transfer.compute.cells import Value, day_text, parts_of, plain
from towngown.domain.transfer.compute.workbooks import text_of
from towngown.domain.transfer.queries.sheets import Column, in_language
from towngown.kit import fields
from towngown.kit.digits import half_width
from towngown.kit.halfdays import week_text
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.when import When

Resolve = Callable[[str, str], Any]
"""(kind, key as written) → the thing; raises Problem when there is none."""

NARROW = (fields.WholeNumber, fields.Amount, fields.PlaceCode, fields.YesNo)


def typed(column: Column, value: Value, resolve: Resolve) -> Any:
    """The value the verb takes; raises Problem (about this column) when it cannot be read."""
    field = column.field
    try:
        return field.clean(_raw(field, value, resolve))
    except Problem as problem:
        raise problem.about(column.name) from None


def _raw(field: fields.Field, value: Value, resolve: Resolve) -> Any:
    if isinstance(field, fields.Things):
        return [resolve(field.kind, half_width(one)) for one in parts_of(value)]
    if isinstance(value, list):
        raise Problem("transfer.not_plain")
    if isinstance(field, fields.Thing):
        return resolve(field.kind, half_width(text_of(value)))
    if isinstance(field, fields.Choice):
        return _word(field, text_of(value))
    if isinstance(field, fields.Day | fields.ReportedDate):
        return day_text(value)
    if isinstance(value, bool):
        return value if isinstance(field, fields.YesNo) else str(value).lower()
    return half_width(text_of(value)) if isinstance(field, NARROW) else text_of(value)


def _word(field: fields.Choice, text: str) -> str:
    """The word itself, or the one word whose label in Chinese or English this is."""
    if text in field.choices:
        return text
    wanted = plain(text)
    named = [
        word
        for word, label in field.choices.items()
        if wanted in {plain(word), *(plain(in_language(language, label)) for language in ("zh", "en"))}
    ]
    return named[0] if len(named) == 1 else text


def key_of(thing: Any) -> str:
    """How files name a thing: its key; a kind's code; what was made here, by its ref."""
    return str(getattr(thing, "key", "") or getattr(thing, "code", "") or thing.ref)


def written(value: Any, field: fields.Field | None = None) -> Any:
    """The value as YAML holds it: text, whole number, yes or no, list of keys; None for nothing."""
    if isinstance(field, fields.WeekHalves) and isinstance(value, int):
        return week_text(value)
    if isinstance(value, When | Quantity):
        text = value.format()
        return None if text == "unknown" else text
    if isinstance(value, list | tuple):
        return [key_of(one) for one in value] or None
    if hasattr(value, "ref"):
        return key_of(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int) else (value or None)

"""What was found wrong, as a sentence with its place, in the language that is active."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext, pgettext

from towngown.domain.transfer.compute.cells import Found, Where
from towngown.kit.problems import Problem
from towngown.kit.text import mark

PLACES = (
    ("sheet", mark("sheet “{sheet}”")),
    ("row", mark("row {row}")),
    ("cell", mark("cell {cell}")),
    ("column", mark("column “{column}”")),
)


def told(found: Found) -> tuple[str, str]:
    """(place, sentence), such as (“a.xlsx, sheet “承诺”, row 7, cell B7, column “最少””, “Please fill this in.”)."""
    values = {name: gettext(value) if isinstance(value, str) and value else value for name, value in _values(found)}
    return place_of(found.where), gettext(found.problem.sentence).format(**values)


def as_data(found: Found) -> dict[str, Any]:
    """What was found as plain data, for a job's result; `from_data` reads it back."""
    values = {name: value if isinstance(value, int) else str(value) for name, value in found.problem.values.items()}
    return {"code": found.problem.code, "values": values, "where": asdict(found.where)}


def from_data(data: dict[str, Any]) -> Found:
    """What `as_data` wrote."""
    return Found(Problem(data["code"], None, **data["values"]), Where(**data["where"]))


def place_of(where: Where) -> str:
    """The place in words."""
    parts = [gettext(words).format(**{name: value}) for name, words in PLACES if (value := getattr(where, name))]
    return pgettext("between parts", ", ").join([where.file, *parts] if where.file else parts)


def _values(found: Found) -> list[tuple[str, object]]:
    return list(found.problem.values.items())

"""A partnership as files: the rows that would record it again, as YAML or as a workbook; and empty workbooks to start."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from towngown.domain.partnerships.queries import parties
from towngown.domain.transfer.compute.cells import owners_first
from towngown.domain.transfer.compute.texts import write_text
from towngown.domain.transfer.compute.workbook_out import Page, PageColumn, write_workbook
from towngown.domain.transfer.queries.sheets import Column, Sheet, in_language, sheets
from towngown.domain.transfer.queries.things import rows_of, values_of
from towngown.domain.transfer.queries.values import key_of, written
from towngown.domain.transfer.words import README
from towngown.foundation.journal.table import kinds
from towngown.kit import fields
from towngown.kit.actors import Actor
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

Rows = list[dict[str, Any]]
"""Parameter → value as a file holds it; what is at its default is left out."""

HINTS: dict[type[fields.Field], str] = {
    fields.Thing: mark("The key of a row, or its exact name."),
    fields.Things: mark("Keys of rows, separated by semicolons."),
    fields.ReportedDate: mark("A day, a month or a year: 2026-03-31, 2026-03, 2026."),
    fields.Day: mark("A day: 2026-03-31."),
    fields.Amount: mark("A number, or as it was said: 183, 200+, nearly 10."),
    fields.YesNo: mark("Yes or no."),
    fields.WeekHalves: mark("Half-days of a week: Mon am; Wed; weekdays; every."),
    fields.PlaceCode: mark("The code of the place, 2 to 12 digits."),
}
LEAD = (
    mark("One row for each thing. A row is known by its key: import the file again and only what changed is written."),
    mark("Columns marked * must be filled in. Columns that you leave out stay as they are; an empty cell empties."),
    mark("Nothing is written as long as anything is wrong: every problem is named by sheet, row and cell."),
)


def exported(by: Actor, partnership: "Partnership") -> dict[str, Rows]:
    """Sheet id → rows of everything that the viewer may see, with the organisations they name and the parties’ units."""
    rows: dict[str, Rows] = {}
    named = _with_units(parties(by, partnership))
    for sheet in sheets():
        if sheet.id == "organisations":
            rows[sheet.id] = []
            continue
        taken = [(thing, values_of(sheet, thing)) for thing in rows_of(sheet, by, partnership)]
        for _, values in taken:
            named |= {one.pk: one for value in values.values() for one in _organisations(value)}
        rows[sheet.id] = _sorted(sheet, [values for _, values in taken])
    for sheet in sheets():
        if sheet.id == "organisations":
            rows[sheet.id] = _sorted(sheet, [values_of(sheet, one) for one in _with_parents(named)])
    return {sheet_id: found for sheet_id, found in rows.items() if found}


def as_yaml(by: Actor, partnership: "Partnership") -> str:
    """The partnership as one YAML text."""
    return write_text(exported(by, partnership))


def as_workbook(by: Actor, partnership: "Partnership", language: str) -> bytes:
    """The partnership as a workbook whose sheets and columns are named in "zh" or "en"."""
    return _workbook(exported(by, partnership), language)


def template(language: str) -> bytes:
    """An empty workbook to fill in."""
    return _workbook({}, language)


def _organisations(value: Any) -> list[Any]:
    several = value if isinstance(value, list) else [value]
    return [one for one in several if getattr(one, "kind", "") == "organisation"]


def _with_parents(named: dict[int, Any]) -> list[Any]:
    found = dict(named)
    waiting = list(named.values())
    while waiting:
        parent = waiting.pop().parent
        if parent is not None and parent.pk not in found:
            found[parent.pk] = parent
            waiting.append(parent)
    return [found[pk] for pk in sorted(found)]


def _with_units(parties: Iterable[Any]) -> dict[int, Any]:
    """The organisations of the parties and all their units."""
    rows: Any = kinds()["organisation"].objects
    return {
        unit.pk: unit
        for party in parties
        for unit in rows.filter(path__startswith=party.organisation.path, merged_into=None).select_related("parent")
    }


def _sorted(sheet: Sheet, taken: list[dict[str, Any]]) -> Rows:
    """The rows as files hold them, each after those of its own sheet that it names."""

    def needs(values: dict[str, Any]) -> list[str]:
        things = [values[name] for name, column in sheet.by_name.items() if isinstance(column.field, fields.Thing)]
        singles = [one for one in things if getattr(one, "kind", "") == sheet.kind]
        return [key_of(one) for one in singles]

    order, circle = owners_first(taken, lambda values: values.get("key", values.get("slug")), needs)
    return [_row(sheet, values) for values in order + circle]


def _row(sheet: Sheet, values: dict[str, Any]) -> dict[str, Any]:
    row = {}
    for name, column in sheet.by_name.items():
        value = written(values[name], column.field)
        if value != written(column.asked.default, column.field):
            row[name] = "" if value is None else value
    return row


def _workbook(rows: dict[str, Rows], language: str) -> bytes:
    pages = []
    for sheet in sheets():
        cells = [_cells(sheet, row, language) for row in rows.get(sheet.id, [])]
        pages.append(Page(sheet.title(language), described(sheet, language), cells))
    lead = [in_language(language, one) for one in LEAD]
    return write_workbook(README[language], lead, pages)


def described(sheet: Sheet, language: str) -> list[PageColumn]:
    """Its columns as people read them, in "zh" or "en"."""
    return [_page_column(sheet, column, language) for column in sheet.columns]


def _page_column(sheet: Sheet, column: Column, language: str) -> PageColumn:
    label = column.labels[language]
    alike = [one for one in sheet.columns if one.labels[language] == label]
    field = column.field
    hint = field.help or HINTS.get(type(field), "")
    return PageColumn(
        name=f"{label} ({column.name})" if len(alike) > 1 else label,  # two columns may read alike in one language
        label=label,
        hint=in_language(language, hint),
        required=column.asked.required,
        choices=_choices(field, language),
        text=isinstance(field, fields.LongText),
    )


def _choices(field: fields.Field, language: str) -> list[str]:
    if isinstance(field, fields.YesNo):
        return ["是", "否"] if language == "zh" else ["yes", "no"]
    return [_label(field, word, language) for word in field.choices] if isinstance(field, fields.Choice) else []


def _label(field: fields.Choice, word: str, language: str) -> str:
    """The choice as people read it; the bare word where two read alike."""
    labels = [in_language(language, label) for label in field.choices.values()]
    label = in_language(language, field.choices[word])
    return label if labels.count(label) == 1 else word


def _cells(sheet: Sheet, row: dict[str, Any], language: str) -> list[str]:
    """The row as text cells in the order of the columns; what is at its default shows the default."""
    return [
        _cell(column, row.get(column.name, written(column.asked.default, column.field)), language)
        for column in sheet.columns
    ]


def _cell(column: Column, value: Any, language: str) -> str:
    if isinstance(column.field, fields.Choice) and value in column.field.choices:
        return _label(column.field, str(value), language)
    if isinstance(value, bool):
        return _choices(column.field, language)[0 if value else 1]
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)

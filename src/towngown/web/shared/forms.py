"""The plain form of a verb: its fields with labels, what was typed, and what is wrong beside each.

One way for every verb: `form = form_for(verb, by, on, request.POST or None)`; `form.values()` gives the raw values for
the doorway, which cleans them; `form.blame(problems)` puts each refusal beside its field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from towngown.foundation.journal.action import Asked, Verb
from towngown.kit import fields
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.web.shared.choosers import choices
from towngown.web.shared.wording import sentence, words

WIDGETS: dict[type[fields.Field], str] = {
    fields.Text: "text",
    fields.LongText: "textarea",
    fields.Secret: "password",
    fields.WholeNumber: "number",
    fields.YesNo: "checkbox",
    fields.Day: "date",
    fields.ReportedDate: "when",
    fields.Amount: "quantity",
    fields.Choice: "select",
    fields.Thing: "select",
    fields.Things: "checkboxes",
    fields.PlaceCode: "text",
    fields.Upload: "file",
}


@dataclass
class FormField:
    """One field as a template shows it. `choices` is a list of (value, label)."""

    name: str
    label: str
    help: str
    widget: str
    required: bool
    value: Any = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    error: str = ""
    asked: fields.Field | None = None
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def radio(self) -> bool:
        """Few choices are shown all at once."""
        return self.widget == "select" and 0 < len(self.choices) <= 4


@dataclass
class Form:
    """A verb's form. `errors` are refusals about no field in particular."""

    fields: list[FormField]
    errors: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.fields)

    @property
    def multipart(self) -> bool:
        return any(one.widget == "file" for one in self.fields)

    def values(self) -> dict[str, Any]:
        """Field name → raw value, with things looked up among the choices."""
        return {one.name: _given(one) for one in self.fields}

    def blame(self, problems: Sequence[Problem]) -> None:
        """Put each refusal beside its field, or above the form."""
        by_name = {one.name: one for one in self.fields}
        for problem in problems:
            if problem.field in by_name:
                by_name[problem.field].error = sentence(problem)
            else:
                self.errors.append(sentence(problem))


def form_for(
    verb: Verb,
    by: Actor,
    on: Any = None,
    data: QueryDict | None = None,
    files: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
    only: Sequence[str] = (),
) -> Form:
    """The form of a verb about a thing; what the system knows (`initial`) is filled in, `only` picks and orders fields."""
    names = only or tuple(verb.asked)
    shown = [_field(name, verb.asked[name], by, on) for name in names]
    for one in shown:
        if data is not None:
            one.value = _typed(one, data, files or {})
        elif initial and name_given(initial, one.name):
            one.value = _shown(initial[one.name])
    return Form(shown)


def name_given(initial: Mapping[str, Any], name: str) -> bool:
    """Whether the page already knows a value for this field."""
    return initial.get(name) is not None


def _field(name: str, asked: Asked, by: Actor, on: Any) -> FormField:
    kind = asked.field
    one = FormField(name, words(kind.label), words(kind.help), WIDGETS[type(kind)], asked.required, asked=kind)
    if isinstance(kind, fields.Choice):
        one.choices = [(word, words(label)) for word, label in kind.choices.items()]
    elif isinstance(kind, fields.Thing):
        one.things = {thing.ref: thing for thing in choices(by, kind.kind, on)}
        one.choices = [(ref, words(thing)) for ref, thing in one.things.items()]
    one.value = _shown(asked.default)
    return one


def _shown(value: Any) -> Any:
    """A value as the browser gets it back."""
    if isinstance(value, list | tuple):
        return [_shown(one) for one in value]
    if hasattr(value, "ref"):
        return value.ref
    if hasattr(value, "format") and not isinstance(value, str):
        return value.format()
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value)


def _typed(one: FormField, data: QueryDict, files: Mapping[str, Any]) -> Any:
    if one.widget == "checkboxes":
        return data.getlist(one.name)
    if one.widget == "file":
        return files.get(one.name)
    if one.widget == "checkbox":
        return one.name in data
    return data.get(one.name, "")


def _given(one: FormField) -> Any:
    """What the doorway gets: things instead of refs, an unknown ref as it was typed so that it is refused."""
    if isinstance(one.asked, fields.Things):
        return [one.things.get(ref, ref) for ref in one.value or []]
    if isinstance(one.asked, fields.Thing):
        return one.things.get(one.value, one.value)
    return one.value

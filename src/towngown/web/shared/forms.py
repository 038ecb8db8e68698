"""The plain form of a verb: its fields with labels, what was typed, and what is wrong beside each.

One way for every verb: `form = form_for(verb, by, on, request.POST or None)`; `form.values()` gives the raw values for
the doorway, which cleans them; `form.blame(problems)` puts each refusal beside its field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.foundation.files.waiting import Waiting
from towngown.foundation.journal.action import Asked, Verb
from towngown.kit import fields
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.refs import is_ref
from towngown.kit.text import mark
from towngown.web.shared.choosers import choices, chosen, found, is_searched
from towngown.web.shared.wording import sentence, words

# Field type → the kind of component that shows it (templates/cotton/field).
WIDGETS: dict[type[fields.Field], str] = {
    fields.Text: "text",
    fields.LongText: "textarea",
    fields.Secret: "password",
    fields.WholeNumber: "number",
    fields.YesNo: "tick",
    fields.Day: "date",
    fields.ReportedDate: "when",
    fields.Amount: "amount",
    fields.Choice: "select",
    fields.Thing: "select",
    fields.Things: "checkboxes",
    fields.PlaceCode: "text",
    fields.Upload: "file",
}

FEW = 5  # so many choices are shown all at once
SEARCH = "find_"  # the field beside one whose choices are searched

HOW_TO_WRITE = {
    "when": mark("A day, a month or a year: 2026-03-31, 2026-03, 2026."),
    "amount": mark("A number, or as it was said: 183, 200+, nearly 10."),
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
    searched: bool = False  # there are more than the choices: the form has a search for them
    sought: str = ""  # what was searched for; then `hits` were found
    hits: int = 0

    def attributes(self) -> dict[str, Any]:
        """What the c-field component takes."""
        given: dict[str, Any] = {"kind": self.widget, "value": self.value, "help": self.help}
        given |= {"name": self.name, "label": self.label, "error": self.error, "required": self.required}
        if self.widget in HOW_TO_WRITE:
            given |= {"kind": "text", "help": self.help or words(HOW_TO_WRITE[self.widget])}
        elif self.widget == "password":
            given |= {"kind": "text", "type": "password", "autocomplete": "new-password"}
        elif self.widget == "tick":
            chosen = self.value is True or str(self.value).lower() in fields.YES
            given |= {"kind": "checkbox", "options": [{"value": "on", "label": words("Yes"), "chosen": chosen}]}
        elif self.widget in ("select", "checkboxes"):
            given |= self._chosen_among()
        return given | self._limits()

    def _chosen_among(self) -> dict[str, Any]:
        """Few choices as cards, many as a list; an optional single choice may be left open."""
        values = self.value if isinstance(self.value, list) else [str(self.value)]
        options = [{"value": value, "label": label, "chosen": value in values} for value, label in self.choices]
        given = {"searched": self.searched, "sought": self.sought, "hits": self.hits}
        if self.widget == "checkboxes":
            return given | {"kind": "checkbox", "options": options}
        if self.required and len(options) <= FEW:
            return given | {"kind": "radio", "options": options}
        return given | {"kind": "select", "options": [{"value": "", "label": "—", "chosen": not self.value}, *options]}

    def _limits(self) -> dict[str, Any]:
        if isinstance(self.asked, fields.WholeNumber):
            return {"min": self.asked.low}
        if isinstance(self.asked, fields.Text):
            return {"maxlength": self.asked.max_length}
        if isinstance(self.asked, fields.Upload):
            return {"accept": self.asked.accept, "kept": [self.value] if isinstance(self.value, Waiting) else []}
        return {}


@dataclass
class Form:
    """A verb's form. `errors` are refusals about no field in particular."""

    fields: list[FormField]
    errors: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many must be filled in."""
        return sum(one.required for one in self.fields)

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The fields for c-form."""
        return [one.attributes() for one in self.fields]

    @property
    def failed(self) -> bool:
        return bool(self.errors) or any(one.error for one in self.fields)

    @property
    def looks(self) -> bool:
        """Whether it was sent to search for a choice, not to do anything yet."""
        return any(one.sought for one in self.fields)

    @property
    def enctype(self) -> str:
        return "multipart/form-data" if any(one.widget == "file" for one in self.fields) else ""

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


def to_fill(required: int, optional: int) -> str:
    """How much a form asks, in words: what must be filled in, and what may be left; "" for a form without fields."""
    must = ngettext("{n} field to fill in", "{n} fields to fill in", required).format(n=required)
    if not optional:
        return must if required else ""
    if not required:
        return ngettext("{n} field, optional", "{n} fields, all optional", optional).format(n=optional)
    return _("{must}, {n} more optional").format(must=must, n=optional)


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
        if isinstance(one.asked, fields.Thing) and is_searched(by, one.asked.kind):
            _search(one, by, one.asked.kind, data.get(SEARCH + one.name, "") if data is not None else "")
    return Form(shown)


def _search(one: FormField, by: Actor, kind: str, text: str) -> None:
    """Add what was chosen earlier and what is found now to the choices, found ones in front."""
    one.searched, one.sought = True, text.replace("\0", "").strip()[:100]
    hits = found(by, kind, one.sought)
    values = one.value if isinstance(one.value, list) else [one.value]
    missing = [ref for ref in values if is_ref(ref) and ref not in one.things]
    one.hits = len(hits)
    one.things = {thing.ref: thing for thing in [*chosen(by, kind, missing), *hits]} | one.things
    one.choices = [(ref, words(thing)) for ref, thing in one.things.items()]


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
    if hasattr(value, "all"):  # the things on the other side of a relation
        value = list(value.all())
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
    if one.widget == "tick":
        return one.name in data
    return data.get(one.name, "")


def _given(one: FormField) -> Any:
    """What the doorway gets: things instead of refs, an unknown ref as it was typed so that it is refused."""
    if isinstance(one.asked, fields.Things):
        return [one.things.get(ref, ref) for ref in one.value or []]
    if isinstance(one.asked, fields.Thing):
        return one.things.get(one.value, one.value)
    return one.value

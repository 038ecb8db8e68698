"""The one doorway for writes: `@action` registers a verb, checks its rule and its moment, and writes its entry.

    @action("activity.plan", label=mark("Plan an activity"), told=mark("planned the activity"),
            may=speaks_in_partnership, on="partnership")
    def plan(*, by: Actor, partnership: Partnership, title_zh: Annotated[str, Text(label=mark("Title"))]) -> Activity:

The function returns the thing it made or changed. A nested act carries its cause, so the journal reads like the story.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import wraps
from typing import Annotated, Any, ParamSpec, TypeVar, get_args, get_origin

from django.db import IntegrityError, models, transaction

from towngown.foundation.journal import outbox
from towngown.foundation.journal.models import Answer, Entry
from towngown.foundation.journal.table import Table, kinds
from towngown.foundation.journal.tasks import wake
from towngown.kit import clock, doorway
from towngown.kit.actors import Actor
from towngown.kit.fields import Field
from towngown.kit.problems import Problem, Problems
from towngown.kit.quantity import Quantity
from towngown.kit.states import Moves, after, verbs_from
from towngown.kit.when import When

P = ParamSpec("P")
R = TypeVar("R")

_cause: ContextVar[int | None] = ContextVar("cause", default=None)


@dataclass(frozen=True)
class Asked:
    """One parameter of a verb: its field type and whether it must be answered."""

    field: Field
    required: bool
    default: Any = None

    @property
    def emptied(self) -> Any:
        """The value of an answer that is there and empty: the default, or where that means "as it was", nothing."""
        return self.field.nothing if self.default is None else self.default


@dataclass(frozen=True)
class Verb:
    """What the registry knows of a verb; forms, pages, the reference and tests are made from it."""

    name: str
    label: str  # an imperative, for buttons
    told: str  # past tense, for stories
    may: Callable[[Actor, Any], bool]
    on: str  # the parameter the rule judges ("" = none)
    on_kind: str
    moves: Moves
    asked: Mapping[str, Asked]
    run: Callable[..., Any]
    doc: str
    offered: bool  # whether a thing's page offers it as a button

    def open_to(self, by: Actor, thing: Any) -> bool:
        """Whether this actor may do it on this thing at this moment."""
        if self.moves and self.name not in verbs_from(self.moves, thing.state):
            return False
        return self.may(by, thing)


VERBS: dict[str, Verb] = {}


def action(
    name: str,
    *,
    label: str,
    told: str,
    may: Callable[[Actor, Any], bool],
    on: str = "",
    moves: Moves | None = None,
    offered: bool = True,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a verb and wrap its function in the doorway. `on` names the parameter whose thing the rule judges.

    With `moves`, the thing's state must allow the verb and is set before the function runs.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            return _perform(VERBS[name], function, dict(kwargs))

        if name in VERBS:
            raise ValueError(f"verb {name} is registered twice")
        hints = function.__annotations__
        VERBS[name] = Verb(
            name, label, told, may, on, _kind_of(hints.get(on)), moves or {}, _asked(function, hints), run,
            inspect.getdoc(function) or "", offered,
        )  # fmt: skip
        return run

    return register


def _kind_of(hint: Any) -> str:
    """The kind word of a thing's annotation: the class itself, or its name where its module is private."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    name = getattr(hint, "__forward_arg__", None) or getattr(hint, "__name__", None) or str(hint or "")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _asked(function: Callable[..., Any], hints: Mapping[str, Any]) -> dict[str, Asked]:
    asked: dict[str, Asked] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        hint = hints.get(name)
        if get_origin(hint) is Annotated:
            field = next((extra for extra in get_args(hint)[1:] if isinstance(extra, Field)), None)
            if field is not None:
                missing = parameter.default is inspect.Parameter.empty
                asked[name] = Asked(field, missing, None if missing else parameter.default)
    return asked


def clean(verb: Verb, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a verb's parameters, each typed; raises Problems naming every field that is wrong."""
    cleaned, problems = dict(values), []
    for name, asked in verb.asked.items():
        value = values.get(name)
        if asked.field.empty(value):
            if asked.required:
                problems.append(Problem("required", name))
            else:
                cleaned[name] = asked.default if value is None else asked.emptied
            continue
        try:
            cleaned[name] = asked.field.clean(value)
        except Problem as problem:
            problems.append(problem.about(name))
    if problems:
        raise Problems(problems)
    return cleaned


def _perform(verb: Verb, function: Callable[..., R], kwargs: dict[str, Any]) -> R:
    by: Actor = kwargs["by"]
    thing = kwargs.get(verb.on)
    with transaction.atomic(), doorway.opened(verb.name):
        if _cause.get() is None:
            _as_it_is_now(thing)
        if not verb.may(by, thing):
            raise Problem("not_allowed")
        kwargs = clean(verb, kwargs)
        if verb.moves and isinstance(thing, models.Model):
            _move(verb, thing)
        entry = Entry.objects.create(
            verb=verb.name, actor_id=by.id, cause_id=_cause.get(), at=clock.now(), details=_details(verb, kwargs)
        )
        token = _cause.set(entry.pk)
        try:
            result = function(**kwargs)
        finally:
            _cause.reset(token)
        _finish(entry, thing, result)
        if outbox.owe(entry) and entry.cause_id is None:
            wake()
    return result


def _as_it_is_now(thing: Any) -> None:
    """Lock the row and take all its columns as they are now: what a page loaded earlier may be stale, and a verb that
    saves the whole row would bring back what somebody else has changed meanwhile. A nested act works on the row that
    the act around it holds, changes not yet saved included."""
    if isinstance(thing, Table):
        try:
            thing.refresh_from_db(from_queryset=type(thing)._base_manager.select_for_update())
        except type(thing).DoesNotExist:
            raise Problem("not_found", value=thing.ref) from None


def _move(verb: Verb, thing: Any) -> None:
    """Take the row's state as it is now, and set the state the verb leads to."""
    thing.state = type(thing).objects.select_for_update().values_list("state", flat=True).get(pk=thing.pk)
    thing.state = after(verb.moves, thing.state, verb.name)


def _finish(entry: Entry, thing: Any, result: Any) -> None:
    """Say on the entry what was made or changed, and inside which partnership."""
    done = result if getattr(result, "kind", "") else thing
    for column, one in (("thing", done), ("on", thing)):
        if getattr(one, "kind", "") in kinds():
            setattr(entry, f"{column}_kind", one.kind)
            setattr(entry, f"{column}_id", one.pk)
            entry.wall = entry.wall or one.wall
    entry.save()


def _details(verb: Verb, kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Refs, numbers, states and dates of what was given; free text and names stay out (model.md, journal and erasure)."""
    details: dict[str, Any] = {}
    for name, asked in verb.asked.items():
        value = kwargs.get(name)
        if not asked.field.free_text and value not in (None, "", []):
            details[name] = _plain(value)
    return details


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Quantity):
        return [value.low, value.high]
    if isinstance(value, When):
        return replace(value, words="").format()
    if hasattr(value, "ref"):
        return value.ref
    return value if isinstance(value, bool | int) else str(value)


def perform_once(key: str, verb_name: str, /, *, by: Actor, **kwargs: Any) -> Any:
    """Perform a verb under an idempotency key: a second call with the same key does nothing and returns the same thing.

    Raises Problem("key_reused") when the key was used by somebody else or for another verb.
    """
    verb = VERBS[verb_name]
    given = Answer.objects.filter(key=key).first()
    if given is None:
        try:
            with transaction.atomic(), doorway.opened("answer"):
                answer = Answer.objects.create(key=key, actor_id=by.id, verb=verb_name)
                result = verb.run(by=by, **kwargs)
                if getattr(result, "kind", "") in kinds():
                    Answer.objects.filter(pk=answer.pk).update(thing_kind=result.kind, thing_id=result.pk)
                return result
        except IntegrityError:
            given = Answer.objects.filter(key=key).first()
            if given is None:
                raise
    if given.verb != verb_name or given.actor_id != by.id:
        raise Problem("key_reused")
    return kinds()[given.thing_kind].objects.filter(pk=given.thing_id).first() if given.thing_kind else None


def verbs_for(by: Actor, thing: Any) -> list[Verb]:
    """The verbs this actor may do on this thing now, in the order they were registered."""
    return [verb for verb in VERBS.values() if verb.offered and verb.on_kind == thing.kind and verb.open_to(by, thing)]

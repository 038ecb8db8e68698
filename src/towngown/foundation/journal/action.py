"""The one doorway for writes: `@action` registers a verb, checks its rule and its moment, and writes its entry.

    @action("activity.plan", label=mark("Plan an activity"), told=mark("planned the activity"),
            may=speaks_in_partnership, on="partnership")
    def plan(*, by: Actor, partnership: Partnership, title_zh: Annotated[str, Text(label=mark("Title"))]) -> Activity:

The function returns the thing it made or changed. A nested act carries its cause, so the journal reads like the story.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
Row = TypeVar("Row", bound=Table)

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
    offered: bool | Callable[[Actor, Any], bool]  # whether a thing's page offers it as a button: never, or now
    only_moves: bool = False  # all it does is lead the thing from one state to the next

    def open_to(self, by: Actor, thing: Any) -> bool:
        """Whether this actor may do it on this thing at this moment."""
        if self.moves and self.name not in verbs_from(self.moves, thing.state):
            return False
        return self.may(by, thing)

    def offered_to(self, by: Actor, thing: Any) -> bool:
        """Whether the thing's page offers it: it is open, and would not refuse whatever one answers."""
        if not self.offered or self.on_kind != thing.kind or not self.open_to(by, thing):
            return False
        return self.offered is True or self.offered(by, thing)


VERBS: dict[str, Verb] = {}


def action(
    name: str,
    *,
    label: str,
    told: str,
    may: Callable[[Actor, Any], bool],
    on: str = "",
    moves: Moves | None = None,
    offered: bool | Callable[[Actor, Any], bool] = True,
    only_moves: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a verb and wrap its function in the doorway. `on` names the parameter whose thing the rule judges.

    With `moves`, the thing's state must allow the verb and is set before the function runs. `only_moves` says that the
    function asks for nothing and only saves the moved thing: then perform_many may do it to thousands. `offered` says
    whether pages show a button; a predicate hides it while the function would refuse (and says why to whoever still asks).
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
            inspect.getdoc(function) or "", offered, only_moves,
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
        owed = outbox.owe(entry)
        if entry.cause_id is None and (owed or outbox.anything_owed()):
            wake()
    return result


def _as_it_is_now(thing: Any) -> None:
    """Lock the row and take all its columns as they are now: what a page loaded earlier may be stale, and a verb that
    saves the whole row would bring back what somebody else has changed meanwhile. A nested act works on the row that
    the act around it holds, changes not yet saved included. What the row is locked after (Table.locked_after) is locked
    first: two who need both never wait for each other."""
    if isinstance(thing, Table):
        if thing.locked_after:
            owner: Any = thing._meta.get_field(thing.locked_after)
            owner.related_model._base_manager.select_for_update().get(pk=getattr(thing, owner.attname))
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


def perform_many(verb_name: str, things: Sequence[Row], /, *, by: Actor) -> list[Row]:
    """Perform a verb on each of these things as if one by one, in a few statements for any number of them.

    Only for verbs that do nothing but move their thing (`only_moves`); the things are judged as they were just read, their
    states as they are now. All or none: raises Problem("refused_one") naming the first thing that is refused.
    """
    verb = VERBS[verb_name]
    if not verb.only_moves:
        raise ValueError(f"{verb_name} does more than move its thing")
    things = sorted(things, key=lambda one: one.pk)
    with transaction.atomic(), doorway.opened(verb.name):
        for some in batched(things):
            _move_some(verb, some, by)
        same = {"verb": verb.name, "actor_id": by.id, "cause_id": _cause.get(), "at": clock.now()}
        about = [{"thing_kind": one.kind, "thing_id": one.pk, "on_kind": one.kind, "on_id": one.pk} for one in things]
        entries = [Entry(**same, **one, wall=thing.wall) for one, thing in zip(about, things, strict=True)]
        owed = outbox.owe(*Entry.objects.bulk_create(entries, batch_size=outbox.AT_ONCE))
        if owed and _cause.get() is None:
            wake()
    return list(things)


def batched(things: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The things in parts that fit into one statement."""
    for first in range(0, len(things), outbox.AT_ONCE):
        yield things[first : first + outbox.AT_ONCE]


def _move_some(verb: Verb, things: Sequence[Any], by: Actor) -> None:
    """Judge and move these things, one statement to read their states and one for each state that they come to."""
    rows = type(things[0])._base_manager
    states = dict(
        rows.select_for_update().filter(pk__in=[one.pk for one in things]).order_by("pk").values_list("pk", "state")
    )
    coming: dict[str, list[int]] = {}
    for one in things:
        try:
            if one.pk not in states:
                raise Problem("not_found", value=one.ref)
            one.state = states[one.pk]
            if not verb.may(by, one):
                raise Problem("not_allowed")
            one.state = after(verb.moves, one.state, verb.name)
        except Problem as problem:
            raise Problem("refused_one", thing=one) from problem
        coming.setdefault(one.state, []).append(one.pk)
    for state, keys in coming.items():
        rows.filter(pk__in=keys).update(state=state)


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
    """The verbs that the page of this thing offers this actor now, in the order they were registered."""
    return [verb for verb in VERBS.values() if verb.offered_to(by, thing)]

"""Where the choices of a Thing field come from: kind → what lies near for this actor, and how everything else is found."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.journal.queries import things
from towngown.kit.actors import Actor

Near = Callable[[Actor, Any], Iterable[Any]]
Find = Callable[[Actor, str], Any]

MOST = 300
FEW = 30  # so many are offered without a search
FOUND = 20


@dataclass(frozen=True)
class Chooser:
    """`near` gives what is offered in a form about a thing; `find`, where there is one, everything that holds a text."""

    near: Near
    find: Find | None = None


_choosers: dict[str, Chooser] = {}


def choose(kind: str, near: Near, find: Find | None = None) -> None:
    """Say what may be chosen for a kind; rooms of web fill this when loaded. With `find` the form has a search."""
    _choosers[kind] = Chooser(near, find)


def choices(by: Actor, kind: str, on: Any) -> list[Any]:
    """The things that are offered for a field of this kind in a form about `on`."""
    chooser = _choosers.get(kind)
    if chooser is None:
        return list(_inside(by, kind, on)[:MOST])
    near = list(chooser.near(by, on))[:MOST]
    if chooser.find is None:
        return near
    others = list(chooser.find(by, "")[: FEW + 1])
    return near + [one for one in others if one not in near] if len(others) <= FEW else near


def is_searched(by: Actor, kind: str) -> bool:
    """Whether there may be more of a kind than a form offers."""
    find = _choosers[kind].find if kind in _choosers else None
    return find is not None and len(find(by, "")[: FEW + 1]) > FEW


def found(by: Actor, kind: str, text: str) -> list[Any]:
    """What holds this text, at most FOUND."""
    find = _choosers[kind].find
    return list(find(by, text)[:FOUND]) if find is not None and text.strip() else []


def chosen(by: Actor, kind: str, refs: Collection[str]) -> list[Any]:
    """What was chosen from a search before."""
    return list(things(by, kind).filter(ref__in=refs)) if refs else []


def _inside(by: Actor, kind: str, on: Any) -> Any:
    """All of a kind that the actor may see, inside the partnership where the form lies in one."""
    rows = things(by, kind)
    wall = getattr(on, "wall", None)
    if wall and any(field.name == "partnership" for field in rows.model._meta.fields):
        rows = rows.filter(partnership_id=wall)
    return rows.order_by("-pk")


choose("activity_kind", lambda by, on: partnerships.activity_kinds())

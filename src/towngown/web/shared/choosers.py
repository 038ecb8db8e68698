"""Where the choices of a Thing field come from: kind → what this actor may choose inside this partnership."""

from collections.abc import Callable, Iterable
from typing import Any

from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.journal.queries import things
from towngown.kit.actors import Actor

Chooser = Callable[[Actor, Any], Iterable[Any]]

_choosers: dict[str, Chooser] = {}

MOST = 300


def choose(kind: str, chooser: Chooser) -> None:
    """Say what may be chosen for a kind; rooms of web fill this when loaded."""
    _choosers[kind] = chooser


def choices(by: Actor, kind: str, on: Any) -> list[Any]:
    """The things that may be chosen for a field of this kind in a form about `on`."""
    if kind in _choosers:
        return list(_choosers[kind](by, on))[:MOST]
    found = things(by, kind)
    wall = getattr(on, "wall", None)
    if wall and any(field.name == "partnership" for field in found.model._meta.fields):
        found = found.filter(partnership_id=wall)
    return list(found.order_by("-pk")[:MOST])


choose("activity_kind", lambda by, on: partnerships.activity_kinds())

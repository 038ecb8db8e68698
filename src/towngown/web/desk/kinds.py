"""What kinds of things are called on the desk and in search, in the order they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from towngown.foundation.journal.queries import things
from towngown.kit.actors import Actor
from towngown.kit.text import mark
from towngown.web.shared.addresses import owner_of

KINDS = {
    "partnership": mark("Partnerships"),
    "agreement": mark("Agreements"),
    "promise": mark("Promises"),
    "intention": mark("Intentions"),
    "need": mark("Needs"),
    "activity": mark("Activities"),
    "task": mark("Tasks"),
    "station": mark("Stations"),
    "output": mark("Outputs"),
    "report": mark("Reports"),
    "organisation": mark("Organisations"),
}


@dataclass(frozen=True)
class Brief:
    """Where a thing of a partnership is found, and whose it is."""

    kind: str
    ref: str
    wall: int


def load(
    by: Actor, wanted: Iterable[tuple[str, Any]], column: str = "pk", *, brief: bool = False
) -> dict[tuple[str, Any], Any]:
    """(kind, pk or ref) → the thing, of those the viewer may see; one query per kind, with what its address needs.

    In brief, nothing else is read of things of a partnership than what Brief says.
    """
    by_kind: dict[str, set[Any]] = {}
    for kind, one in wanted:
        by_kind.setdefault(kind, set()).add(one)
    found: dict[tuple[str, Any], Any] = {}
    for kind, ones in by_kind.items():
        rows = things(by, kind).filter(**{f"{column}__in": ones})
        owner = owner_of(kind)
        if brief and not owner and hasattr(rows.model, "partnership"):
            told = rows.values_list(column, "ref", "partnership")
            found |= {(kind, one): Brief(kind, ref, wall) for one, ref, wall in told}
            continue
        for thing in rows.select_related(owner) if owner else rows:
            found[kind, getattr(thing, column)] = thing
    return found

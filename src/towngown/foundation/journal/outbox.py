"""Reactions: what later chapters do when a verb of a chapter below was done.

The entry is the outbox. A reaction owed is a row of the same transaction as the act; its writes and its done-mark
commit together; whoever finds a row without done-mark may run it again, so reactions must be idempotent.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import F

from towngown.foundation.journal.models import Entry, Reaction
from towngown.foundation.journal.table import kinds
from towngown.kit import clock, doorway
from towngown.kit.breakdown import is_breakdown

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger(__name__)

React = Callable[[Entry, Any], None]
ReactTogether = Callable[[Sequence[tuple[Entry, Any]]], None]
Wanted = Callable[[Entry], bool]

REACTIONS: dict[str, tuple[tuple[str, ...], React]] = {}
_wanted: dict[str, Wanted] = {}
_together: dict[str, ReactTogether] = {}
_outside: set[str] = set()

MOST_TRIES = 20
AT_ONCE = 500  # rows in one statement
TAKEN_FOR = timedelta(minutes=5)  # then the worker that has one outside in hand is taken for dead


def reaction(
    name: str, *, on: tuple[str, ...], wanted: Wanted | None = None, together: ReactTogether | None = None,
    outside: bool = False,
) -> Callable[[React], React]:  # fmt: skip
    """Register what to do after these verbs ("*" = after every verb). It gets the entry and the thing it is about.

    `wanted` says of an entry, without asking the database, whether there is anything to do. `together` does the same for
    many entries that one act wrote at once (perform_many), in a few statements. One `outside` waits for somebody else's
    server, so it runs outside of any transaction: its worker killed, it is done once more.
    """

    def register(function: React) -> React:
        if name in REACTIONS:
            raise ValueError(f"reaction {name} is registered twice")
        REACTIONS[name] = (on, function)
        if wanted is not None:
            _wanted[name] = wanted
        if together is not None:
            _together[name] = together
        if outside:
            _outside.add(name)
        return function

    return register


def owe(*entries: Entry) -> bool:
    """Write down, inside the act's transaction, which reactions these entries are owed; returns whether any."""
    owed = [
        Reaction(entry=entry, name=name)
        for entry in entries
        for name, (verbs, _) in REACTIONS.items()
        if (entry.verb in verbs or "*" in verbs) and (name not in _wanted or _wanted[name](entry))
    ]
    Reaction.objects.bulk_create(owed, batch_size=AT_ONCE)
    return bool(owed)


def anything_owed() -> bool:
    """Whether some reaction is still to be done; one that failed too often is given up."""
    return _owed().exists()


def _owed() -> "QuerySet[Reaction]":
    return Reaction.objects.filter(done_at=None, tries__lt=MOST_TRIES)


def drain(limit: int = 10_000) -> int:
    """Run the reactions still owed, oldest first, each in its own transaction or outside; returns how many were done.

    Those that one act owes many times are run together where they can be. What failed, and what another worker has in
    hand, is left alone from then on. Raises when the machine breaks down; what is owed stays owed until somebody is
    woken again.
    """
    done = 0
    left: set[int] = set()
    while done + len(left) < limit:
        owed = _owed().exclude(pk__in=left)
        first = owed.order_by("id").select_related("entry").first()
        if first is None:
            return done
        some = _alike(first, owed) or [first.pk]
        ran = _run_some(first.name, some)
        done += len(ran)
        left |= set(some) - ran
    return done


def _run_some(name: str, keys: list[int]) -> set[int]:
    """Run these together, or one by one when there is but one or they fail together; returns those that were done."""
    ran = _run_together(name, keys) if len(keys) > 1 else None
    run = _run_outside if name in _outside else _run
    return ran if ran is not None else {pk for pk in keys if run(pk)}


def _alike(first: Reaction, owed: "QuerySet[Reaction]") -> list[int]:
    """The reactions that can be run with this one: same name, same verb, and owed by one act."""
    if first.name not in _together or first.entry.cause_id is None or first.tries:
        return []
    alike = owed.filter(name=first.name, entry__cause=first.entry.cause_id, entry__verb=first.entry.verb, tries=0)
    return list(alike.order_by("id").values_list("pk", flat=True)[:AT_ONCE])


def _run_together(name: str, keys: list[int]) -> set[int] | None:
    """Run those of these that nobody else has in hand in one transaction, and return them; None, and nothing is left
    behind, when that fails."""
    try:
        with transaction.atomic(), doorway.opened("reaction"):
            rows = list(_open(keys))
            if not rows:
                return set()
            _together[name](list(zip([row.entry for row in rows], _things_of(rows), strict=True)))
            Reaction.objects.filter(pk__in=[row.pk for row in rows]).update(done_at=clock.now())
    except Exception as error:
        if is_breakdown(error):
            raise
        log.exception("%s reactions %s failed together", len(keys), name)
        return None
    return {row.pk for row in rows}


def _things_of(rows: Sequence[Reaction]) -> list[Any]:
    """What each of the entries is about, or none; one statement for every kind."""
    found: dict[tuple[str, int | None], Any] = {}
    for kind in {row.entry.thing_kind for row in rows} & kinds().keys():
        wanted = [row.entry.thing_id for row in rows if row.entry.thing_kind == kind]
        found |= {(kind, thing.pk): thing for thing in kinds()[kind].objects.filter(pk__in=wanted)}
    return [found.get((row.entry.thing_kind, row.entry.thing_id)) for row in rows]


def _run(pk: int) -> bool:
    """Run one reaction, unless somebody else has it in hand; a failure is logged and counted and leaves nothing behind.

    A breakdown of the machine is raised: it is no fault of the reaction's, which keeps all its tries.
    """
    try:
        with transaction.atomic(), doorway.opened("reaction"):
            row = _open([pk]).first()
            if row is None:
                return False
            function = REACTIONS.get(row.name, ((), None))[1]
            if function is not None:
                function(row.entry, _thing_of(row.entry))
            row.done_at = clock.now()
            row.save()
    except Exception as error:
        _failed(pk, error)
        return False
    return True


def _failed(pk: int, error: Exception) -> None:
    """Log and count it; raises when it was the machine that broke down."""
    if is_breakdown(error):
        raise error
    log.exception("reaction %s failed", pk)
    with doorway.opened("reaction"):
        Reaction.objects.filter(pk=pk).update(tries=F("tries") + 1, taken_at=None)


def _run_outside(pk: int) -> bool:
    """Run one that waits for somebody else's server, meanwhile nobody is kept from writing: it is taken in hand before and
    marked as done after. Whoever is killed in between has done it perhaps, so it is done again after TAKEN_FOR."""
    row = _taken(pk)
    if row is None:
        return False
    try:
        REACTIONS[row.name][1](row.entry, _thing_of(row.entry))
    except Exception as error:
        _failed(pk, error)
        return False
    with doorway.opened("reaction"):
        Reaction.objects.filter(pk=pk).update(done_at=clock.now())
    return True


def _taken(pk: int) -> Reaction | None:
    """This reaction, in hand from now on; none when another worker has it."""
    with transaction.atomic(), doorway.opened("reaction"):
        row = _open([pk]).exclude(taken_at__gte=clock.now() - TAKEN_FOR).first()
        if row is not None:
            row.taken_at = clock.now()
            row.save()
    return row


def _open(keys: list[int]) -> "QuerySet[Reaction]":
    """Those of these that nobody has done or is doing, locked."""
    rows = Reaction.objects.filter(pk__in=keys, done_at=None).select_related("entry").order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def _thing_of(entry: Entry) -> Any:
    model = kinds().get(entry.thing_kind)
    return model.objects.filter(pk=entry.thing_id).first() if model else None

"""Reactions: what later chapters do when a verb of a chapter below was done.

The entry is the outbox. A reaction owed is a row of the same transaction as the act; its writes and its done-mark
commit together; whoever finds a row without done-mark may run it again, so reactions must be idempotent.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from towngown.foundation.journal.models import Entry, Reaction
from towngown.foundation.journal.table import kinds
from towngown.kit import clock, doorway

log = logging.getLogger(__name__)

React = Callable[[Entry, Any], None]
Wanted = Callable[[Entry], bool]

REACTIONS: dict[str, tuple[tuple[str, ...], React]] = {}
_wanted: dict[str, Wanted] = {}

MOST_TRIES = 20
AT_ONCE = 500  # rows in one statement


def reaction(name: str, *, on: tuple[str, ...], wanted: Wanted | None = None) -> Callable[[React], React]:
    """Register what to do after these verbs ("*" = after every verb). It gets the entry and the thing it is about.

    `wanted` says of an entry, without asking the database, whether there is anything to do.
    """

    def register(function: React) -> React:
        if name in REACTIONS:
            raise ValueError(f"reaction {name} is registered twice")
        REACTIONS[name] = (on, function)
        if wanted is not None:
            _wanted[name] = wanted
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
    """Whether some reaction is still to be done."""
    return Reaction.objects.filter(done_at=None).exists()


def drain(limit: int = 10_000) -> int:
    """Run the reactions still owed, oldest first, each in its own transaction; returns how many were done."""
    done = 0
    failed: list[int] = []
    while done + len(failed) < limit:
        owed = Reaction.objects.filter(done_at=None, tries__lt=MOST_TRIES).exclude(pk__in=failed)
        first = owed.order_by("id").values_list("pk", flat=True).first()
        if first is None:
            return done
        if _run(first):
            done += 1
        else:
            failed.append(first)
    return done


def _run(pk: int) -> bool:
    """Run one reaction; a failure is logged and counted and leaves nothing behind."""
    try:
        with transaction.atomic(), doorway.opened("reaction"):
            row = _locked(pk)
            if row is None:
                return True
            function = REACTIONS.get(row.name, ((), None))[1]
            if function is not None:
                function(row.entry, _thing_of(row.entry))
            row.done_at = clock.now()
            row.save()
    except Exception:
        log.exception("reaction %s failed", pk)
        with doorway.opened("reaction"):
            failed = Reaction.objects.get(pk=pk)
            failed.tries += 1
            failed.save()
        return False
    return True


def _locked(pk: int) -> Reaction | None:
    rows = Reaction.objects.filter(pk=pk, done_at=None).select_related("entry")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows.first()


def _thing_of(entry: Entry) -> Any:
    model = kinds().get(entry.thing_kind)
    return model.objects.filter(pk=entry.thing_id).first() if model else None

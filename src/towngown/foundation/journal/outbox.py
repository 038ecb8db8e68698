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
from towngown.kit.breakdown import is_breakdown

log = logging.getLogger(__name__)

React = Callable[[Entry, Any], None]

REACTIONS: dict[str, tuple[tuple[str, ...], React]] = {}

MOST_TRIES = 20


def reaction(name: str, *, on: tuple[str, ...]) -> Callable[[React], React]:
    """Register what to do after these verbs ("*" = after every verb). It gets the entry and the thing it is about."""

    def register(function: React) -> React:
        if name in REACTIONS:
            raise ValueError(f"reaction {name} is registered twice")
        REACTIONS[name] = (on, function)
        return function

    return register


def owe(entry: Entry) -> bool:
    """Write down, inside the act's transaction, which reactions this entry is owed; returns whether any."""
    names = [name for name, (verbs, _) in REACTIONS.items() if entry.verb in verbs or "*" in verbs]
    Reaction.objects.bulk_create([Reaction(entry=entry, name=name) for name in names])
    return bool(names)


def drain(limit: int = 10_000) -> int:
    """Run the reactions still owed, oldest first, each in its own transaction; returns how many were done.

    Raises when the machine breaks down; what is owed stays owed until somebody is woken again.
    """
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
    """Run one reaction; a failure is logged and counted and leaves nothing behind.

    A breakdown of the machine is raised: it is no fault of the reaction's, which keeps all its tries.
    """
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
    except Exception as error:
        if is_breakdown(error):
            raise
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

"""Entries (what was done, by whom, to what, because of what), reactions still owed, and answers already given."""

from django.db import models

from towngown.foundation.journal.table import Guarded


class Entry(Guarded):
    """One line of the journal. Details hold refs, numbers, states and dates; never names or free text."""

    verb = models.CharField(max_length=60)
    actor = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    thing_kind = models.CharField(max_length=30, blank=True)
    thing_id = models.BigIntegerField(null=True)
    on_kind = models.CharField(max_length=30, blank=True)
    on_id = models.BigIntegerField(null=True)
    wall = models.BigIntegerField(null=True)  # the partnership; a number, for the relation would point upward
    details = models.JSONField(default=dict)
    cause = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="effects")
    at = models.DateTimeField()

    PRIVACY = dict.fromkeys(
        ["verb", "actor", "thing_kind", "thing_id", "on_kind", "on_id", "wall", "details", "cause", "at"], "kept"
    )

    class Meta:
        indexes = [
            models.Index(fields=["thing_kind", "thing_id", "id"], name="entry_by_thing"),
            models.Index(fields=["on_kind", "on_id", "id"], name="entry_by_on"),
            models.Index(fields=["wall", "id"], name="entry_by_wall"),
        ]


class Reaction(Guarded):
    """What a later chapter owes to an entry. Its writes and its done-mark commit together."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="reactions")
    name = models.CharField(max_length=60)
    done_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)  # since when a worker has it in hand, of one that runs outside
    tries = models.PositiveSmallIntegerField(default=0)

    PRIVACY = dict.fromkeys(["entry", "name", "done_at", "taken_at", "tries"], "kept")

    class Meta:
        constraints = [models.UniqueConstraint(name="reaction_once", fields=["entry", "name"])]
        indexes = [
            models.Index(fields=["id"], name="reaction_owed", condition=models.Q(done_at__isnull=True)),
        ]


class Answer(Guarded):
    """The answer already given to an idempotency key: the same key gets the same answer."""

    key = models.CharField(max_length=64, unique=True)
    actor = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    thing_kind = models.CharField(max_length=30, blank=True)
    thing_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    PRIVACY = dict.fromkeys(["key", "actor", "verb", "thing_kind", "thing_id", "at"], "kept")

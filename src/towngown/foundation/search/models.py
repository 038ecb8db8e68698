"""The index: one row per findable thing, with the audience key of that thing and its words as tokens."""

from typing import ClassVar

from django.db import models

from towngown.foundation.journal.table import Guarded, GuardedQuerySet


class Document(Guarded):
    """One findable thing. `tokens` is what is matched: words and single characters, simplified, separated by spaces."""

    thing_kind = models.CharField(max_length=30)
    thing_id = models.BigIntegerField()
    thing_ref = models.CharField(max_length=10)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    excerpt = models.CharField(max_length=300, blank=True)
    tokens = models.TextField()
    audience_key = models.CharField(max_length=24)
    place_code = models.CharField(max_length=12, blank=True)
    wall = models.BigIntegerField(null=True)
    day = models.DateField(null=True)

    objects: ClassVar = GuardedQuerySet.as_manager()
    PRIVACY = dict.fromkeys(
        ["thing_kind", "thing_id", "thing_ref", "audience_key", "place_code", "wall", "day"], "kept"
    ) | dict.fromkeys(["title_zh", "title_en", "excerpt", "tokens"], "erased")

    class Meta:
        constraints = [models.UniqueConstraint(name="document_once", fields=["thing_kind", "thing_id"])]

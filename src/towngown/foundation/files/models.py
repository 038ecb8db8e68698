"""Files by the hash of their content; the bytes lie in a folder, the row says what they are."""

from typing import ClassVar

from django.db import models

from towngown.foundation.journal.table import GuardedQuerySet, Table
from towngown.kit.actors import Actor


class StoredFileQuerySet(GuardedQuerySet["StoredFile"]):
    def visible_to(self, by: Actor) -> "StoredFileQuerySet":
        """A file is seen through the thing it hangs on; by itself only its uploader finds it."""
        return self if by.sees_all else self.filter(uploaded_by_id=by.id)


class StoredFile(Table):
    """One upload: the name it came with, its type as detected, its size, and the hash under which it lies."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    uploaded_by = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = StoredFileQuerySet.as_manager()
    PRIVACY = dict.fromkeys(
        ["ref", "sha256", "size", "media_type", "width", "height", "uploaded_by", "uploaded_at"], "kept"
    ) | {"name": "erased"}

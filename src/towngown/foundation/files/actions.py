"""Taking files in."""

from contextlib import suppress
from datetime import timedelta
from math import inf
from typing import Annotated, Any

from django.conf import settings
from django.db.models import ProtectedError

from towngown.foundation.files.compute import safe, safe_name
from towngown.foundation.files.models import StoredFile
from towngown.foundation.files.rules import is_known
from towngown.foundation.files.words import ACCEPT
from towngown.foundation.journal.action import action
from towngown.kit import clock, doorway, shelf
from towngown.kit.actors import Actor
from towngown.kit.fields import Text, Upload
from towngown.kit.problems import Problem
from towngown.kit.text import mark

KEPT_BARE = timedelta(days=2)  # how long bytes that no row names any more stay


@action("file.store", label=mark("Add a file"), told=mark("added a file"), may=is_known, offered=False)
def store(
    *,
    by: Actor,
    upload: Annotated[Any, Upload(label=mark("File"), accept=ACCEPT)],
    name: Annotated[str, Text(label=mark("File name"))] = "",
) -> StoredFile:
    """Keep an upload (an open file or bytes) once it is known to be safe; raises a Problem that says what is wrong.

    Pictures lose all metadata. The bytes are on the disk before the row exists; the same content lies there once.
    """
    found = safe(bytes_of(upload))
    return StoredFile.objects.create(
        name=safe_name(name or getattr(upload, "name", "") or "", found.media_type),
        sha256=shelf.put(settings.FILES_ROOT, found.data),
        size=len(found.data),
        media_type=found.media_type,
        width=found.width,
        height=found.height,
        uploaded_by_id=by.id,
    )


def forget_uploads() -> int:
    """Delete the rows of uploads by erased log-ins on which nothing hangs; their bytes go with the next sweep."""
    gone = 0
    for row in StoredFile.objects.filter(uploaded_by__actor_kind="user", uploaded_by__user=None):
        with suppress(ProtectedError), doorway.opened("files.forget"):
            row.delete()
            gone += 1
    return gone


def sweep() -> int:
    """Delete bytes that no row names, once nobody has stored them for two days; returns how many files went."""
    root, before = settings.FILES_ROOT, (clock.now() - KEPT_BARE).timestamp()
    shelf.settle(root, lambda sha256: StoredFile.objects.filter(sha256=sha256).exists())
    named = set(StoredFile.objects.values_list("sha256", flat=True))
    there = {path.name for path in root.glob("??/??/*") if path.stat().st_mtime < before}
    gone = [sha256 for sha256 in sorted(there - named) if shelf.remove(root, sha256, before)]
    for sha256 in gone:
        shelf.remove(settings.THUMBNAILS_ROOT, sha256, before=inf)
    return len(gone)


def bytes_of(upload: Any) -> bytes:
    """All bytes of the upload, at most as many as an instance allows."""
    limit = settings.UPLOAD_LIMIT_BYTES
    data = upload if isinstance(upload, bytes) else upload.read(limit + 1)
    if len(data) > limit:
        raise Problem("files.too_large", limit=limit // 1_000_000)
    return bytes(data)

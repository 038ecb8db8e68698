"""Taking files in."""

from typing import Annotated, Any

from django.conf import settings

from towngown.foundation.files.compute import safe, safe_name
from towngown.foundation.files.models import StoredFile
from towngown.foundation.files.rules import is_known
from towngown.foundation.files.words import ACCEPT
from towngown.foundation.journal.action import action
from towngown.kit import shelf
from towngown.kit.actors import Actor
from towngown.kit.fields import Text, Upload
from towngown.kit.problems import Problem
from towngown.kit.text import mark


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


def bytes_of(upload: Any) -> bytes:
    """All bytes of the upload, at most as many as an instance allows."""
    limit = settings.UPLOAD_LIMIT_BYTES
    data = upload if isinstance(upload, bytes) else upload.read(limit + 1)
    if len(data) > limit:
        raise Problem("files.too_large", limit=limit // 1_000_000)
    return bytes(data)

"""Uploads of forms that were refused: they wait a day for whoever sent them to send the form again. They are no records.

The bytes lie under their hash in a folder of their own; the form carries a signed word for them. 待用上传。
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile

from towngown.foundation.files.actions import bytes_of
from towngown.foundation.files.compute import safe
from towngown.kit import clock, shelf
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem

SALT = "files.waiting"
GOOD_FOR = timedelta(days=1)


class Waiting(ContentFile[bytes]):
    """A file that waits, readable as an upload; `word` brings it back."""

    def __init__(self, data: bytes, name: str, word: str) -> None:
        super().__init__(data, name)
        self.word = word


def keep(by: Actor, session: str, upload: Any) -> Waiting:
    """Let an upload wait, made safe already. Raises what is wrong with it: then there is nothing to keep."""
    upload.seek(0)
    data = safe(bytes_of(upload)).data
    sha256, now = shelf.put(settings.WAITING_ROOT, data), clock.now()
    os.utime(shelf.path_in(settings.WAITING_ROOT, sha256), (now.timestamp(), now.timestamp()))
    until = int((now + GOOD_FOR).timestamp())
    word = signing.dumps([sha256, upload.name, until, by.id, session], salt=SALT)
    return Waiting(data, upload.name, word)


def take(by: Actor, session: str, word: str) -> Waiting:
    """The file that waits under this word, for the same person in the same session. Raises files.no_longer_kept."""
    try:
        sha256, name, until, *who = signing.loads(word, salt=SALT)
        if who == [by.id, session] and until >= clock.now().timestamp():
            return Waiting(shelf.path_in(settings.WAITING_ROOT, sha256).read_bytes(), name, word)
    except (signing.BadSignature, OSError, ValueError):
        pass
    raise Problem("files.no_longer_kept")


def forget() -> int:
    """Delete what nobody can take any more; returns how many files."""
    over = (clock.now() - 2 * GOOD_FOR).timestamp()
    old = [path for path in _files(settings.WAITING_ROOT) if path.stat().st_mtime < over]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _files(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file())

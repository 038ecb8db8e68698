"""Bytes kept under the hash of their content; a name appears only when its bytes are safely on the disk. 内容寻址存储。

What nobody refers to any more is removed only when nobody has put it again for a while: `put` marks what is there
already as put now, and `remove` looks at that mark once the name is out of everybody's reach.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

LEAVING = "leaving-"


def hash_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def path_in(root: Path, sha256: str) -> Path:
    """Where content of this hash lies under the root; two levels of folders keep each small."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return root / sha256[:2] / sha256[2:4] / sha256


def put(root: Path, data: bytes) -> str:
    """Keep the bytes and return their hash. Temporary file, fsync, rename, fsync of the folders; same content once."""
    sha256 = hash_of(data)
    path = path_in(root, sha256)
    if not _put_again(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(root, path, data)
    # Also when it was there already: whoever put it may not have come so far. The root itself may be new, too.
    for folder in (path.parent, path.parent.parent, root, root.parent):
        _sync(folder)
    return sha256


def _put_again(path: Path) -> bool:
    """Mark content that is there as put now; whether it is there."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def remove(root: Path, sha256: str, before: float) -> bool:
    """Delete this content unless it was put at or after `before` (seconds since 1970); whether it went."""
    path, aside = path_in(root, sha256), root / (LEAVING + sha256)
    with suppress(FileNotFoundError):
        if path.stat().st_mtime < before:
            path.replace(aside)
            if aside.stat().st_mtime < before:
                aside.unlink()
                _sync(path.parent)
                return True
            aside.replace(path)
    return False


def settle(root: Path, wanted: Callable[[str], bool]) -> None:
    """What a removal that was interrupted left aside: back to its place if it is wanted, else away."""
    for aside in root.glob(LEAVING + "*"):
        sha256 = aside.name.removeprefix(LEAVING)
        if wanted(sha256):
            aside.replace(path_in(root, sha256))
        else:
            aside.unlink()


def derived(root: Path, sha256: str, make: Callable[[], bytes]) -> Path:
    """Where what was made from the content of this hash lies, in a folder of its own; made when it is not there."""
    path = path_in(root, sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(root, path, make())
    return path


def _write(root: Path, path: Path, data: bytes) -> None:
    """All bytes are on the disk before the name is there."""
    descriptor, temporary = tempfile.mkstemp(dir=root, prefix="incoming-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

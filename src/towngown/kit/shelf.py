"""Bytes kept under the hash of their content; a name appears only when its bytes are safely on the disk. 内容寻址存储。"""

import hashlib
import os
import tempfile
from pathlib import Path


def hash_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def path_in(root: Path, sha256: str) -> Path:
    """Where content of this hash lies under the root; two levels of folders keep each small."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return root / sha256[:2] / sha256[2:4] / sha256


def put(root: Path, data: bytes) -> str:
    """Keep the bytes and return their hash. Temporary file, fsync, rename, fsync of the folder; same content once."""
    sha256 = hash_of(data)
    path = path_in(root, sha256)
    if path.exists():
        return sha256
    _make_folders(root, path.parent)
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
    _sync(path.parent)
    return sha256


def _make_folders(root: Path, folder: Path) -> None:
    """Make the folder, each new level known to the disk."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        if one != root:
            _sync(one.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

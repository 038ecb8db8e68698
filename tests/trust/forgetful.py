"""A disk in memory that loses, when its power is cut, whatever was not fsynced: bytes and names alike.

`python -m tests.trust.forgetful MOUNT STORE` mounts it (FUSE) with what the folder STORE holds. Making a folder with one
of these names on it is an order: `!cut 30` cuts the power, 30 of 100 pages not yet fsynced land all the same, in no
order, and what is left goes back into STORE; `!fail 7` makes every seventh write or fsync fail, `!fail 0` none.
"""

import errno
import os
import random
import shutil
import stat
import sys
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

import mfusepy

PAGE = 4096


@dataclass
class File:
    """What programs read (`live`), what the platter holds (`kept`), and the pages in which they differ."""

    live: bytearray = field(default_factory=bytearray)
    kept: bytearray = field(default_factory=bytearray)
    dirty: set[int] = field(default_factory=set)

    def change(self, offset: int, data: bytes) -> None:
        """Write; a gap before it reads as zeros."""
        start = min(offset, len(self.live))
        self.live.extend(bytes(max(0, offset - len(self.live))))
        self.live[offset : offset + len(data)] = data
        self.dirty.update(range(start // PAGE, (offset + len(data) - 1) // PAGE + 1))

    def cut_to(self, size: int) -> None:
        """Truncate or extend."""
        first = min(size, len(self.live)) // PAGE
        del self.live[size:]
        self.live.extend(bytes(size - len(self.live)))
        self.dirty.update(range(first, max(len(self.live), len(self.kept)) // PAGE + 1))

    def keep(self, pages: set[int]) -> None:
        """Bring these pages to the platter; the size follows the last of them."""
        for page in sorted(pages):
            start, data = page * PAGE, self.live[page * PAGE : (page + 1) * PAGE]
            self.kept.extend(bytes(max(0, start - len(self.kept))))
            self.kept[start : start + len(data)] = data
        self.dirty -= pages

    def sync(self) -> None:
        """All of it, and the right size."""
        self.keep(set(self.dirty))
        del self.kept[len(self.live) :]


@dataclass
class Folder:
    """Names as programs see them and as the platter knows them."""

    live: dict[str, "File | Folder"] = field(default_factory=dict)
    kept: dict[str, "File | Folder"] = field(default_factory=dict)


def load(path: Path) -> Folder:
    """A folder of this machine, all of it on the platter."""
    found: dict[str, File | Folder] = {}
    for one in path.iterdir():
        found[one.name] = load(one) if one.is_dir() else File(bytearray(one.read_bytes()), bytearray(one.read_bytes()))
    return Folder(found, dict(found))


def save(folder: Folder, path: Path) -> None:
    """What the platter knows, back into a folder of this machine."""
    path.mkdir()
    for name, node in folder.kept.items():
        if isinstance(node, Folder):
            save(node, path / name)
        else:
            (path / name).write_bytes(node.kept)


class Disk(mfusepy.Operations):
    """The calls of the kernel. An open file is known by its handle, whatever becomes of its name."""

    use_ns = True

    def __init__(self, store: Path) -> None:
        self.store, self.root = store, load(store)
        self.open_files: dict[int, File] = {}
        self.handles, self.chance = count(1), random.Random(2026)
        self.every, self.written = 0, 0

    def _node(self, path: str) -> File | Folder:
        node: File | Folder = self.root
        for name in PurePosixPath(path).parts[1:]:
            if not isinstance(node, Folder) or name not in node.live:
                raise mfusepy.FuseOSError(errno.ENOENT)
            node = node.live[name]
        return node

    def _place(self, path: str) -> tuple[dict[str, File | Folder], str]:
        """The names beside a path, and its own."""
        one = PurePosixPath(path)
        return self._node(str(one.parent)).live, one.name

    def _opened(self, node: File) -> int:
        handle = next(self.handles)
        self.open_files[handle] = node
        return handle

    def _may_fail(self) -> None:
        self.written += 1
        if self.every and self.written % self.every == 0:
            raise mfusepy.FuseOSError(errno.EIO)

    def _order(self, words: str) -> None:
        what, number = words.split()
        if what == "fail":
            self.every = int(number)
        elif what == "cut":
            self._cut(int(number))

    def _cut(self, landing: int) -> None:
        for file in _files(self.root):
            file.keep({page for page in file.dirty if self.chance.randrange(100) < landing})
        shutil.rmtree(self.store)
        save(self.root, self.store)
        os._exit(0)

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        node = self.open_files.get(fh or 0) or self._node(path)
        if isinstance(node, Folder):
            return {"st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2, "st_uid": os.getuid(), "st_gid": os.getgid()}
        mode = stat.S_IFREG | 0o600
        return {
            "st_mode": mode, "st_nlink": 1, "st_size": len(node.live), "st_uid": os.getuid(), "st_gid": os.getgid()
        }  # fmt: skip

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *self._node(path).live]

    def mkdir(self, path: str, mode: int) -> int:
        names, name = self._place(path)
        if name.startswith("!"):
            self._order(name[1:])
        else:
            names[name] = Folder()
        return 0

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        names, name = self._place(path)
        node = names[name] = File()
        return self._opened(node)

    def open(self, path: str, flags: int) -> int:
        return self._opened(self._node(path))

    def release(self, path: str, fh: int) -> int:
        self.open_files.pop(fh, None)
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self.open_files[fh].live[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self._may_fail()
        self.open_files[fh].change(offset, data)
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        (self.open_files.get(fh or 0) or self._node(path)).cut_to(length)
        return 0

    def unlink(self, path: str) -> int:
        names, name = self._place(path)
        del names[name]
        return 0

    rmdir = unlink

    def rename(self, old: str, new: str) -> int:
        (names, name), (others, other) = self._place(old), self._place(new)
        others[other] = names.pop(name)
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        self._may_fail()
        self.open_files[fh].sync()
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        node = self._node(path)
        node.kept = dict(node.live)
        return 0

    def chmod(self, path: str, mode: int) -> int:
        return 0

    def chown(self, path: str, uid: int, gid: int) -> int:
        return 0

    def utimens(self, path: str, times: Any = None) -> int:
        return 0


def _files(folder: Folder) -> list[File]:
    """Every file whose name is on the platter."""
    return [
        file
        for node in folder.kept.values()
        for file in (_files(node) if isinstance(node, Folder) else [node])
    ]  # fmt: skip


if __name__ == "__main__":
    mfusepy.FUSE(Disk(Path(sys.argv[2])), sys.argv[1], foreground=True, nothreads=True)

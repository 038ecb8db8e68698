"""towngown backup FILE: database, files and key in one tar, as they were at one moment."""

import argparse
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from towngown.config.commands import tables

FORMAT = 1


def main(arguments: list[str]) -> int:
    """0 when the file was written, complete and on disk."""
    parser = argparse.ArgumentParser(prog="towngown backup", description=__doc__)
    parser.add_argument("file", type=Path, help="where to; an existing file is replaced only by a complete backup")
    options = parser.parse_args(arguments)
    import django

    django.setup()
    write(options.file.absolute())
    print(f"{options.file} written ({options.file.stat().st_size} bytes).")
    return 0


def write(target: Path) -> None:
    """The database first, then the files: a file is stored before the row that names it, and never changed."""
    from django.conf import settings

    half = target.with_name(target.name + ".half")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as tar:
        _add(tar, "manifest.json", json.dumps(_manifest()).encode())
        _add(tar, "secret.key", (settings.DATA / "secret.key").read_bytes())
        _add_database(tar)
        if settings.FILES_ROOT.exists():
            tar.add(settings.FILES_ROOT, arcname="files")
        tar.close()
        raw.flush()
        os.fsync(raw.fileno())
    half.replace(target)
    _sync_folder(target.parent)


def _manifest() -> dict[str, object]:
    from django.db import connection

    return {"format": FORMAT, "database": connection.vendor, "at": datetime.now(UTC).isoformat()}


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _add_database(tar: tarfile.TarFile) -> None:
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        for name, content in tables.dump():
            _add(tar, name, content)
        return
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        copy = Path(folder) / "towngown.sqlite3"
        source, sink = sqlite3.connect(settings.DATABASES["default"]["NAME"]), sqlite3.connect(copy)
        source.backup(sink)
        sink.close()
        source.close()
        tar.add(copy, arcname="towngown.sqlite3")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

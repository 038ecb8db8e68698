"""towngown restore FILE: bring a backup back into an empty data folder (and, for PostgreSQL, an empty database)."""

import argparse
import json
import os
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from towngown.config.options import option

FORMAT = 1


def main(arguments: list[str]) -> int:
    """0 when everything is back; 1 with one sentence, and nothing touched, when it cannot be."""
    parser = argparse.ArgumentParser(prog="towngown restore", description=__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    data: Path = option("DATA").absolute()
    vendor = "postgresql" if option("DATABASE_URL") else "sqlite"
    with tarfile.open(options.file) as tar:
        refusal = _refusal(tar, data, vendor)
        if refusal:
            print(refusal, file=sys.stderr)
            return 1
        _files(tar, data)
        if vendor == "postgresql":
            _tables(tar)
    _sync(data)
    print(f"{options.file} is back in {data}.")
    return 0


def _refusal(tar: tarfile.TarFile, data: Path, vendor: str) -> str:
    manifest = json.loads(_read(tar, "manifest.json"))
    if manifest["format"] != FORMAT:
        return f"This backup has the format {manifest['format']}; this version reads format {FORMAT}."
    if manifest["database"] != vendor:
        return f"This backup is of {manifest['database']}; this instance uses {vendor}."
    kept = [path.name for path in data.iterdir() if path.name != "static"] if data.exists() else []
    return f"{data} is not empty ({', '.join(sorted(kept)[:3])}); nothing was touched." if kept else ""


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    if file is None:
        raise SystemExit(f"{name} is missing in the backup.")
    return file.read()


def _files(tar: tarfile.TarFile, data: Path) -> None:
    """Key, files and embedded database; tarfile's filter refuses whatever would leave the folder."""
    data.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in tar.getmembers() if one.name.split("/")[0] in ("secret.key", "files", "towngown.sqlite3")]
    tar.extractall(data, members=wanted, filter="data")


def _tables(tar: tarfile.TarFile) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from towngown.config.commands import tables

    if connection.introspection.table_names():
        raise SystemExit("The database is not empty; only the data folder was filled.")
    call_command("migrate", verbosity=0, interactive=False)
    columns = json.loads(_read(tar, "tables.json"))
    tables.load(columns, _copies(tar, columns))


def _copies(tar: tarfile.TarFile, columns: dict[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    for table in columns:
        yield table, _read(tar, f"tables/{table}.copy")


def _sync(data: Path) -> None:
    """Everything is on disk before we say so."""
    for path in [data, *data.rglob("*")]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

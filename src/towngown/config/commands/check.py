"""towngown check: settings, tables, audiences, files and work owed; one line for whatever is not as it should be."""

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> int:
    """0 when all is well, 1 after naming what is not."""
    parser = argparse.ArgumentParser(prog="towngown check", description=__doc__)
    parser.parse_args(arguments)
    import django

    django.setup()
    wrong = [line for look in LOOKS for line in look()]
    print("\n".join(wrong) if wrong else "All is well.")
    return 1 if wrong else 0


def settings_and_tables() -> Iterator[str]:
    """Django's own checks, and tables that are behind the code."""
    from django.core import checks
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    yield from (str(one) for one in checks.run_checks() if one.level >= checks.WARNING)
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        yield f"The tables are {len(behind)} steps behind: run towngown migrate."


def database() -> Iterator[str]:
    """What the database itself finds: damaged pages and relations that point nowhere."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            yield from (f"Database: {row[0]}" for row in cursor.fetchall() if row[0] != "ok")
            cursor.execute("PRAGMA foreign_key_check")
            yield from (f"{row[0]} row {row[1]} points at a missing {row[2]}" for row in cursor.fetchall())


def audiences() -> Iterator[str]:
    """Who may see a row follows from its audience: counted again for every row."""
    from django.apps import apps

    for model in apps.get_models():
        if hasattr(model, "key_of_audience"):
            for row in model._default_manager.only("id", "audience", "audience_key", "partnership_id", "own_party_id"):
                if row.audience_key != row.key_of_audience():
                    yield f"{model.__name__} {row.pk} is open to {row.audience_key}, not to {row.key_of_audience()}"


def files() -> Iterator[str]:
    """Every stored file is there and is what its hash says."""
    from django.apps import apps

    from towngown.foundation.files.queries import path_of

    for row in apps.get_model("files", "StoredFile")._default_manager.order_by("pk").iterator():
        why = _why(path_of(row), row)
        if why:
            yield f"File {row.ref} {why}."


def _why(path: Path, row: Any) -> str:
    if not path.exists():
        return "is missing"
    with path.open("rb") as file:
        return "" if hashlib.file_digest(file, "sha256").hexdigest() == row.sha256 else "is not what it was"


def owed() -> Iterator[str]:
    """Reactions that failed and are still owed."""
    from django.apps import apps

    stuck = apps.get_model("journal", "Reaction")._default_manager.filter(done_at=None, tries__gt=0).count()
    if stuck:
        yield f"{stuck} reactions failed and are still owed; see the log, then run towngown tick."


def sums() -> Iterator[str]:
    """What the claims add up to, counted again from their accounts."""
    from towngown.domain.evidence.queries import recount

    yield from (f"Sum of a claim differs from its accounts: {one}" for one in recount())


LOOKS = (settings_and_tables, database, audiences, sums, files, owed)

"""PostgreSQL's tables as text, out of one moment and back in, without a client program."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
COLUMNS = """
    SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position)
    FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
    GROUP BY c.table_name ORDER BY c.table_name
"""


def dump() -> Iterator[tuple[str, bytes]]:
    """(name in the archive, content) of the list of columns and of every table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        columns = _columns(cursor)
        yield "tables.json", json.dumps(columns).encode()
        for table, names in columns.items():
            with cursor.copy(f"COPY {_quoted(table, names)} TO STDOUT") as copy:
                yield f"tables/{table}.copy", b"".join(bytes(piece) for piece in copy)


def load(columns: dict[str, list[str]], content: Iterator[tuple[str, bytes]]) -> None:
    """Replace what the migrations put into the tables by the backup's rows, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        here = _columns(cursor)
        strange = sorted(table for table, names in columns.items() if set(names) != set(here.get(table, ())))
        if strange:
            raise SystemExit(f"The backup is of another version of Towngown; these tables differ: {', '.join(strange)}")
        cursor.execute("TRUNCATE " + ", ".join(connection.ops.quote_name(table) for table in here))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, text in content:
            with cursor.copy(f"COPY {_quoted(table, columns[table])} FROM STDIN") as copy:
                copy.write(text)
        _set_sequences(cursor)


def _columns(cursor: Any) -> dict[str, list[str]]:
    cursor.execute(COLUMNS)
    return dict(cursor.fetchall())


def _quoted(table: str, names: list[str]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(quote(name) for name in names)})"


def _set_sequences(cursor: Any) -> None:
    from django.apps import apps

    models = list(apps.get_models(include_auto_created=True))
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)

"""The part of search that differs by database: SQLite's FTS5 and PostgreSQL's tsvector over `Document.tokens`.

SQLite: an external-content table `search_words` kept in step by triggers on `search_document`. A later migration that
rebuilds `search_document` drops those triggers with the old table: it must run `install` again.
PostgreSQL: a stored column `words` computed from `tokens`, with a GIN index. Neither keeps positions.
"""

import json
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BooleanField, F, Func

from towngown.foundation.search.compute import Condition, Token

SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(tokens, content='search_document', content_rowid='id',"
    " detail='none', tokenize=\"ascii tokenchars '_'\", prefix='2 3')",
    "CREATE TRIGGER IF NOT EXISTS search_added AFTER INSERT ON search_document BEGIN"
    " INSERT INTO search_words(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER IF NOT EXISTS search_removed AFTER DELETE ON search_document BEGIN"
    " INSERT INTO search_words(search_words, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
    "CREATE TRIGGER IF NOT EXISTS search_changed AFTER UPDATE OF tokens ON search_document BEGIN"
    " INSERT INTO search_words(search_words, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
    " INSERT INTO search_words(rowid, tokens) VALUES (new.id, new.tokens); END",
    "INSERT INTO search_words(search_words) VALUES ('rebuild')",
)
SQLITE_AWAY = (
    "DROP TRIGGER IF EXISTS search_added",
    "DROP TRIGGER IF EXISTS search_removed",
    "DROP TRIGGER IF EXISTS search_changed",
    "DROP TABLE IF EXISTS search_words",
)
POSTGRESQL = (
    "ALTER TABLE search_document ADD COLUMN words tsvector GENERATED ALWAYS AS"
    " (array_to_tsvector(array_remove(string_to_array(tokens, ' '), ''))) STORED",
    "CREATE INDEX search_words ON search_document USING gin (words)",
)
POSTGRESQL_AWAY = ("ALTER TABLE search_document DROP COLUMN words",)


def install(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of this database."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def remove(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    for statement in SQLITE_AWAY if editor.connection.vendor == "sqlite" else POSTGRESQL_AWAY:
        editor.execute(statement)


def newest(condition: Condition, limit: int) -> list[int]:
    """The ids of matching documents, newest first; costs no more for frequent words than for rare ones."""
    if _sqlite():
        sql = "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s"
    else:
        sql = "SELECT id FROM search_document WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s"
    return _ids(sql, condition, limit)


def more_than(number: int, condition: Condition) -> bool:
    """Whether more documents match; stops counting there."""
    if _sqlite():
        sql = "SELECT rowid FROM search_words WHERE search_words MATCH %s LIMIT 1 OFFSET %s"
    else:
        sql = "SELECT id FROM search_document WHERE words @@ %s::tsquery LIMIT 1 OFFSET %s"
    return bool(_ids(sql, condition, number))


def things(condition: Condition, limit: int) -> list[int]:
    """The ids of the things, of one kind by the condition, whose documents match; in no order."""
    if _sqlite():
        found = "SELECT rowid FROM search_words WHERE search_words MATCH %s LIMIT %s"
    else:
        found = "SELECT id FROM search_document WHERE words @@ %s::tsquery LIMIT %s"
    return _ids(f"SELECT thing_id FROM search_document WHERE id IN ({found})", condition, limit)


def read(ids: list[int]) -> list[tuple[Any, ...]]:
    """(id, kind and id of the thing, titles, excerpt, day) of these documents, in no order. Who asks has put what the
    viewer may see into the condition that found them. Asked in plain SQL: up to seventy-five rows for every question."""
    columns = "id, thing_kind, thing_id, title_zh, title_en, excerpt, day"
    among = "IN (SELECT value FROM json_each(%s))" if _sqlite() else "= ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM search_document WHERE id {among}", [json.dumps(ids) if _sqlite() else ids]
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


class Holds(Func):
    """A condition for the rows of a table with this kind: that the row's own document matches, looked at row by row."""

    output_field = BooleanField()

    def __init__(self, kind: str, condition: Condition) -> None:
        super().__init__(F("pk"))
        self.kind, self.condition = kind, condition

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[str | int, ...]]:
        words = [[f" {one.text}{'' if one.beginning else ' '}" for one in group] for group in self.condition]
        matches = " AND ".join(
            "(" + " OR ".join(["INSTR(' ' || own.tokens || ' ', %s)"] * len(group)) + ")" for group in words
        )
        return self._sql(compiler, matches, [word for group in words for word in group])

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, tuple[str | int, ...]]:
        return self._sql(compiler, "own.words @@ %s::tsquery", [written(self.condition, "postgresql")])

    def _sql(self, compiler: Any, matches: str, asked: list[str]) -> tuple[str, tuple[str | int, ...]]:
        pk, _params = compiler.compile(self.source_expressions[0])
        own = f"SELECT 1 FROM search_document AS own WHERE own.thing_kind = %s AND own.thing_id = {pk} AND {matches}"
        return f"EXISTS ({own})", (self.kind, *asked)


def best(condition: Condition, limit: int) -> list[int]:
    """The ids of matching documents, best first (BM25, ts_rank); looks at every match, so only for few."""
    if _sqlite():
        sql = "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rank, rowid DESC LIMIT %s"
    else:
        sql = (
            "SELECT id FROM search_document, (SELECT %s::tsquery AS asked) AS query WHERE words @@ asked"
            " ORDER BY ts_rank(words, asked, 1) DESC, id DESC LIMIT %s"
        )
    return _ids(sql, condition, limit)


def _sqlite() -> bool:
    return bool(connection.vendor == "sqlite")


def _ids(sql: str, condition: Condition, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [written(condition, connection.vendor), limit])
        return [row[0] for row in cursor.fetchall()]


def written(condition: Condition, vendor: str) -> str:
    """The condition in the query language of the database; every token is quoted, so none can be an operator."""
    quote, star, any_of, all_of = ('"', " *", " OR ", " AND ") if vendor == "sqlite" else ("'", ":*", " | ", " & ")

    def one(token: Token) -> str:
        text = token.text.replace(quote, "").replace("\\", "")
        return f"{quote}{text}{quote}{star if token.beginning else ''}"

    return all_of.join("(" + any_of.join(one(token) for token in group) + ")" for group in condition)

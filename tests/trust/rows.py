"""Run on a site: every row of every table, as text. Prints JSON."""

import json

import django


def main() -> None:
    """{table: its rows in order}."""
    django.setup()
    from django.db import connection

    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows[table] = [[str(value) for value in row] for row in cursor.fetchall()]
    print(json.dumps(rows))


if __name__ == "__main__":
    main()

"""Run on a site: every row of every table, as text, and what the sessions hold. Prints JSON."""

import json

import django


def main() -> None:
    """{table: its rows in order}, and under "sessions" the sessions in plain."""
    django.setup()
    from django.contrib.sessions.models import Session
    from django.db import connection

    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows[table] = [[str(value) for value in row] for row in cursor.fetchall()]
    rows["sessions"] = [[str(one.get_decoded())] for one in Session.objects.order_by("pk")]
    print(json.dumps(rows, ensure_ascii=False))


if __name__ == "__main__":
    main()

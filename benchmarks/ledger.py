"""The ledger of every agreement at once, from query to arrays, against reading the same rows with a bare cursor.

Run: python -m benchmarks.ledger [agreements] [activities]. On a temporary SQLite: 1 000 agreements of 6 promises over
10 years from 200 000 activities. Prints one JSON line. `ratio_to_reading_rows` divides the time from query to arrays
(state, reason, deciding activity of all cells) by that of executing and fetching the same four statements. Both are
medians of alternating rounds in one run; before timing, the cells of a sample are checked against a slow count.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

AGREEMENTS, ACTIVITIES, PROMISES, ROUNDS = 1_000, 200_000, 6, 7
FIRST, TODAY = date(2017, 1, 1), date(2026, 11, 22)
BATCH = 5_000


def fill(agreements: int, activities: int) -> None:
    """Everything as rows past the verbs, which is allowed to benchmarks."""
    from towngown.domain.agreements.models import Agreement, Promise
    from towngown.domain.partnerships.models import ActivityKind, Partnership
    from towngown.kit import doorway

    with doorway.opened("benchmark"):
        wall = Partnership.objects.create(slug="bench", title_zh="基准", nature="invented", record_from=FIRST)
        common = {"partnership": wall, "audience_key": f"p{wall.pk}"}
        made = Agreement.objects.bulk_create(
            [Agreement(title_zh=f"协议{n}", state="in_force", **common) for n in range(agreements)], batch_size=BATCH
        )
        kind = ActivityKind.objects.get(code="salon")
        rules = ["both_sides", "any_record"]
        promises = Promise.objects.bulk_create(
            [
                Promise(agreement=one, activity_kind=kind, title_zh=f"承诺{n}", first_day=FIRST,
                        minimum=1 + n % 3, evidence_rule=rules[n % 2], **common)
                for one in made for n in range(PROMISES)
            ], batch_size=BATCH,
        )  # fmt: skip
        _activities(activities, promises, kind, common)


def _activities(count: int, promises: list[Any], kind: Any, common: dict[str, Any]) -> None:
    """Activities on random days with random support, each serving one random promise."""
    from towngown.domain.activities.models import Activity, Serves
    from towngown.domain.evidence.models import Claim

    dice = random.Random(20261122)
    days = (TODAY - FIRST).days
    for _ in range(0, count, BATCH):
        claims = Claim.objects.bulk_create(
            [Claim(claim_kind="activity", support=dice.randrange(64), lower=30, **common) for _ in range(BATCH)]
        )
        held = [FIRST + timedelta(days=dice.randrange(days)) for _ in claims]
        rows = Activity.objects.bulk_create(
            [
                Activity(claim=claim, activity_kind=kind, state="held", title_zh="活动", first_day=day, last_day=day,
                         precision="day", **common)
                for claim, day in zip(claims, held, strict=True)
            ]
        )  # fmt: skip
        Serves.objects.bulk_create(
            [Serves(activity=row, promise=dice.choice(promises), confirmed=True) for row in rows]
        )


def seconds(work: Callable[[], object]) -> float:
    """How long one round takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(statements: list[Any]) -> list[int]:
    """Execute and fetch the statements with a cursor; how many rows each gave."""
    from django.db import connection

    counts = []
    with connection.cursor() as cursor:
        for sql, params, _width in statements:
            cursor.execute(sql, params)
            counts.append(len(cursor.fetchall()))
    return counts


def differing(rows: Any, sample: int) -> int:
    """How many of the first cells hold another number than a plain query counts."""
    from towngown.domain.activities.models import Serves
    from towngown.kit.periods import day_of

    wrong = 0
    for at in range(0, len(rows.cells.first), max(len(rows.cells.first) // sample, 1)):
        first, last = day_of(int(rows.cells.first[at])), day_of(int(rows.cells.last[at]))
        promise = int(rows.promise_ids[rows.cells.promise[at]])
        counted = Serves.objects.filter(
            promise_id=promise, activity__last_day__gte=first, activity__last_day__lte=last
        ).count()
        wrong += counted != int(rows.outcome.held[at])
    return wrong


def main(agreements: int, activities: int) -> None:
    """Fill, check, measure alternately, print."""
    from django.core.management import call_command

    from benchmarks import machine
    from towngown.domain.outcomes.queries.rows import compute, statements
    from towngown.foundation.accounts.queries import clock

    call_command("migrate", verbosity=0)
    fill(agreements, activities)
    by = clock()

    def ours() -> Any:
        return compute(by, TODAY, FIRST, date(2026, 12, 31))

    asked = statements(by)
    rows, counts = ours(), bare(asked)
    wrong = differing(rows, 50)
    times = [(seconds(ours), seconds(lambda: bare(asked))) for _ in range(ROUNDS)]
    mine, reading = (statistics.median(column) for column in zip(*times, strict=True))
    result = {
        "benchmark": "ledger", "agreements": agreements, "activities": activities, "cells": len(rows.cells.first),
        "rows_read": dict(zip(("promises", "serves", "waivers", "closings"), counts, strict=True)),
        "query_to_arrays_s": round(mine, 4), "reading_rows_s": round(reading, 4),
        "ratio_to_reading_rows": round(mine / reading, 3), "cells_differing_from_plain_count": wrong,
        **machine.limits(Path(os.environ["TOWNGOWN_DATA"])),
    }  # fmt: skip
    print(json.dumps(result, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TOWNGOWN_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
        import django

        django.setup()
        given = [int(one) for one in sys.argv[1:3]]
        main(*(given + [AGREEMENTS, ACTIVITIES][len(given) :]))

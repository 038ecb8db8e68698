"""A term of orders as stored rows, and the way from them to a published round.

    python -m benchmarks.stored [--orders 10000] [--teachers 400] [--seed 3]

Prints one JSON line: seconds of each step (read, work out, explain, write, publish) and the share of each part, the ratio
to reading and writing the same rows plainly, an illness re-planned end to end, and what was checked on the stored rows:
nobody in two places, no unit twice, no cap broken. `fill` is also what the browser stories take their ten thousand orders
from. Names, places and coordinates are made up by the seed.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

FIRST = date(2026, 9, 7)
WEEKS = 18
TOWNS, VILLAGES = 13, 53
SHELVES, COURSES = 5, 8
COUNTY = "429901"


def place_codes() -> list[str]:
    """The villages, 44 a town."""
    return [f"{COUNTY}{100 + town}{200 + village}" for town in range(TOWNS) for village in range(VILLAGES)]


def spots() -> list[tuple[str, int, int]]:
    """Towns five kilometres apart, in rows of four; villages up to two kilometres around them."""
    dice, found = random.Random(1), []
    for town in range(TOWNS):
        east, north = town % 4 * 5_000, town // 4 * 5_000
        found.append((f"{COUNTY}{100 + town}", east, north))
        for village in range(VILLAGES):
            code = f"{COUNTY}{100 + town}{200 + village}"
            found.append((code, east + dice.randint(-2_000, 2_000), north + dice.randint(-2_000, 2_000)))
    return found


def fill(
    partnership: Any,
    party: Any,
    organisation: Any,
    orders: int,
    teachers: int = 400,
    seed: int = 3,
    first: date = FIRST,
) -> None:
    """Spots, a menu, teachers, and released orders for eighteen weeks from a Monday; the same for the same numbers."""
    from towngown.domain.orders import actions
    from towngown.foundation.accounts.queries import importer

    dice = random.Random(seed)
    actions.load_spots(by=importer(), partnership=partnership, spots=spots(), generated=True)
    shelves = _menu(partnership)
    _teachers(partnership, shelves, teachers, dice)
    offers = [one for shelf in shelves for one in shelf]
    rows = [_ordered(number, offers, dice, first) for number in range(orders)]
    actions.load(by=importer(), partnership=partnership, rows=rows, party=party, organisation=organisation)


def _menu(partnership: Any) -> list[list[Any]]:
    from towngown.domain.orders import actions
    from towngown.foundation.accounts.queries import importer

    found, given = [], {"by": importer(), "partnership": partnership}
    for shelf in range(SHELVES):
        category = actions.record_category(**given, key=f"shelf-{shelf}", title_zh=f"第{shelf + 1}类", order=shelf)
        found.append([
            actions.record_offer(**given, key=f"course-{shelf}-{number}", title_zh=f"课程{shelf + 1}-{number + 1}",
                                 category=category, state="offered", quantity="10–40")
            for number in range(COURSES)
        ])  # fmt: skip
    return found


def _teachers(partnership: Any, shelves: list[list[Any]], count: int, dice: random.Random) -> None:
    """Straight into the tables, as benchmarks may; one teacher in twenty is an expert."""
    from towngown.domain.orders.models import Teacher, Teaches
    from towngown.foundation.people.models import Person
    from towngown.kit import doorway
    from towngown.kit.actors import partnership_key

    key = partnership_key(partnership.pk)
    with doorway.opened("benchmark"):
        people = Person.objects.bulk_create(
            [Person(name=f"教师{number + 1:03}", invented=True) for number in range(count)]
        )
        made = Teacher.objects.bulk_create([
            Teacher(partnership=partnership, audience_key=key, person=person, place_code=dice.choice(place_codes()),
                    teacher_kind="expert" if number % 20 == 19 else "teacher",
                    reach_m=dice.choice((4_000, 6_000, 8_000, 12_000)), week_cap=dice.choice((2, 3, 3, 4)),
                    term_cap=dice.randint(22, 40), half_days=_times(dice))
            for number, person in enumerate(people)
        ])  # fmt: skip
        gives = []
        for teacher in made:
            offers = [one for shelf in dice.sample(shelves, dice.choice((1, 1, 2))) for one in shelf]
            gives += [Teaches(teacher=teacher, offer=one) for one in dice.sample(offers, dice.randint(3, 6))]
        Teaches.objects.bulk_create(gives, batch_size=1_000)


def _times(dice: random.Random) -> int:
    mask = sum(1 << bit for bit in range(14) if dice.random() < (0.6 if bit < 10 else 0.15))
    return mask or 1


def _ordered(number: int, offers: list[Any], dice: random.Random, first: date) -> Any:
    """One to four wished half-days within two weeks; two in five ask for one of three courses."""
    from towngown.domain.orders.actions import Ordered
    from towngown.kit.halfdays import HalfDay

    start = first + timedelta(days=7 * dice.randrange(WEEKS - 1))
    wishes = {
        HalfDay(start + timedelta(days=dice.choice((0, 1, 2, 3, 4, 7, 8, 9, 10, 11))), dice.choice(("am", "am", "pm"))): None
        for _ in range(dice.choice((2, 2, 3, 4)))
    }  # fmt: skip
    return Ordered(
        key=f"stored-{number:06}", offer=offers[dice.randrange(3) * 8] if dice.random() < 0.42 else dice.choice(offers),
        place_code=dice.choice(place_codes()), placed_on=first - timedelta(days=dice.randint(5, 25)),
        wishes=tuple(wishes), urgent=dice.random() < 0.03,
    )  # fmt: skip


def span(first: date = FIRST) -> tuple[date, date]:
    """The first and last day of the term that begins on this Monday."""
    return first, first + timedelta(days=7 * WEEKS - 1)


class Stopwatch:
    """Seconds by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, step: str, work: Callable[[], Any]) -> Any:
        """Do it and remember how long it took."""
        start = time.perf_counter()
        result = work()
        self.seconds[f"{step}_seconds"] = round(time.perf_counter() - start, 3)
        return result


def end_to_end(orders: int, teachers: int = 400, seed: int = 3) -> dict[str, Any]:
    """Fill an instance of its own, then measure from its rows to the published round."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TOWNGOWN_DATA": folder, "DJANGO_SETTINGS_MODULE": "towngown.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from towngown.kit import clock

        call_command("migrate", verbosity=0)
        with clock.set_to(FIRST - timedelta(days=7)):
            return _measured(orders, teachers, seed)


def _measured(orders: int, teachers: int, seed: int) -> dict[str, Any]:
    from tests.fixtures import small_world
    from towngown.domain.matching import actions, queries
    from towngown.domain.matching.compute import Settings, figures, left_of, pack, proof_of, visits_of, work_out
    from towngown.foundation.accounts.queries import clock

    world, watch = small_world(), Stopwatch()
    watch("fill", lambda: fill(world.partnership, world.parties["locality"], world.village, orders, teachers, seed))
    first, last = span()
    given = {"partnership": world.partnership, "first_day": first, "last_day": last}
    round_ = actions.open_round(by=world.campus, **given)
    scenario = actions.add_scenario(by=world.campus, round_=round_)
    asked = watch("read", lambda: queries.asked(scenario))
    solved = work_out(asked, Settings())  # compiled now, if it was not yet, and so is what says why
    left_of(solved)
    begun: list[float] = []
    solved = watch("work_out", lambda: work_out(asked, Settings(), lambda step: begun.append(time.perf_counter())))
    come = visits_of(solved)
    left = watch("explain", lambda: left_of(solved))
    numbers = figures(asked.units, come, left, asked.missed, len(asked.supply)) | proof_of(solved)
    plan = {"come": come, "left": left, "figures": numbers, "proof": pack(solved.facts, solved.plan, True)}
    watch("write", lambda: actions.finish_scenario(by=clock(), scenario=scenario, **plan))
    watch("publish", lambda: actions.publish_scenario(by=world.campus, scenario=scenario))
    said = {"served": len(come), "left": len(left), "proof_kb": len(plan["proof"]) // 1024}
    said |= _shares(watch.seconds, begun[1] - begun[0]) | plainly()
    said["ratio_to_plain"] = round(
        said["total_seconds"] / (said["plain_read_seconds"] + said["plain_write_seconds"]), 1
    )
    return watch.seconds | said | _ill(scenario) | checked(scenario)


def _shares(seconds: dict[str, float], building: float) -> dict[str, Any]:
    """The whole way in seconds, and the share of each part of it."""
    parts = {
        "reading": seconds["read_seconds"], "building": building, "solving": seconds["work_out_seconds"] - building,
        "writing": seconds["write_seconds"] + seconds["publish_seconds"], "explaining": seconds["explain_seconds"],
    }  # fmt: skip
    total = sum(parts.values())
    shares = {name: round(part / total, 3) for name, part in parts.items()}
    return {"total_seconds": round(total, 2), "shares": shares}


# What the way reads, and what it writes, to the last row of the journal.
READ = ("orders_order", "orders_wish", "orders_teacher", "orders_teaches", "orders_absence", "orders_spot")
WRITTEN = ("matching_dispatch", "matching_unserved", "journal_entry", "journal_reaction")


def plainly() -> dict[str, Any]:
    """Seconds of reading the same rows with a bare cursor, and of writing as many of the same shape in one transaction."""
    from django.db import connection, transaction

    watch = Stopwatch()
    with connection.cursor() as cursor:
        watch("plain_read", lambda: [_rows(cursor, table) for table in READ])
        rows = {table: _rows(cursor, table) for table in WRITTEN}
        for table in WRITTEN:
            cursor.execute(f"CREATE TABLE plain_{table} AS SELECT * FROM {table} WHERE 1 = 0")

        def write() -> None:
            with transaction.atomic():
                for table, given in rows.items():
                    marks = ", ".join(["%s"] * len(given[0]))
                    cursor.executemany(f"INSERT INTO plain_{table} VALUES ({marks})", given)

        watch("plain_write", write)
    return watch.seconds | {"rows_written": sum(len(given) for given in rows.values())}


def _rows(cursor: Any, table: str) -> list[Any]:
    cursor.execute(f"SELECT * FROM {table}")
    return list(cursor.fetchall())


def _ill(scenario: Any) -> dict[str, Any]:
    """The busiest teacher is ill for a week: from stored rows to written ones, re-planned."""
    from towngown.domain.matching.models import Dispatch
    from towngown.domain.orders import actions as orders
    from towngown.domain.orders.models import Teacher
    from towngown.foundation.accounts.queries import importer
    from towngown.foundation.journal.outbox import REACTIONS

    busiest = Counter(Dispatch.objects.filter(scenario=scenario).values_list("teacher", flat=True)).most_common(1)[0][0]
    teacher, before = Teacher.objects.get(pk=busiest), Dispatch.objects.count()
    visits = Dispatch.objects.filter(scenario=scenario, teacher=busiest).order_by("day").values_list("day", flat=True)
    orders.away(by=importer(), teacher=teacher, first_day=visits[0], last_day=visits[0] + timedelta(days=6))
    _compile_replanning()
    watch, replan = Stopwatch(), REACTIONS["matching.after_absence"][1]
    begun = time.process_time()
    watch("ill", lambda: replan(None, teacher))  # type: ignore[arg-type]  # it does not look at the entry
    watch.seconds["ill_processor_seconds"] = round(time.process_time() - begun, 3)
    lost = Dispatch.objects.filter(state="lifted").count()
    return watch.seconds | {"ill_lost": lost, "ill_new": Dispatch.objects.count() - before}


def _compile_replanning() -> None:
    """As in a worker that has re-planned before: what is compiled was read already."""
    from benchmarks.rounds import drawn
    from towngown.kit.matching import Absent, build, replan, solve

    orders, teachers, step = drawn(50, seed=1)
    small = build(orders, teachers, step)
    replan(small, solve(small), Absent(0, (0,)))


def checked(scenario: Any) -> dict[str, Any]:
    """What the stored rows say: SystemExit when somebody is in two places, a unit is served twice, or a cap is broken."""
    from towngown.domain.matching.compute import monday_of
    from towngown.domain.matching.models import Dispatch
    from towngown.domain.matching.words import LIVE
    from towngown.domain.orders.models import Teacher

    rows = list(
        Dispatch.objects.filter(scenario=scenario, state__in=LIVE).values_list(
            "order", "unit", "teacher", "day", "half"
        )
    )
    caps = {pk: (week, term) for pk, week, term in Teacher.objects.values_list("pk", "week_cap", "term_cap")}
    weeks = Counter((who, monday_of(day)) for _, _, who, day, _ in rows)
    broken = {
        "unit twice": len(rows) - len({row[:2] for row in rows}),
        "two places": len(rows) - len({row[2:] for row in rows}),
        "week cap": sum(count > caps[who][0] for (who, _), count in weeks.items()),
        "term cap": sum(count > caps[who][1] for who, count in Counter(row[2] for row in rows).items()),
    }
    if any(broken.values()):
        raise SystemExit(f"broken: {broken}")
    return {"standing": len(rows), "broken": 0}


def main() -> None:
    """Fill, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--orders", type=int, default=10_000)
    asked.add_argument("--teachers", type=int, default=400)
    asked.add_argument("--seed", type=int, default=3)
    given = asked.parse_args()
    said = {"benchmark": "dispatch from stored rows", "orders": given.orders, "teachers": given.teachers}
    said |= end_to_end(given.orders, given.teachers, given.seed)
    print(json.dumps(said | {"load": round(os.getloadavg()[0], 1)}))


if __name__ == "__main__":
    main()

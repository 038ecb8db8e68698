"""Two acts at once, each in its own connection: the later one begins while the earlier one is done but not yet kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from towngown.kit import clock

PATIENCE = 60.0  # seconds, then something hangs
HEAD_START = 1.0  # so long the earlier one stays open; whoever does not wait for it is through by then


def needs_two_writers(test: Any) -> Any:
    """Only where two can write at once."""
    alone = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
    return alone(pytest.mark.django_db(transaction=True)(test))


def overlapping(day: date, earlier: Callable[[], Any], later: Callable[[], Any]) -> list[Any]:
    """What each of the two gives back, on this day."""
    done, kept = Event(), Event()

    def first() -> Any:
        try:
            with transaction.atomic():
                given = earlier()
                done.set()
                kept.wait(PATIENCE)
                return given
        finally:
            done.set()

    def alone(act: Callable[[], Any]) -> Any:
        try:
            with clock.set_to(day):
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        one = both.submit(alone, first)
        done.wait(PATIENCE)
        other = both.submit(alone, later)
        wait([other], HEAD_START)
        kept.set()
        return [one.result(PATIENCE), other.result(PATIENCE)]

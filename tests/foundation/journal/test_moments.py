"""A moment of the journal changes whenever what can be read may have changed, and only then."""

import pytest
from django.db import connection, connections

from towngown.foundation.journal import moments
from towngown.foundation.journal.models import Entry
from towngown.kit import clock, doorway


def write(by) -> Entry:
    with doorway.opened("test"):
        return Entry.objects.create(verb="need.raise", actor_id=by.id, at=clock.now(), details={}, wall=7)


def test_an_entry_is_a_new_moment_of_all_and_of_its_partnership(world):
    before, there = moments.now(), moments.of_walls()
    entry = write(world.keeper)
    assert moments.now() != before
    assert moments.of_walls() == there | {7: (entry.pk, "")}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
def test_whoever_is_writing_belongs_to_the_moment():
    before = moments.now()
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE journal_entry IN ROW EXCLUSIVE MODE")
        during = moments.now()
        other.rollback()
    finally:
        other.close()
    assert (during[0], during != before, moments.now()) == (before[0], True, before)

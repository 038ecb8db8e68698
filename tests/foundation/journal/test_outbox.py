"""Reactions: run once, counted when they fail, kept when the machine fails."""

import errno
import logging
from datetime import timedelta

import pytest
from django.db import connection, connections

from tests.races import needs_two_writers
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.journal import outbox, tasks
from towngown.foundation.journal.models import Entry, Reaction
from towngown.kit import clock, doorway


@pytest.fixture
def reacting(monkeypatch, world):
    """reacting(function) → the reaction owed for one act, run by this function from now on."""

    def begin(function) -> Reaction:
        monkeypatch.setattr(outbox, "REACTIONS", {"test.react": (("area.name",), function)})
        partnerships.name_area(by=world.office, partnership=world.partnership, title_zh="茶")
        return Reaction.objects.get(name="test.react")

    outbox.drain()
    return begin


def fail(error: Exception):
    def react(entry, thing):
        raise error

    return react


def test_a_reaction_runs_once(reacting):
    ran = []
    reacting(lambda entry, thing: ran.append(thing.title_zh))
    assert (outbox.drain(), outbox.drain(), ran) == (1, 0, ["茶"])


def test_a_reaction_that_fails_is_tried_so_often_and_no_more(reacting):
    logging.disable(logging.CRITICAL)
    row = reacting(fail(ValueError()))
    for _ in range(outbox.MOST_TRIES + 2):
        outbox.drain()
    logging.disable(logging.NOTSET)
    row.refresh_from_db()
    assert (row.tries, row.done_at, outbox.anything_owed()) == (outbox.MOST_TRIES, None, False)


def test_a_reaction_keeps_its_tries_when_the_machine_breaks_down(reacting):
    row = reacting(fail(OSError(errno.EIO, "the disk")))
    with pytest.raises(OSError, match="the disk"):
        outbox.drain()
    row.refresh_from_db()
    assert (row.tries, row.done_at) == (0, None)


@pytest.fixture
def waiting_outside(reacting, monkeypatch):
    """The same for one that waits for somebody else's server."""
    monkeypatch.setattr(outbox, "_outside", {"test.react"})
    return reacting


def test_one_that_waits_for_another_server_runs_outside_of_any_transaction_and_once(waiting_outside):
    outside, ran = len(connection.savepoint_ids), []
    waiting_outside(lambda entry, thing: ran.append((len(connection.savepoint_ids) - outside, outbox.drain())))
    assert (outbox.drain(), outbox.drain(), ran) == (1, 0, [(0, 0)])


def test_one_that_was_killed_outside_runs_again_when_its_worker_is_taken_for_dead(waiting_outside):
    row, ran = waiting_outside(fail(KeyboardInterrupt())), []
    with pytest.raises(KeyboardInterrupt):
        outbox.drain()
    outbox.REACTIONS["test.react"] = (("area.name",), lambda entry, thing: ran.append(thing))
    assert (outbox.drain(), outbox.anything_owed()) == (0, True)
    with clock.at(clock.now() + outbox.TAKEN_FOR + timedelta(seconds=1)):
        assert (outbox.drain(), len(ran)) == (1, 1)
    row.refresh_from_db()
    assert row.done_at and not row.tries


def test_one_that_fails_outside_is_counted_and_tried_again_at_once(waiting_outside, caplog):
    row = waiting_outside(fail(OSError("no mail server")))
    with caplog.at_level(logging.CRITICAL):
        assert (outbox.drain(), outbox.drain()) == (0, 0)
    row.refresh_from_db()
    assert (row.tries, row.done_at, row.taken_at) == (2, None, None)


@pytest.fixture
def owed_by_one_act(monkeypatch, world):
    """owed_by_one_act(together) → three names given to areas by one act, and what was reacted to one by one."""
    alone = []

    def begin(together) -> list[str]:
        monkeypatch.setattr(outbox, "REACTIONS", {"test.react": (("area.name",), lambda _, thing: alone.append(thing))})
        monkeypatch.setattr(outbox, "_together", {"test.react": together})
        for title in ("茶", "药", "纸"):
            partnerships.name_area(by=world.office, partnership=world.partnership, title_zh=title)
        with doorway.opened("test"):
            Entry.objects.filter(verb="area.name").update(cause=Entry.objects.order_by("pk").first())
        return alone

    outbox.drain()
    return begin


def test_what_one_act_owes_many_times_runs_together(owed_by_one_act):
    seen = []
    alone = owed_by_one_act(lambda some: seen.append([(entry.verb, thing.title_zh) for entry, thing in some]))
    assert (outbox.drain(), outbox.drain()) == (3, 0)
    assert seen == [[("area.name", "茶"), ("area.name", "药"), ("area.name", "纸")]]
    assert alone == []


def test_what_fails_together_runs_one_by_one(owed_by_one_act):
    logging.disable(logging.CRITICAL)

    tried = []

    def together(some):
        tried.append(len(some))
        raise ValueError

    alone = owed_by_one_act(together)
    done = outbox.drain()
    logging.disable(logging.NOTSET)
    assert (done, [thing.title_zh for thing in alone], tried) == (3, ["茶", "药", "纸"], [3])


@pytest.fixture
def in_other_hands():
    """in_other_hands(keys) → these reactions locked, as by another worker, until the test ends."""
    other = connections.create_connection("default")

    def lock(keys) -> None:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT id FROM journal_reaction WHERE id = ANY(%s) FOR UPDATE", [keys])

    yield lock
    other.close()


@needs_two_writers
@pytest.mark.parametrize("many", [1, 2])
def test_what_another_worker_has_in_hand_is_not_counted_and_not_waited_for(owed_by_one_act, in_other_hands, many):
    seen = []
    alone = owed_by_one_act(lambda some: seen.extend(thing.title_zh for _, thing in some))
    keys = list(Reaction.objects.filter(name="test.react").order_by("pk").values_list("pk", flat=True))
    in_other_hands(keys[:many])
    assert outbox.drain() == 3 - many
    assert seen == ["茶", "药", "纸"][many:]
    assert alone == []
    assert outbox.anything_owed()


@needs_two_writers
def test_one_in_another_workers_hand_is_passed_over(reacting, in_other_hands):
    row = reacting(fail(ValueError()))
    in_other_hands([row.pk])
    assert outbox.drain() == 0
    row.refresh_from_db()
    assert row.tries == 0


def test_a_machine_that_breaks_down_leaves_them_owed(owed_by_one_act):
    def together(some):
        raise OSError(errno.EIO, "the disk")

    owed_by_one_act(together)
    with pytest.raises(OSError, match="the disk"):
        outbox.drain()
    assert Reaction.objects.filter(name="test.react", done_at=None, tries=0).count() == 3


def test_the_worker_goes_on_with_what_is_left(owed_by_one_act, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    monkeypatch.setattr(tasks, "wake", lambda: asked.append(1))
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    owed_by_one_act(lambda some: None)
    assert [tasks.run_owed.func(), len(asked), tasks.run_owed.func(), len(asked)] == [2, 1, 1, 1]

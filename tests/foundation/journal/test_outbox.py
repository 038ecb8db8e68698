"""Reactions: run once, counted when they fail, kept when the machine fails."""

import errno
import logging

import pytest

from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.journal import outbox, tasks
from towngown.foundation.journal.models import Entry, Reaction
from towngown.kit import doorway


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
    assert (row.tries, row.done_at) == (outbox.MOST_TRIES, None)


def test_a_reaction_keeps_its_tries_when_the_machine_breaks_down(reacting):
    row = reacting(fail(OSError(errno.EIO, "the disk")))
    with pytest.raises(OSError, match="the disk"):
        outbox.drain()
    row.refresh_from_db()
    assert (row.tries, row.done_at) == (0, None)


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

    def together(some):
        raise ValueError

    alone = owed_by_one_act(together)
    done = outbox.drain()
    logging.disable(logging.NOTSET)
    assert (done, [thing.title_zh for thing in alone]) == (3, ["茶", "药", "纸"])


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

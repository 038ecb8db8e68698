"""Reactions: run once, counted when they fail, kept when the machine fails."""

import errno
import logging

import pytest

from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.journal import outbox
from towngown.foundation.journal.models import Reaction


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

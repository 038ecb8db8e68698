"""What the journal forgets in time."""

from datetime import timedelta

from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.journal import actions, outbox
from towngown.foundation.journal.action import perform_once
from towngown.foundation.journal.models import Answer, Entry, Reaction
from towngown.kit import clock, doorway


def test_old_answers_and_done_marks_go_and_entries_stay(world):
    given = {"by": world.keeper, "slug": "once", "title_zh": "一次"}
    perform_once("k1", "partnership.found", **given)
    outbox.drain()
    partnerships.describe(by=world.office, partnership=world.partnership, words="x")
    entries = Entry.objects.count()
    with doorway.opened("test"):
        Answer.objects.update(at=clock.now() - timedelta(days=40))
        Reaction.objects.exclude(done_at=None).update(done_at=clock.now() - timedelta(days=40))
    assert actions.forget() > 0
    assert not Answer.objects.exists()
    assert not Reaction.objects.exclude(done_at=None).exists()
    assert Reaction.objects.filter(done_at=None).exists()
    assert Entry.objects.count() == entries
    assert actions.forget() == 0

"""Telling once, reading and taking back, mails at once and once a day."""

import logging
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail as box
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.models import Entry
from towngown.foundation.notices import actions, queries, words
from towngown.foundation.notices.models import Notice
from towngown.foundation.notices.queries import text_of
from towngown.foundation.notices.reactions import send_due
from towngown.foundation.people.models import Person
from towngown.kit import clock, doorway
from towngown.kit.problems import Problem

SENTENCE = "“{title}” is due on {day}."


def person_of(world, name):
    return Person.objects.get(pk=world.actors[name].person_id)


def tell(world, *names, **more):
    given = {"sentence": SENTENCE, "values": {"title": world.partnership, "day": date(2026, 11, 30)}} | more
    return actions.tell(
        by=the_clock(), persons=[person_of(world, name) for name in names], thing=world.partnership, **given
    )


def give_address(world, name, address, language="zh-hans"):
    get_user_model().objects.filter(pk=world.users[name].pk).update(email=address, language=language)


def test_told_once_per_person_entry_and_sentence(world):
    first, second = Entry.objects.order_by("pk")[:2]
    assert len(tell(world, "office", "campus", entry=first)) == 2
    assert tell(world, "office", "campus", entry=first) == []
    assert len(tell(world, "office", "worker", entry=first)) == 1
    assert len(tell(world, "office", entry=second)) == 1
    assert len(tell(world, "office", entry=first, sentence="Another one.")) == 1
    assert Notice.objects.count() == 5


def test_without_an_entry_the_same_is_not_told_again(world):
    assert len(tell(world, "office")) == 1
    assert tell(world, "office") == []
    assert len(tell(world, "office", values={"title": world.partnership, "day": date(2027, 1, 1)})) == 1


def test_only_the_system_tells(world):
    with pytest.raises(Problem, match="may not"):
        actions.tell(by=world.office, persons=[], sentence="x", thing=world.partnership)


def test_the_sentence_is_told_in_the_reader_s_language(world):
    notice = tell(world, "office")[0]
    assert text_of(notice, "en") == "“Yunxi × Jiangcheng” is due on 30 November 2026."
    assert "云溪县 × 江城大学" in text_of(notice, "zh-hans")


def test_one_s_own_is_read_and_nobody_else_s(world):
    notice = tell(world, "office", "campus")[0]
    with pytest.raises(Problem, match="may not"):
        actions.read(by=world.campus, notice=notice)
    read_at = actions.read(by=world.office, notice=notice).read_at
    assert actions.read(by=world.office, notice=notice).read_at == read_at
    assert (queries.unread(world.office), queries.unread(world.campus), queries.unread(world.visitor)) == (0, 1, 0)
    assert queries.notice(world.campus, notice.ref) is None


def test_reading_all_can_be_taken_back(world):
    early = tell(world, "office")[0]
    actions.read(by=world.office, notice=early)
    tell(world, "office", "campus", sentence="Another one.")
    at = actions.read_all(by=world.office)
    assert (queries.unread(world.office), queries.unread(world.campus)) == (0, 1)
    assert actions.unread_all(by=world.office, at=at) == 1
    assert queries.unread(world.office) == 1
    with pytest.raises(Problem, match="may not"):
        actions.read_all(by=world.visitor)
    with pytest.raises(Problem, match="may not"):
        actions.unread_all(by=world.visitor, at=at)


def test_urgent_things_go_at_once_and_the_rest_once_a_day(world):
    give_address(world, "office", "office@example.org")
    day = date(2026, 11, 23)
    with clock.set_to(day, 6):
        tell(world, "office", "campus", urgent=True)
        tell(world, "office", sentence="First.")
        tell(world, "office", sentence="Second.")
        assert send_due() == 1
    with clock.set_to(day, 9):
        assert send_due() == 1
        tell(world, "office", sentence="Third.")
        assert send_due() == 0
    with clock.set_to(day + timedelta(days=1), 9):
        assert send_due() == 1
        assert send_due() == 0
    bodies = [message.body for message in box.outbox]
    assert [message.to for message in box.outbox] == [["office@example.org"]] * 3
    assert "2026年11月30日" in bodies[0]
    assert "First." in bodies[1] and "Second." in bodies[1]
    assert "Third." in bodies[2] and "First." not in bodies[2]


def test_what_was_read_is_not_mailed_and_who_has_no_address_is_left_alone(world):
    give_address(world, "office", "office@example.org")
    actions.read(by=world.office, notice=tell(world, "office", urgent=True)[0])
    tell(world, "worker", urgent=True)
    assert send_due() == 0
    assert box.outbox == []


def test_the_mail_is_in_the_person_s_language_and_journalled(world):
    give_address(world, "campus", "campus@example.org", "en")
    tell(world, "campus", urgent=True)
    send_due()
    assert box.outbox[0].subject == "Towngown: something needs you now"
    assert "/en/desk/" in box.outbox[0].body
    entry = Entry.objects.filter(verb="notice.mail").get()
    assert (entry.thing_kind, entry.thing_id, entry.details) == ("person", world.campus.person_id, {})
    with pytest.raises(Problem, match="may not"):
        actions.mail(by=world.campus, person=person_of(world, "campus"), notices=[])


def test_a_failing_mail_server_loses_nothing(world, monkeypatch, caplog):
    give_address(world, "office", "office@example.org")
    give_address(world, "campus", "campus@example.org")
    tell(world, "office", "campus", urgent=True)

    def fail(*_: object) -> None:
        raise OSError("no server")

    with monkeypatch.context() as patched, caplog.at_level(logging.CRITICAL):
        patched.setattr(EmailBackend, "send_messages", fail)
        assert send_due() == 0
    assert send_due() == 2


@pytest.fixture
def sending(monkeypatch):
    """sending(function): from now on the mail server does this with every mail."""

    def begin(function):
        monkeypatch.setattr(EmailBackend, "send_messages", lambda self, messages: function(messages))

    return begin


def test_while_a_mail_is_sent_nobody_is_kept_from_writing_and_nobody_else_sends_it(world, sending):
    give_address(world, "office", "office@example.org")
    tell(world, "office", urgent=True)
    outside, seen = len(connection.savepoint_ids), []
    sending(lambda messages: seen.append((len(connection.savepoint_ids) - outside, send_due())))
    assert send_due() == 1
    assert seen == [(0, 0)]


def killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("sent", [False, True])
def test_a_worker_killed_with_a_mail_in_hand_loses_none(world, sending, monkeypatch, sent):
    """Killed before the mail server had it, or after: then it comes once more."""
    give_address(world, "office", "office@example.org")
    [notice] = tell(world, "office", urgent=True)
    had = []
    sending(had.append if sent else killed)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(actions, "mail", killed)
        send_due()
    sending(had.append)
    assert send_due() == 0  # whoever has it in hand may still live
    with clock.at(clock.now() + words.MAIL_TAKES + timedelta(seconds=1)):
        assert (send_due(), send_due()) == (1, 0)
    notice.refresh_from_db()
    assert notice.mailed_at and len(had) == 1 + sent


def test_an_erased_person_hears_nothing(world):
    person = person_of(world, "office")
    with doorway.opened("test"):
        Person.objects.filter(pk=person.pk).update(erased_at=clock.now())
    assert tell(world, "office") == []


def test_what_was_settled_waits_for_nobody_and_is_not_mailed(world):
    give_address(world, "campus", "campus@example.org")
    tell(world, "office", "campus", urgent=True)
    tell(world, "office", sentence="Another matter.")
    actions.read(by=world.office, notice=queries.notices(world.office).get(sentence=SENTENCE))
    assert actions.settle(by=the_clock(), thing=world.partnership, sentence=SENTENCE) == 1
    assert queries.unread(world.campus) == 0
    assert queries.unread(world.office) == 1
    send_due()
    assert box.outbox == []
    with pytest.raises(Problem) as refused:
        actions.settle(by=world.office, thing=world.partnership, sentence=SENTENCE)
    assert refused.value.code == "not_allowed"

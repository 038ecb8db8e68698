"""Telling people, reading, and the mails."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from towngown.foundation.journal.action import action
from towngown.foundation.journal.taking import taking
from towngown.foundation.notices import queries
from towngown.foundation.notices.compute import plain
from towngown.foundation.notices.models import Notice
from towngown.foundation.notices.rules import is_own, is_somebody, is_system
from towngown.kit import clock, doorway
from towngown.kit.actors import Actor
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.foundation.journal.models import Entry
    from towngown.foundation.people.models import Person


@action("notice.tell", label=mark("Tell"), told=mark("told those concerned"), may=is_system, offered=False)
def tell(
    *,
    by: Actor,
    persons: "Iterable[Person]",
    sentence: str,
    values: Mapping[str, Any] | None = None,
    thing: Any,
    entry: "Entry | None" = None,
    urgent: bool = False,
) -> list[Notice]:
    """Tell each person one sentence (a marked id) about a thing; once per person, entry and sentence.

    Without an entry it is told once per person, thing, sentence and values. Values are numbers, days, marked ids and
    titled things, never names of people. Returns the notices that are new.
    """
    kept = {name: plain(value) for name, value in (values or {}).items()}
    about = {"sentence": sentence, "entry": entry, "thing_kind": thing.kind, "thing_ref": thing.ref}
    told = queries.already_told(**about) if entry else queries.already_told(**about, values=kept)
    fresh = {person.pk: person for person in persons if person.pk not in told and person.erased_at is None}
    made = [Notice(person=person, values=kept, urgent=urgent, **about) for person in fresh.values()]
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    return list(Notice.objects.filter(ref__in=[notice.ref for notice in made]).order_by("pk"))


@action("notice.read", label=mark("Mark as read"), told=mark("read a notice"), may=is_own, on="notice", offered=False)
def read(*, by: Actor, notice: Notice) -> Notice:
    """It has been read; reading twice keeps the first time."""
    notice.read_at = notice.read_at or clock.now()
    notice.save(update_fields=["read_at"])
    return notice


@action(
    "notice.read_all", label=mark("Mark all as read"), told=mark("read all notices"), may=is_somebody, offered=False
)
def read_all(*, by: Actor) -> datetime:
    """All of one's notices have been read; returns the moment, with which unread_all takes it back."""
    at = clock.now()
    Notice.objects.visible_to(by).filter(person_id=by.person_id or 0, read_at=None).update(read_at=at)
    return at


@action(
    "notice.settle", label=mark("Settle"), told=mark("settled what waited for somebody"), may=is_system, offered=False
)
def settle(*, by: Actor, thing: Any, sentence: str) -> int:
    """What this sentence asked about the thing is done: whoever has not read it need not; returns how many notices."""
    waiting = Notice.objects.filter(thing_kind=thing.kind, thing_ref=thing.ref, sentence=sentence, read_at=None)
    return waiting.update(read_at=clock.now())


@action("notice.unread_all", label=mark("Take back"), told=mark("took back having read all"), may=is_somebody, offered=False)  # fmt: skip
def unread_all(*, by: Actor, at: datetime) -> int:
    """What was marked as read in that moment is unread again; returns how many."""
    return Notice.objects.filter(person_id=by.person_id or 0, read_at=at).update(read_at=None)


def take(person: "Person", urgent: bool) -> list[Notice]:
    """The notices for one mail to this person, in hand from now on: nobody else mails them for MAIL_TAKES."""
    with transaction.atomic(), doorway.opened("notice.take"):
        found = queries.unmailed().filter(person=person, urgent=urgent).order_by("pk")
        notices = list(found.select_for_update(of=("self",)))
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(taken_at=clock.now())
    return notices


def let_go(notices: list[Notice]) -> None:
    """They could not be mailed: whoever comes next may try."""
    with doorway.opened("notice.let_go"):
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(taken_at=None)


@action("notice.mail", label=mark("Send the mail"), told=mark("sent a mail"), may=is_system, on="person", offered=False)
def mail(*, by: Actor, person: "Person", notices: list[Notice]) -> "Person":
    """Write down that one mail with these notices went out; it was sent before, outside of any transaction."""
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=clock.now())
    return person


export = taking("notice.export", label=mark("Export one's notices"), told=mark("exported a list of notices"))

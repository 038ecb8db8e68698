"""Agreements: drafting, signing, coming into force, ending."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from django.db.models import Q

from towngown.domain.agreements.actions import signing
from towngown.domain.agreements.actions.fields import (
    Parent,
    Parties,
    PlaceAt,
    Reason,
    SomeAreas,
    SomeProgramme,
    TermFirst,
    TermLast,
    TitleEn,
    TitleZh,
    Words,
    inside,
    sides_of,
    term_in_order,
)
from towngown.domain.agreements.models import Agreement, AgreementFile, Amendment, Promise, Signature
from towngown.domain.agreements.rules import is_over, may_act, may_end, may_keep_time, may_lead, may_undo_end
from towngown.domain.agreements.words import MOVES
from towngown.domain.partnerships.rules import may_sign
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.files import actions as files
from towngown.foundation.files.words import ACCEPT
from towngown.foundation.journal.action import action
from towngown.foundation.journal.queries import story_of
from towngown.foundation.journal.table import AUDIENCES
from towngown.foundation.journal.taking import taking
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, Text, Upload
from towngown.kit.problems import Problem
from towngown.kit.schedule import every
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


@action(
    "agreement.draft", label=mark("Draft an agreement"), told=mark("drafted an agreement"),
    may=may_sign, on="partnership",
)  # fmt: skip
def draft(
    *,
    by: Actor,
    partnership: "Partnership",
    parties: Parties,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    term_first: TermFirst = None,
    term_last: TermLast = None,
    parent: Parent = None,
    programme: SomeProgramme = None,
    areas: SomeAreas = None,
    place_code: PlaceAt = "",
    words: Words = "",
) -> Agreement:
    """A new draft between parties of both sides. Raises when a side is missing or the term ends before it begins."""
    _checked(partnership, term_first, term_last, parties=parties, parent=parent, programme=programme, areas=areas)
    if not (title_zh or title_en):
        raise Problem("required", "title_zh")
    agreement = Agreement.objects.create(
        partnership=partnership, title_zh=title_zh, title_en=title_en, term_first=term_first, term_last=term_last,
        parent=parent, programme=programme, place_code=place_code, words=words, audience=partnership.audience,
    )  # fmt: skip
    agreement.parties.set(parties)
    agreement.areas.set(areas or [])
    return agreement


def _checked(partnership: "Partnership", first: date | None, last: date | None, **things: Any) -> None:
    """Raise unless everything named belongs to the partnership, the term is in order and both sides take part."""
    inside(partnership, **things)
    term_in_order(first, last)
    if not signing.both(sides_of(things["parties"])):
        raise Problem("agreements.one_side", "parties")


@action(
    "agreement.change", label=mark("Change the draft"), told=mark("changed the draft"),
    may=may_act, on="agreement", moves=MOVES,
)  # fmt: skip
def change(
    *,
    by: Actor,
    agreement: Agreement,
    parties: Parties,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    term_first: TermFirst = None,
    term_last: TermLast = None,
    parent: Parent = None,
    programme: SomeProgramme = None,
    areas: SomeAreas = None,
    audience: Annotated[str, Choice(label=mark("Who may see it"), choices=AUDIENCES)] = "partnership",
    words: Words = "",
) -> Agreement:
    """Write the draft anew; nobody may have signed it. Its promises follow its audience."""
    _checked(
        agreement.partnership, term_first, term_last, parties=parties, parent=parent, programme=programme, areas=areas
    )
    _nobody_signed(agreement)
    if parent == agreement:
        raise Problem("agreements.own_child", "parent")
    if audience == "party" and agreement.own_party_id is None:
        agreement.own_party_id = by.seats_in(agreement.partnership_id)[0].party_id
    agreement.title_zh, agreement.title_en = title_zh or agreement.title_zh, title_en or agreement.title_en
    agreement.term_first, agreement.term_last, agreement.parent = term_first, term_last, parent
    agreement.programme, agreement.audience, agreement.words = programme, audience, words
    agreement.save()
    agreement.parties.set(parties)
    agreement.areas.set(areas or [])
    for promise in agreement.promises.all():
        promise.audience, promise.own_party_id = agreement.audience, agreement.own_party_id
        promise.save()
    return agreement


def _nobody_signed(agreement: Agreement) -> None:
    if Signature.objects.filter(agreement=agreement).exists():
        raise Problem("agreements.text_signed")


@action(
    "agreement.attach", label=mark("Attach a file"), told=mark("attached a file to the agreement"),
    may=may_act, on="agreement", moves=MOVES,
)  # fmt: skip
def attach(
    *,
    by: Actor,
    agreement: Agreement,
    upload: Annotated[Any, Upload(label=mark("File"), accept=ACCEPT)],
    title: Annotated[str, Text(label=mark("What it is"))] = "",
) -> Agreement:
    """Hang the signed paper or an annex on the agreement. Raises what the chapter files refuses."""
    stored = files.store(by=by, upload=upload)
    AgreementFile.objects.create(agreement=agreement, stored_file=stored, title=title or stored.name[:200])
    agreement.save()
    return agreement


@action(
    "agreement.sign", label=mark("Sign for our party"), told=mark("signed the agreement"),
    may=may_act, on="agreement", moves=MOVES,
)  # fmt: skip
def sign(*, by: Actor, agreement: Agreement) -> Agreement:
    """Sign for the actor's party. With campus and one other side the agreement is signed, and in force once begun."""
    signed = signing.put(by, agreement, agreement, once_per_side=False)
    agreement.save()
    if signed:
        complete(by=by, agreement=agreement)
        if agreement.term_first is None or agreement.term_first <= clock.today():
            start(by=by, agreement=agreement)
    return agreement


@action(
    "agreement.unsign", label=mark("Take our signature back"), told=mark("took the signature back"),
    may=may_act, on="agreement", moves=MOVES,
)  # fmt: skip
def unsign(*, by: Actor, agreement: Agreement) -> Agreement:
    """Undo signing while it is still a draft."""
    signing.take_back(by, agreement)
    agreement.save()
    return agreement


@action(
    "agreement.complete", label=mark("Complete the signing"), told=mark("completed the signing"),
    may=may_act, on="agreement", moves=MOVES, offered=False,
)  # fmt: skip
def complete(*, by: Actor, agreement: Agreement) -> Agreement:
    """Both sides have signed: its date is today, and what is public is shown to all. Raises while a side is missing."""
    if not signing.both(Signature.objects.filter(agreement=agreement).values_list("side", flat=True)):
        raise Problem("agreements.sides_missing")
    agreement.when = When.day(clock.today())
    agreement.save()
    for promise in agreement.promises.all():
        promise.agreement = agreement
        promise.save()  # its key follows the state of the agreement
    return agreement


@action(
    "agreement.start", label=mark("Bring into force"), told=mark("brought the agreement into force"),
    may=may_keep_time, on="agreement", moves=MOVES, offered=False,
)  # fmt: skip
def start(*, by: Actor, agreement: Agreement) -> Agreement:
    """From the first day of its term on; raises before."""
    if agreement.term_first and agreement.term_first > clock.today():
        raise Problem("agreements.not_begun", day=agreement.term_first)
    agreement.save()
    return agreement


@action(
    "agreement.end", label=mark("End the agreement"), told=mark("ended the agreement"),
    may=may_end, on="agreement", moves=MOVES, offered=is_over,
)  # fmt: skip
def end(*, by: Actor, agreement: Agreement) -> Agreement:
    """Its term is over (or it never had an end): its promises end with it. Raises while the term runs."""
    today = clock.today()
    if agreement.term_last and agreement.term_last > today:
        raise Problem("agreements.not_over", day=agreement.term_last)
    agreement.term_last = agreement.term_last or max(today, agreement.term_first or today)
    agreement.save()
    _end_promises(agreement, agreement.term_last)
    return agreement


@action(
    "agreement.terminate", label=mark("Terminate early"), told=mark("terminated the agreement"),
    may=may_lead, on="agreement", moves=MOVES,
)  # fmt: skip
def terminate(*, by: Actor, agreement: Agreement, end_reason: Reason) -> Agreement:
    """Stop it today, saying why; its promises end today."""
    agreement.end_reason = end_reason
    agreement.save()
    _end_promises(agreement, clock.today())
    return agreement


def _end_promises(agreement: Agreement, day: date) -> None:
    """Also those that an agreed change was to end on a later day."""
    for promise in agreement.promises.filter(Q(last_day=None) | Q(last_day__gt=day)):
        promise.last_day = _last_day(promise, day)
        promise.save()


def _last_day(promise: Promise, ended: date) -> date:
    """The last day of a promise whose agreement ended on that day; one that had not begun never lives."""
    return max(ended, promise.first_day - timedelta(days=1))


@action(
    "agreement.renew", label=mark("Undo the ending"), told=mark("undid the ending of the agreement"),
    may=may_undo_end, on="agreement", moves=MOVES,
)  # fmt: skip
def renew(*, by: Actor, agreement: Agreement) -> Agreement:
    """Undo an ending on the same day, by whoever ended it: term and promises stand again as they were signed.

    No hand alone makes the term longer than both sides signed: for that a new agreement is signed.
    """
    ended = agreement.term_last or clock.today()
    text = story_of(agreement).filter(verb__in=("agreement.draft", "agreement.change")).first()
    signed_until = text.details.get("term_last") if text else None
    agreement.term_last = date.fromisoformat(signed_until) if signed_until else None
    agreement.save()
    changed = Amendment.objects.filter(agreement=agreement, state="agreed")
    amended = {ends: day - timedelta(days=1) for ends, day in changed.values_list("ends_id", "from_day")}
    for promise in Promise.objects.filter(agreement=agreement):
        if promise.last_day == _last_day(promise, ended):
            promise.last_day = amended.get(promise.pk)
            promise.save()
    return agreement


export = taking("agreement.export", label=mark("Export the list"), told=mark("took the list of agreements as a file"))


def keep_time(by: Actor, today: date) -> list[Agreement]:
    """Start what begins today or earlier and end what is over; returns the agreements moved. For the clock, daily."""
    begun = Agreement.objects.filter(state="signed", as_reported=False, term_first__lte=today)
    over = Agreement.objects.filter(state="in_force", as_reported=False, term_last__lt=today)
    moved = [start(by=by, agreement=one) for one in begun]
    return moved + [end(by=by, agreement=one) for one in over]


def turn_of_the_day() -> None:
    """What the clock does with agreements once a day."""
    keep_time(by=the_clock(), today=clock.today())


every("daily", turn_of_the_day)

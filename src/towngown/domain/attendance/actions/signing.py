"""Signing in by the code on the wall, without an account; what a host writes down; what people say of it.

Of what a phone does the journal keeps only that it was done: no session, so that nobody reads there who came when.
"""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from towngown.domain.attendance.actions import fields
from towngown.domain.attendance.actions.holding import not_before_it_begins
from towngown.domain.attendance.models import Learner, Opinion, Session, SignIn, WallCode
from towngown.domain.attendance.queries import learner_of, sessions_of_wall, token_hash
from towngown.domain.attendance.queries.walls import ON
from towngown.domain.attendance.rules import anyone, is_system, runs
from towngown.domain.attendance.words import TOKEN_DAYS
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.schedule import every
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership


@action(
    "attendance.sign_in", label=mark("Sign in"), told=mark("signed in by the code on the wall"), may=anyone,
    offered=False,
)  # fmt: skip
def sign_in(*, by: Actor, session: Session, wall: WallCode, token: str) -> None:
    """One phone, told by its random token, signs in to what is on behind this wall today.

    Raises for a code that hangs nowhere any more, for what is not on there today, long before it begins, and for a phone
    that has signed in.
    """
    on = _on_now(wall, session)
    if on.opens > clock.now():
        raise Problem("attendance.too_early", time=f"{on.begins:%H:%M}", opens=f"{on.opens:%H:%M}")
    learner = _learner(session.partnership_id, token)
    row = SignIn.objects.filter(session=session, learner=learner).first()
    if row is not None and row.withdrawn_at is None:
        raise Problem("attendance.signed_already")
    row = row or SignIn(session=session, learner=learner, signed_by="code")
    row.at, row.withdrawn_at = clock.now(), None
    row.save()


@action(
    "attendance.leave", label=mark("Take my sign-in back"), told=mark("took a sign-in back"), may=anyone, offered=False,
)  # fmt: skip
def leave(*, by: Actor, session: Session, wall: WallCode, token: str) -> None:
    """The phone takes its sign-in back, and what it said. Raises when it has not signed in."""
    row = _signed(session, wall, token)
    row.withdrawn_at = clock.now()
    row.save()
    Opinion.objects.filter(session=session, learner=row.learner).delete()


@action("opinion.give", label=mark("Rate the session"), told=mark("rated the session"), may=anyone,
        offered=False)  # fmt: skip
def give_opinion(
    *, by: Actor, session: Session, wall: WallCode, token: str, stars: fields.Stars, words: fields.InWords = ""
) -> None:
    """Stars for the course and a few words, from a phone that signed in; said again it replaces what was said.

    Favour, not an assessment: it is never added up by teacher. Raises before it begins, and when the phone
    has not signed in.
    """
    row = _signed(session, wall, token)
    not_before_it_begins(row.session)
    Opinion.objects.update_or_create(
        session=session, learner=row.learner, defaults={"stars": stars, "words": words, "at": clock.now()}
    )


@action(
    "attendance.forget", label=mark("Forget this phone"), told=mark("let a phone be forgotten"), may=anyone,
    offered=False,
)  # fmt: skip
def forget(*, by: Actor, partnership: "Partnership", token: fields.OfPhone) -> None:
    """What the phone signed in to stays as a number; nothing ties one to another any more, nor to the phone."""
    learner = learner_of(partnership.pk, token)
    if learner is None:
        return
    for row in SignIn.objects.filter(learner=learner).select_related("session"):
        alone = _nobody(partnership.pk, row.session)
        Opinion.objects.filter(session=row.session, learner=learner).update(learner=alone)
        row.learner = alone
        row.save()
    learner.delete()


@action(
    "attendance.fade", label=mark("Let old phones go"), told=mark("let go of phones after a year"), may=is_system,
    offered=False,
)  # fmt: skip
def fade(*, by: Actor) -> int:
    """A phone keeps its token for a year: after that nothing here leads back to it. Returns how many were let go."""
    over = clock.today() - timedelta(days=TOKEN_DAYS)
    old = list(Learner.objects.filter(first_day__lt=over).exclude(token_hash__startswith="-"))
    for learner in old:
        learner.token_hash = _unknown()
        learner.save()
    return len(old)


@action(
    "attendance.sheet", label=mark("Write down who signed in on paper"), told=mark("wrote down who signed in on paper"),
    may=runs, on="session",
)  # fmt: skip
def sheet(
    *, by: Actor, session: Session, people: fields.Written, signed_by: fields.HowWritten = "paper"
) -> Session:  # fmt: skip
    """How many are on the paper sheet, or were counted in by the host, beside the phones; it replaces the number
    written before, 0 takes it away. Raises before it begins."""
    not_before_it_begins(session)
    SignIn.objects.filter(session=session, signed_by=signed_by, withdrawn_at=None).update(withdrawn_at=clock.now())
    if people:
        SignIn.objects.create(session=session, signed_by=signed_by, people=people, at=clock.now())
    return session


@action(
    "attendance.take_back", label=mark("Take back what was written down"), told=mark("took back what was written down"),
    may=runs, on="session",
)  # fmt: skip
def take_back(*, by: Actor, session: Session) -> Session:
    """The numbers that a host wrote down count no more. Raises when nothing was written down."""
    written = SignIn.objects.filter(session=session, learner=None, withdrawn_at=None)
    if not written.update(withdrawn_at=clock.now()):
        raise Problem("attendance.nothing_written")
    return session


def _on_now(wall: WallCode, session: Session) -> Session:
    """The session as it is now, locked: one phone after the other, so that none is counted twice."""
    if wall.withdrawn_at is not None:
        raise Problem("attendance.no_code")
    today = sessions_of_wall(wall).filter(pk=session.pk, day=clock.today(), state__in=ON)
    on = today.select_for_update().first()
    if on is None:
        raise Problem("attendance.nothing_now")
    return on


def _signed(session: Session, wall: WallCode, token: str) -> SignIn:
    """The standing sign-in of this phone to what is on today. Raises attendance.sign_first when there is none."""
    on = _on_now(wall, session)
    learner = learner_of(session.partnership_id, token)
    row = SignIn.objects.filter(session=on, learner=learner, withdrawn_at=None).first() if learner else None
    if row is None:
        raise Problem("attendance.sign_first")
    row.session = on
    return row


def _learner(wall: int, token: str) -> Learner:
    learner, _ = Learner.objects.get_or_create(
        partnership_id=wall, token_hash=token_hash(wall, token), defaults={"first_day": clock.today()}
    )
    return learner


def _nobody(wall: int, session: Session) -> Learner:
    """A phone that nobody can be."""
    return Learner.objects.create(partnership_id=wall, token_hash=_unknown(), first_day=session.day)


def _unknown() -> str:
    """What no token hashes to."""
    return "-" + secrets.token_hex(31)


def turn_of_the_day() -> None:
    """What the clock does with phones once a day."""
    fade(by=the_clock())


every("daily", turn_of_the_day)

"""That a session was held: the word of the place and the word of the university, each with its number of people."""

from towngown.domain.activities.words import HAPPENED
from towngown.domain.attendance.actions import fields
from towngown.domain.attendance.actions.upkeep import activity_of, hold_still, rated, settle, unsettle
from towngown.domain.attendance.models import Count, Session
from towngown.domain.attendance.rules import is_system, runs, speaking_seat
from towngown.domain.attendance.words import SESSION_MOVES
from towngown.domain.evidence.compute import CAMPUS, OTHER
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark
from towngown.kit.when import When


@action(
    "session.hold", label=mark("Say how many came"), told=mark("recorded that the session was held"), may=runs,
    on="session", moves=SESSION_MOVES,
)  # fmt: skip
def hold(*, by: Actor, session: Session, people: fields.People) -> Session:
    """It was held and so many came, says the actor's side. With the last one the activity was held and the order is
    delivered. Raises attendance.not_yet before it begins."""
    not_before_it_begins(session)
    session.save()
    _say(by, session, people)
    settle(by, session)
    return session


@action(
    "session.confirm", label=mark("Say how many came for our side"), told=mark("said how many came"), may=runs,
    on="session", moves=SESSION_MOVES,
)  # fmt: skip
def confirm(*, by: Actor, session: Session, people: fields.People) -> Session:
    """The word of the actor's side beside the other's, or instead of its own earlier one."""
    session.save()
    _say(by, session, people)
    settle(by, session)
    return session


@action(
    "session.hold_along", label=mark("It was held with its activity"), told=mark("held the session with its activity"),
    may=is_system, on="session", moves=SESSION_MOVES, offered=False,
)  # fmt: skip
def hold_along(*, by: Actor, session: Session) -> Session:
    """Somebody said of the whole activity that it took place; nobody counted this session."""
    session.save()
    settle(by, session)
    return session


def _held_fast(by: Actor, session: Session) -> str:
    """Why its being held cannot be taken back, or "": the course was rated, or another side spoke."""
    if rated(session):
        return "attendance.rated"
    side, activity = _side_of(by, session), activity_of(session)
    others = OTHER if side == "campus" else CAMPUS
    spoke = activity.state in HAPPENED and activity.claim.support & others
    counted = Count.objects.filter(session=session, withdrawn_at=None).exclude(side=side).exists()
    return "attendance.other_side_spoke" if spoke or counted else ""


@action(
    "session.unhold", label=mark("It was not held after all"), told=mark("took back that the session was held"),
    may=runs, on="session", moves=SESSION_MOVES, offered=lambda by, session: not _held_fast(by, session),
)  # fmt: skip
def unhold(*, by: Actor, session: Session) -> Session:
    """Undo recording it: planned again, and so are its activity and its order. Raises when the other side spoke, or the
    course was rated."""
    hold_still(session)
    if why := _held_fast(by, session):
        raise Problem(why)
    Count.objects.filter(session=session, withdrawn_at=None).update(withdrawn_at=clock.now())
    session.save()
    unsettle(by, session)
    return session


def _say(by: Actor, session: Session, people: int) -> None:
    """Put down the number of the actor's side in the place of what it said before."""
    side, now = _side_of(by, session), clock.now()
    Count.objects.filter(session=session, side=side, withdrawn_at=None).update(withdrawn_at=now)
    Count.objects.create(session=session, side=side, people=people, given_by_id=by.id, given_at=now)


def _side_of(by: Actor, session: Session) -> str:
    seat = speaking_seat(by, session)
    if seat is None:
        raise Problem("not_allowed")
    return seat.side


def not_before_it_begins(session: Session) -> None:
    """Raise attendance.not_yet as long as it has not begun."""
    if session.begins > clock.now():
        raise Problem("attendance.not_yet", day=When.day(session.day), time=f"{session.begins:%H:%M}")

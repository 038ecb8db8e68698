"""Log-ins: inviting, accepting, shutting out; what the log-in library did that matters for security."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from towngown.foundation.accounts.models import User
from towngown.foundation.journal.action import action
from towngown.foundation.people.actions.asked import Password, Somebody, Username
from towngown.foundation.people.compute import good_username
from towngown.foundation.people.models import Invitation, Person
from towngown.foundation.people.rules import (
    anyone,
    has_login,
    is_keeper,
    is_office_over,
    is_self,
    is_shut_out,
    is_system,
    is_there,
)
from towngown.foundation.people.words import DEMONSTRATION_PASSWORD, INVITATION_DAYS
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Secret
from towngown.kit.problems import Problem
from towngown.kit.text import mark


@dataclass(frozen=True)
class Invited:
    """The person, and the token that is shown this one time and stored nowhere."""

    person: Person
    token: str


@action(
    "person.invite", label=mark("Invite"), told=mark("made an invitation"), may=is_there & (is_keeper | is_office_over),
    on="person", offered=False,
)  # fmt: skip
def invite(*, by: Actor, person: Person) -> Invited:
    """Make a one-time way in for thirty days; earlier ones end. For a person with a log-in only the keeper may (renewal)."""
    if person.user_id is not None and not by.keeper:
        raise Problem("people.has_login")
    now = clock.now()
    _end_invitations(person)
    token = secrets.token_urlsafe(24)
    expires = now + timedelta(days=INVITATION_DAYS)
    Invitation.objects.create(person=person, token_hash=hash_of(token), expires_at=expires)
    return Invited(person, token)


@action(
    "person.accept", label=mark("Choose user name and password"), told=mark("accepted the invitation"), may=anyone,
    offered=False,
)  # fmt: skip
def accept(
    *, by: Actor, token: Annotated[str, Secret(label=mark("Invitation"))], username: Username, password: Password
) -> Person:
    """Use up an invitation: the person gets a log-in with this name and password, or a renewed one.

    Raises when the invitation is over, the name is taken or malformed, or the password is weak.
    """
    now = clock.now()
    row = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if row is None or row.used_at is not None or row.expires_at <= now or row.person.erased_at is not None:
        raise Problem("people.invitation_over")
    row.used_at = now
    row.save()
    give_login(row.person, username, password, by.language)
    return row.person


@action(
    "person.register_demo", label=mark("Give a demonstration log-in"), told=mark("gave a demonstration log-in"),
    may=is_keeper | is_system, on="person", offered=False,
)  # fmt: skip
def register_demo(*, by: Actor, person: Person, username: Username) -> Person:
    """Give an invented person a log-in with the printed password. Raises outside demonstration mode."""
    if not settings.DEMONSTRATION:
        raise Problem("people.not_a_demonstration")
    if not person.invented:
        raise Problem("people.not_invented")
    give_login(person, username, DEMONSTRATION_PASSWORD, by.language)
    return person


@action(
    "person.disable", label=mark("Disable the log-in"), told=mark("disabled the log-in"),
    may=is_there & has_login & ~is_self & (is_keeper | is_office_over), on="person",
)  # fmt: skip
def disable(*, by: Actor, person: Person) -> Person:
    """Shut the person out at once, wherever they are logged in; open invitations end with it."""
    return _switch(person, False)


@action(
    "person.enable", label=mark("Enable the log-in"), told=mark("enabled the log-in"),
    may=is_there & is_shut_out & (is_keeper | is_office_over), on="person",
)  # fmt: skip
def enable(*, by: Actor, person: Person) -> Person:
    """Let a person in again who was shut out."""
    return _switch(person, True)


@action(
    "login.change_password", label=mark("Change the password"), told=mark("changed the password"),
    may=is_self | is_keeper, on="person", offered=False,
)  # fmt: skip
def change_password(*, by: Actor, person: Somebody) -> Person:
    """Write down that the log-in library changed the password."""
    return person


@action(
    "login.ask_reset", label=mark("Ask for a new password"), told=mark("asked for a new password"), may=anyone,
    on="person", offered=False,
)  # fmt: skip
def ask_reset(*, by: Actor, person: Somebody) -> Person:
    """Write down that somebody asked for a new password for this log-in; the mail goes to the person's own address.

    Raises people.no_login without a log-in that works.
    """
    if person.user is None or not person.user.is_active:
        raise Problem("people.no_login")
    return person


@action(
    "login.add_key", label=mark("Add a passkey or second factor"), told=mark("added a passkey or second factor"),
    may=is_self | is_keeper, on="person", offered=False,
)  # fmt: skip
def add_key(*, by: Actor, person: Somebody) -> Person:
    """Write down that a passkey, a code generator or recovery codes were added."""
    return person


@action(
    "login.remove_key", label=mark("Remove a passkey or second factor"),
    told=mark("removed a passkey or second factor"), may=is_self | is_keeper, on="person", offered=False,
)  # fmt: skip
def remove_key(*, by: Actor, person: Somebody) -> Person:
    """Write down that a passkey or a code generator was removed."""
    return person


@action(
    "login.fail", label=mark("Fail to log in"), told=mark("failed to log in"), may=anyone, on="person", offered=False
)  # fmt: skip
def fail_login(*, by: Actor, person: Somebody) -> Person:
    """Write down that somebody tried to log in as this person and failed."""
    return person


def hash_of(token: str) -> str:
    """What is stored of a token: its SHA-256; the token has 192 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def give_login(person: Person, username: str, password: str, language: str) -> None:
    """Make the person's log-in, or renew the one there is; the caller is a verb."""
    user = person.user or User(language=language)
    if get_user_model().objects.filter(username=good_username(username)).exclude(pk=user.pk).exists():
        raise Problem("people.username_taken", "username", username=username)
    user.username, user.name, user.is_active = username, person.name, True
    _check_password(password, user)
    user.set_password(password)
    user.save()
    if person.user_id is None:
        person.user = user
        person.save()


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as several:
        code = several.error_list[0].code or "password_too_short"
        raise Problem(f"people.{code}", "password") from None


def _switch(person: Person, active: bool) -> Person:
    if person.user is None:
        raise Problem("people.no_login")
    person.user.is_active = active
    person.user.save(update_fields=["is_active"])
    if not active:
        _end_invitations(person)
    return person


def _end_invitations(person: Person) -> None:
    """No way in that was made so far and not used yet leads in any more."""
    now = clock.now()
    Invitation.objects.filter(person=person, used_at=None, expires_at__gt=now).update(expires_at=now)

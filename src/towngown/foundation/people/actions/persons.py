"""Persons themselves: coming in, saying what one can and agrees to, seeing and taking away one's data, being erased."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db import models

from towngown.foundation.journal.action import action
from towngown.foundation.journal.taking import taking
from towngown.foundation.organisations.rules import stands
from towngown.foundation.people.actions.asked import (
    Consent,
    Email,
    Key,
    Name,
    Password,
    Phone,
    Position,
    Reach,
    Role,
    Skills,
    Username,
)
from towngown.foundation.people.actions.logins import give_login
from towngown.foundation.people.actions.roles import check_reach, grant
from towngown.foundation.people.compute import good_email, skills_of
from towngown.foundation.people.models import Invitation, Person
from towngown.foundation.people.queries import belongings, everything_about
from towngown.foundation.people.rules import (
    holds_office,
    is_keeper,
    is_office_of,
    is_office_over,
    is_self,
    is_system,
    is_there,
    shares_contact,
)
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import YesNo
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.foundation.organisations.models import Organisation


@dataclass(frozen=True)
class Contact:
    """How to reach a person."""

    phone: str
    email: str


@action(
    "person.register", label=mark("Register a person"), told=mark("registered a person"),
    may=stands & (is_keeper | is_office_of), on="organisation",
)  # fmt: skip
def register(
    *, by: Actor, organisation: "Organisation", name: Name, role: Role, title: Position = "", place_code: Reach = "",
    phone: Phone = "", email: Email = "", contact_consent: Consent = False, skills: Skills = "",
    username: Username = "", password: Password = "",
) -> Person:  # fmt: skip
    """Make a person with a role here; with user name and password a log-in at once, else they are invited later."""
    check_reach(by, organisation, place_code)
    person = Person.objects.create(
        name=name, phone=phone, email=good_email(email), contact_consent=contact_consent, skills=skills_of(skills)
    )
    grant(by=by, organisation=organisation, person=person, role=role, place_code=place_code, title=title)
    if bool(username) != bool(password):
        raise Problem("people.password_missing", "username" if password else "password")
    if username:
        give_login(person, username, password, by.language)
    return person


@action(
    "person.record", label=mark("Record a person"), told=mark("recorded a person"), may=is_system | is_keeper,
    offered=False,
)  # fmt: skip
def record(
    *, by: Actor, key: Key, name: Name, phone: Phone = "", email: Email = "", skills: Skills = "",
    contact_consent: Consent = False, invented: Annotated[bool, YesNo(label=mark("Invented person"))] = False,
) -> Person:  # fmt: skip
    """Create the person with this key or update them; roles are recorded apart. Consent once given stays."""
    person = Person.objects.filter(key=key).first() or Person(key=key)
    person.name, person.phone, person.email = name, phone, good_email(email)
    person.skills, person.invented = skills_of(skills), invented
    person.contact_consent = contact_consent or person.contact_consent
    person.save()
    return person


@action(
    "person.describe", label=mark("Change name and contact"), told=mark("changed name or contact"),
    may=is_there & (is_self | is_keeper | is_office_over), on="person",
)  # fmt: skip
def describe(*, by: Actor, person: Person, name: Name, phone: Phone = "", email: Email = "") -> Person:
    """Set the name and how to reach the person; an empty phone or e-mail is taken away.

    Raises people.email_of_login when an office gives another e-mail to somebody with a log-in, be it disabled or not:
    whoever reads that mail can choose a new password.
    """
    address = good_email(email)
    if address != person.email and person.user is not None and not (is_self | is_keeper)(by, person):
        raise Problem("people.email_of_login", "email")
    person.name, person.phone, person.email = name, phone, address
    person.save()
    if person.user is not None:
        person.user.name = name
        person.user.save(update_fields=["name"])
    return person


@action(
    "person.say_skills", label=mark("Say what they can do"), told=mark("said what they can do"),
    may=is_there & (is_self | is_keeper | is_office_over), on="person",
)  # fmt: skip
def say_skills(*, by: Actor, person: Person, skill_words: Skills = "") -> Person:
    """Set the skills, short words with commas between them; none takes them away."""
    person.skills = skills_of(skill_words, "skill_words")
    person.save()
    return person


@action(
    "person.consent", label=mark("Decide who sees my contact"), told=mark("decided about the contact data"),
    may=is_there & is_self, on="person",
)  # fmt: skip
def consent(*, by: Actor, person: Person, contact_consent: Consent) -> Person:
    """Agree that colleagues see phone and e-mail, or take it back. Only the person decides."""
    person.contact_consent = contact_consent
    person.save()
    return person


@action(
    "person.show_contact", label=mark("Show the contact data"), told=mark("looked at the contact data"),
    may=is_there & (is_self | is_keeper | is_office_over | shares_contact), on="person", offered=False,
)  # fmt: skip
def show_contact(*, by: Actor, person: Person) -> Contact:
    """How to reach the person. Written down, for contact data has a purpose."""
    return Contact(person.phone, person.email)


@action(
    "person.export", label=mark("Take my data along"), told=mark("exported the data of the person"),
    may=is_there & (is_self | is_keeper), on="person", offered=False,
)  # fmt: skip
def export(*, by: Actor, person: Person) -> dict[str, Any]:
    """Everything recorded about the person and done by them, table by table, ready for JSON."""
    return everything_about(person)


@action(
    "person.erase", label=mark("Erase the data of this person"), told=mark("erased the data of the person"),
    may=is_there & (is_self | is_keeper), on="person",
)  # fmt: skip
def erase(*, by: Actor, person: Person) -> Person:
    """Empty every column that its table's PRIVACY calls erased, in every row of this person, and delete the log-in.

    What was done stays in the journal, without the name. Raises when the person is the last keeper.
    """
    user = person.user
    if user is not None and user.is_staff and not get_user_model().objects.filter(is_staff=True).exclude(pk=user.pk):
        raise Problem("people.last_keeper")
    for rows in belongings(person):
        emptied = _emptied(rows.model)
        if emptied:
            rows.update(**emptied)
    Invitation.objects.filter(person=person, used_at=None).update(expires_at=clock.now())
    if user is not None:
        _end_sessions(user.pk)
        user.delete()
    Person.objects.filter(pk=person.pk).update(erased_at=clock.now())
    person.refresh_from_db()
    return person


def _end_sessions(user_id: int) -> None:
    """A session holds its user's name: those of this log-in go. Only reading them all tells whose they are."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user_id):
            session.delete()


def _emptied(model: Any) -> dict[str, Any]:
    """Column → its empty value, for every column whose policy is erased."""
    return {name: _empty(model._meta.get_field(name)) for name, rule in model.PRIVACY.items() if rule == "erased"}


def _empty(column: Any) -> Any:
    if column.null:
        return None
    if isinstance(column, models.CharField | models.TextField):
        return ""
    return column.get_default()


# Without contact data.
export_list = taking(
    "person.export_list", label=mark("Export the list of people"), told=mark("exported a list of people"),
    may=is_keeper | holds_office,
)  # fmt: skip

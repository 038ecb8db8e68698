"""Reading persons, memberships and skills."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from towngown.foundation.accounts.models import Actor as ActorRow
from towngown.foundation.accounts.models import User
from towngown.foundation.journal.queries import made_by
from towngown.foundation.journal.table import Guarded, GuardedQuerySet
from towngown.foundation.organisations import queries as organisations
from towngown.foundation.people.models import Invitation, Membership, Person, PersonQuerySet
from towngown.foundation.people.rules import holds_office, is_keeper
from towngown.kit import clock
from towngown.kit.actors import Actor

SECRET_COLUMNS = ("token_hash", "session_hash", "tokens")


def works_in_office(by: Actor) -> bool:
    """Whether the rooms of the office are for this actor: the keeper, and who is office or coordinator somewhere."""
    return bool(is_keeper(by) or holds_office(by))


def persons(by: Actor) -> PersonQuerySet:
    """The persons the viewer may see, by name."""
    return Person.objects.visible_to(by).filter(erased_at=None).order_by("name", "pk")


def person_of(user_id: int) -> Person | None:
    """The person behind a log-in, or none."""
    return Person.objects.filter(user_id=user_id, erased_at=None).first()


def person_behind(actor_id: int) -> int | None:
    """The id of the person who acted: none for a link, a visitor or the clock, and for a log-in that is disabled. One
    query."""
    log_in = ActorRow.objects.filter(pk=actor_id, user__is_active=True).values("user")
    pk: int | None = Person.objects.filter(user__in=log_in, erased_at=None).values_list("pk", flat=True).first()
    return pk


def with_ids(ids: set[int]) -> list[Person]:
    """These persons with their log-ins, for the system's own use (mails)."""
    return list(Person.objects.filter(pk__in=ids, erased_at=None).select_related("user").order_by("pk"))


def person_by_username(username: str) -> Person | None:
    """The person whose log-in has this name, or none: for the journal of failed log-ins."""
    return Person.objects.filter(user__username=username, erased_at=None).first() if username else None


def to_be_reached(asked: str) -> list[Person]:
    """The persons whose working log-in has this name or this address, and to whom a mail can be sent."""
    asked = asked.replace("\x00", "").strip()
    if not asked:
        return []
    called = Q(user__username=asked) | Q(email__iexact=asked) | Q(user__email__iexact=asked)
    found = Person.objects.filter(called, user__is_active=True, erased_at=None).select_related("user").order_by("pk")
    return [person for person in found if address_of(person)]


def address_of(person: Person) -> str:
    """The person's e-mail address, else the log-in's; "" when there is none."""
    user = person.user
    return person.email or (user.email if user and user.is_active else "")


def one(by: Actor, ref: str) -> Person | None:
    """One person the viewer may see, with roles loaded; one whose data were erased for the keeper only."""
    rows = Person.objects.visible_to(by).filter(ref=ref)
    return with_roles(rows if by.keeper else rows.filter(erased_at=None)).first()


def searched(rows: Any, text: str, through: str = "") -> Any:
    """Those whose name or skills hold the text; of another table's rows by their person (`through` = "person__")."""
    text = text.strip()
    if not text:
        return rows
    stored = Cast(f"{through}skills", models.TextField())  # SQLite keeps JSON escaped, PostgreSQL does not
    held = Q(skill_text__contains=text) | Q(skill_text__contains=json.dumps(text)[1:-1])
    return rows.annotate(skill_text=stored).filter(Q(**{f"{through}name__icontains": text}) | held)


def with_roles(rows: PersonQuerySet) -> PersonQuerySet:
    """The same persons with memberships, organisations and log-ins loaded: three queries for any number."""
    return rows.select_related("user").prefetch_related(
        models.Prefetch("memberships", Membership.objects.select_related("organisation").order_by("pk"))
    )


def working_in(rows: PersonQuerySet, organisation_path: str = "", role: str = "") -> PersonQuerySet:
    """Those who hold a role now, in the organisation with this path or below it, and in this role, where given."""
    held = Membership.objects.filter(_holds_on(clock.today()))
    if organisation_path:
        held = held.filter(organisation__path__startswith=organisation_path)
    if role:
        held = held.filter(role=role)
    return rows.filter(pk__in=held.values("person_id"))


def memberships_of(person_id: int, today: date) -> list[Membership]:
    """The memberships that hold today, with their organisations."""
    rows = Membership.objects.filter(_holds_on(today), person_id=person_id)
    return list(rows.select_related("organisation").order_by("pk"))


def memberships_behind(actor_ids: Iterable[int]) -> dict[int, list[Membership]]:
    """Actor id → the memberships of the person behind it, with their organisations, oldest first. Two queries."""
    actors = ActorRow.objects.filter(pk__in=set(actor_ids), user__isnull=False)
    users: dict[int | None, int] = dict(actors.values_list("user_id", "pk"))
    found: dict[int, list[Membership]] = {}
    rows = Membership.objects.filter(person__user_id__in=list(users)).select_related("organisation", "person")
    for row in rows.order_by("pk"):
        found.setdefault(users[row.person.user_id], []).append(row)
    return found


def members_of(by: Actor, organisation_id: int) -> list[Membership]:
    """The memberships that hold today in one organisation, of persons the viewer may see, with the persons."""
    rows = Membership.objects.filter(_holds_on(clock.today()), organisation_id=organisation_id)
    return list(rows.filter(person__in=persons(by)).select_related("person").order_by("role", "person__name", "pk"))


def membership(by: Actor, pk: int) -> Membership | None:
    """One membership of a person the viewer may see, or none."""
    rows = Membership.objects.filter(pk=pk, person__in=Person.objects.visible_to(by))
    return rows.select_related("person", "organisation").first()


def holders(organisation_ids: set[int], roles: tuple[str, ...], place_code: str = "") -> list[Person]:
    """Persons holding one of the roles today in one of the organisations or their units, whose reach includes the place."""
    return list({row.person_id: row.person for row in reaching(organisation_ids, roles, place_code)}.values())


def reaching(organisation_ids: set[int], roles: tuple[str, ...], place_code: str = "") -> list[Membership]:
    """The same as memberships, with persons and organisations: two may be of one person."""
    found = Membership.objects.filter(_within(organisation_ids), role__in=roles, person__erased_at=None)
    found = found.filter(_holds_on(clock.today())).order_by("pk")
    return [row for row in found.select_related("person", "organisation") if place_code.startswith(row.place_code)]


def _within(organisation_ids: set[int]) -> Q:
    """In one of these organisations or a unit under it: a seat in a unit is a seat for the whole."""
    within = Q(pk__in=[])
    for one in organisations.by_ids(organisation_ids).values():
        within |= Q(organisation__path__startswith=one.path)
    return within


def _holds_on(today: date) -> Q:
    return (Q(from_day=None) | Q(from_day__lte=today)) & (Q(to_day=None) | Q(to_day__gte=today))


def invitation_open(token_hash: str, now: datetime) -> Person | None:
    """The person an unused invitation is for, or none when it is over."""
    row = Invitation.objects.filter(token_hash=token_hash, used_at=None, expires_at__gt=now, person__erased_at=None)
    found = row.select_related("person").first()
    return found.person if found else None


def demonstration_logins() -> PersonQuerySet:
    """The invented persons with a log-in, with their roles; nobody outside demonstration mode."""
    rows = Person.objects.filter(invented=True, erased_at=None, user__is_active=True, user__is_staff=False)
    return with_roles(rows.order_by("pk")) if settings.DEMONSTRATION else rows.none()


def belongings(person: Person) -> Iterator[GuardedQuerySet[Any]]:
    """The rows of this person in every table with a privacy policy: theirs, made by them, or about them."""
    actor = ActorRow.objects.filter(user_id=person.user_id).first() if person.user_id else None
    for model in apps.get_models():
        if not issubclass(model, Guarded):
            continue
        condition = _about(model, person)
        for column in model._meta.concrete_fields:
            if column.related_model is Person:
                condition |= Q(**{column.name: person})
            elif column.related_model is ActorRow and actor is not None:
                condition |= Q(**{column.name: actor})
        if not condition and actor is not None and "erased" in getattr(model, "PRIVACY", {}).values():
            condition = _made_by(model, actor)
        if condition:
            yield model.objects.filter(condition)


def _made_by(model: Any, actor: ActorRow) -> Q:
    """Things of a table that keeps nobody's name (complaints): the journal knows who made them, and it is not who
    did something on them later."""
    kind = getattr(model, "kind", "")
    return Q(pk__in=made_by(actor.pk, kind)) if kind else Q()


def _about(model: Any, person: Person) -> Q:
    """The person's own row, and rows that name the person by kind and id or ref."""
    if model is Person:
        return Q(pk=person.pk)
    names = {column.name for column in model._meta.concrete_fields}
    if {"thing_kind", "thing_id"} <= names:
        return Q(thing_kind="person", thing_id=person.pk)
    if {"thing_kind", "thing_ref"} <= names:
        return Q(thing_kind="person", thing_ref=person.ref)
    return Q()


def everything_about(person: Person) -> dict[str, Any]:
    """Table → its rows of this person, as plain values; the log-in too, without its password."""
    tables = {
        rows.model._meta.label: [_plain(row) for row in rows.order_by("pk").values()] for rows in belongings(person)
    }
    user = User.objects.filter(pk=person.user_id or 0)
    columns = ("username", "email", "name", "language", "is_active", "date_joined", "last_login")
    tables["accounts.User"] = [_plain(row) for row in user.values(*columns)]
    return {name: rows for name, rows in tables.items() if rows}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in row.items() if name not in SECRET_COLUMNS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}


def memberships_in(organisation_ids: set[int], roles: tuple[str, ...]) -> list[Membership]:
    """Who holds one of the roles today in one of the organisations or their units, with person and organisation, by name."""
    found = Membership.objects.filter(_within(organisation_ids), role__in=roles, person__erased_at=None)
    found = found.filter(_holds_on(clock.today()))
    return list(found.select_related("person__user", "organisation").order_by("person__name", "pk"))

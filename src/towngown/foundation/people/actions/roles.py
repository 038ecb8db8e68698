"""Giving and taking roles."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from towngown.foundation.journal.action import action
from towngown.foundation.organisations.rules import stands
from towngown.foundation.people.actions.asked import Body, FromDay, Position, Reach, Role, Somebody, ToDay
from towngown.foundation.people.models import Membership, Person
from towngown.foundation.people.rules import covers, is_keeper, is_office_of, is_system
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.foundation.organisations.models import Organisation


@action(
    "person.grant", label=mark("Give somebody a role here"), told=mark("gave a role"),
    may=stands & (is_keeper | is_office_of), on="organisation",
)  # fmt: skip
def grant(
    *, by: Actor, organisation: "Organisation", person: Somebody, role: Role, place_code: Reach = "",
    title: Position = "", from_day: FromDay = None, to_day: ToDay = None,
) -> Person:  # fmt: skip
    """Give a person a role in the organisation, or change the days and position of one held already.

    Raises when the place lies outside the reach of the actor's own office, or the days are the wrong way round.
    """
    check_reach(by, organisation, place_code)
    hold(person, organisation, role, place_code, title, from_day, to_day)
    return person


@action(
    "person.revoke", label=mark("Take a role away"), told=mark("took a role away"),
    may=is_keeper | is_office_of, on="organisation", offered=False,
)  # fmt: skip
def revoke(*, by: Actor, organisation: "Organisation", person: Somebody, role: Role, place_code: Reach = "") -> Person:
    """End a role at once: it held until yesterday; one that would only begin is taken out. Raises when it is not held."""
    check_reach(by, organisation, place_code)
    row = Membership.objects.filter(
        person=person, organisation=organisation, role=role, place_code=place_code
    ).first()  # fmt: skip
    today = clock.today()
    if row is None or (row.to_day is not None and row.to_day < today):
        raise Problem("people.no_membership")
    row.to_day = today - timedelta(days=1)
    if row.from_day is not None and row.from_day > row.to_day:
        row.delete()
    else:
        row.save()
    return person


@action(
    "membership.record", label=mark("Record a role"), told=mark("recorded a role"), may=is_system | is_keeper,
    offered=False,
)  # fmt: skip
def record_membership(
    *, by: Actor, person: Somebody, organisation: Body, role: Role, place_code: Reach = "", title: Position = "",
    from_day: FromDay = None, to_day: ToDay = None,
) -> Person:  # fmt: skip
    """Record a role from a file; the same person, organisation, role and place are one row."""
    hold(person, organisation, role, place_code, title, from_day, to_day)
    return person


def check_reach(by: Actor, organisation: "Organisation", place_code: str) -> None:
    """Problem("people.out_of_reach") unless the keeper acts or an office that reaches the place."""
    if not (by.keeper or covers(by, organisation, place_code)):
        raise Problem("people.out_of_reach", "place_code")


def hold(
    person: Person, organisation: "Organisation", role: str, place_code: str, title: str, from_day: date | None,
    to_day: date | None,
) -> Membership:  # fmt: skip
    """Write the membership; the caller is a verb."""
    if person.erased_at is not None:
        raise Problem("people.erased", "person")
    if from_day and to_day and to_day < from_day:
        raise Problem("people.days", "to_day")
    row, _ = Membership.objects.update_or_create(
        person=person, organisation=organisation, role=role, place_code=place_code,
        defaults={"title": title, "from_day": from_day, "to_day": to_day},
    )  # fmt: skip
    return row

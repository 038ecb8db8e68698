"""Reading persons, memberships and skills."""

from datetime import date

from django.db.models import Q

from towngown.foundation.people.models import Membership, Person, PersonQuerySet
from towngown.kit.actors import Actor


def persons(by: Actor) -> PersonQuerySet:
    """The persons the viewer may see, by name."""
    return Person.objects.visible_to(by).filter(erased_at=None).order_by("name", "pk")


def person_of(user_id: int) -> Person | None:
    """The person behind a log-in, or none."""
    return Person.objects.filter(user_id=user_id, erased_at=None).first()


def memberships_of(person_id: int, today: date) -> list[Membership]:
    """The memberships that hold today, with their organisations."""
    current = (Q(from_day=None) | Q(from_day__lte=today)) & (Q(to_day=None) | Q(to_day__gte=today))
    return list(Membership.objects.filter(current, person_id=person_id).select_related("organisation").order_by("pk"))


def holders(organisation_ids: set[int], roles: tuple[str, ...], place_code: str = "") -> list[Person]:
    """Persons holding one of the roles in one of the organisations, whose reach includes the place."""
    found = Membership.objects.filter(organisation_id__in=organisation_ids, role__in=roles, person__erased_at=None)
    reaching = [row for row in found.select_related("person") if place_code.startswith(row.place_code)]
    return list({row.person_id: row.person for row in reaching}.values())

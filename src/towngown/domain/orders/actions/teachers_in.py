"""Teachers as a file has them: the person, where they work and what they can give come along in the same row."""

from typing import TYPE_CHECKING, Any

from towngown.domain.orders.actions import fields
from towngown.domain.orders.actions.teachers import gives, put
from towngown.domain.orders.models import Teacher
from towngown.domain.orders.rules import CAMPUS, records
from towngown.domain.orders.words import REACH_M, TERM_CAP, WEEK_CAP
from towngown.domain.partnerships.queries import first_party
from towngown.foundation.journal.action import action
from towngown.foundation.people import actions as people
from towngown.foundation.people.compute import skills_of
from towngown.kit.actors import Actor
from towngown.kit.halfdays import ALL_WEEK
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

ROLE = "expert"  # what teachers are in their organisation


@action(
    "teacher.record", label=mark("Record a teacher from a file"), told=mark("recorded a teacher from a file"),
    may=records, on="partnership", offered=False,
)  # fmt: skip
def record_teacher(
    *, by: Actor, partnership: "Partnership", key: fields.Key, name: fields.Name = "", unit: fields.Unit = None,
    phone: fields.Phone = "", email: fields.Email = "", skills: fields.Skills = "",
    teacher_kind: fields.TeacherKind = "teacher", place_code: fields.Home = "", reach_m: fields.Reach = REACH_M,
    week_cap: fields.WeekCap = WEEK_CAP, term_cap: fields.TermCap = TERM_CAP, half_days: fields.FreeHalves = ALL_WEEK,
    offers: fields.Gives = None, rather: fields.Rather = None, active: fields.Active = True, person: Any = None,
) -> Teacher:  # fmt: skip
    """Create or update the teacher with this key, and their person unless one is given.

    Raises without a name for a new one, for another name or skills of somebody who says these themselves, and when the
    person is another teacher here already.
    """
    given = locals()
    here = Teacher.objects.filter(partnership=partnership)
    teacher = here.filter(key=key).select_related("person").first()
    person = person or _person(by, partnership, teacher, given)
    teacher = teacher or here.filter(person=person, key="").first() or Teacher(partnership=partnership)
    if here.filter(person=person).exclude(pk=teacher.pk).exists():
        raise Problem("orders.teacher_twice", "name")
    _employ(by, person, partnership, unit)
    teacher.key, teacher.person = key, person
    put(teacher, given)
    gives(teacher, offers or [])
    return teacher


def _person(by: Actor, partnership: "Partnership", teacher: Teacher | None, given: dict[str, Any]) -> Any:
    """The person of the row, written anew if this file is where they come from."""
    key = f"{partnership.slug}:{given['key']}"
    if teacher is not None and teacher.person.key != key:
        said = (teacher.person.name, teacher.person.skills)
        other = (given["name"], skills_of(given["skills"])) not in (said, ("", []))
        if other or given["phone"] or given["email"]:
            raise Problem("orders.own_name", "name", value=teacher.person.name)
        return teacher.person
    if not given["name"]:
        raise Problem("orders.who", "name")
    known = teacher.person if teacher else None
    return people.record(
        by=by, key=key, name=given["name"], skills=given["skills"], invented=partnership.nature != "reported",
        phone=given["phone"] or (known.phone if known else ""), email=given["email"] or (known.email if known else ""),
    )  # fmt: skip


def _employ(by: Actor, person: Any, partnership: "Partnership", unit: Any) -> None:
    """See that they hold the role of a teacher: in the unit that the row names, else on the university side at large."""
    campus = first_party(partnership.pk, CAMPUS)
    organisation = unit or (campus.organisation if campus else None)
    held = person.memberships.filter(role=ROLE)
    if organisation is not None and not (held.filter(organisation=unit) if unit else held).exists():
        people.record_membership(by=by, person=person, organisation=organisation, role=ROLE)

"""Teachers and experts: how far they go, how often, when, and when they are away. And where places lie."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.orders.actions import fields
from towngown.domain.orders.models import Absence, Spot, Teacher, Teaches
from towngown.domain.orders.rules import CAMPUS, keeps_menu, keeps_teachers, records
from towngown.domain.orders.words import REACH_M, TERM_CAP, WEEK_CAP
from towngown.domain.partnerships.queries import first_party
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.fields import Day
from towngown.kit.halfdays import ALL_WEEK
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

FirstDay = Annotated[date, Day(label=mark("First day"))]
LastDay = Annotated[date | None, Day(label=mark("Last day"))]
SAID = ("teacher_kind", "place_code", "reach_m", "week_cap", "term_cap", "active", "half_days")


@action("teacher.add", label=mark("Add a teacher"), told=mark("added a teacher"), may=keeps_menu, on="partnership")
def add_teacher(
    *, by: Actor, partnership: "Partnership", person: fields.OfPerson, teacher_kind: fields.TeacherKind = "teacher",
    place_code: fields.Home = "", reach_m: fields.Reach = REACH_M, week_cap: fields.WeekCap = WEEK_CAP,
    term_cap: fields.TermCap = TERM_CAP, half_days: fields.FreeHalves = ALL_WEEK, rather: fields.Rather = None,
    active: fields.Active = True,
) -> Teacher:  # fmt: skip
    """Put a person on the list of teachers. Raises when they are on it, and for caps that contradict each other."""
    given = locals()
    if Teacher.objects.filter(partnership=partnership, person=person).exists():
        raise Problem("orders.teacher_twice", "person")
    return put(Teacher(partnership=partnership, person=person), given)


@action(
    "teacher.describe", label=mark("Say when, how far and how often"), told=mark("said when, how far and how often"),
    may=keeps_teachers, on="teacher",
)  # fmt: skip
def describe_teacher(
    *, by: Actor, teacher: Teacher, teacher_kind: fields.TeacherKind = "teacher", place_code: fields.Home = "",
    reach_m: fields.Reach = REACH_M, week_cap: fields.WeekCap = WEEK_CAP, term_cap: fields.TermCap = TERM_CAP,
    half_days: fields.FreeHalves = ALL_WEEK, rather: fields.Rather = None, active: fields.Active = True,
) -> Teacher:  # fmt: skip
    """Write it anew; teachers say it for themselves. Raises for caps that contradict each other."""
    given = locals()
    return put(teacher, given)


@action("teacher.set_gives", label=mark("Say what they can give"), told=mark("said what they can give"), may=keeps_menu,
        on="teacher")  # fmt: skip
def set_gives(*, by: Actor, teacher: Teacher, offers: fields.Gives = None) -> Teacher:
    """Exactly these offers they can give from now on. Raises for an offer of another partnership."""
    gives(teacher, offers or [])
    return teacher


@action(
    "teacher.away", label=mark("Say when they are away or ill"), told=mark("said when they are away"),
    may=keeps_teachers, on="teacher",
)  # fmt: skip
def away(
    *, by: Actor, teacher: Teacher, first_day: FirstDay, last_day: LastDay = None,
    absence_kind: fields.AbsenceKind = "off",
) -> Teacher:  # fmt: skip
    """Days on which they cannot come; what was dispatched to them then is looked at anew (matching)."""
    last_day = last_day or first_day
    if last_day < first_day:
        raise Problem("orders.range", "last_day")
    Absence.objects.create(teacher=teacher, first_day=first_day, last_day=last_day, absence_kind=absence_kind)
    return teacher


@action(
    "teacher.back", label=mark("They are not away after all"), told=mark("said that they are not away after all"),
    may=keeps_teachers, on="teacher", offered=False,
)  # fmt: skip
def back(*, by: Actor, teacher: Teacher, first_day: FirstDay) -> Teacher:
    """Take back the absence that begins on this day. Raises when there is none."""
    if not Absence.objects.filter(teacher=teacher, first_day=first_day).delete()[0]:
        raise Problem("not_found", "first_day", value=first_day)
    return teacher


@action(
    "spots.load", label=mark("Load where places lie"), told=mark("loaded where places lie"), may=records,
    on="partnership", offered=False,
)  # fmt: skip
def load_spots(
    *, by: Actor, partnership: "Partnership", spots: Iterable[tuple[str, int, int]], generated: bool = False
) -> "Partnership":
    """Bulk: (place code, metres east, metres north); a place that has a spot keeps its row and moves."""
    rows = [
        Spot(partnership=partnership, place_code=code, east_m=east, north_m=north, generated=generated)
        for code, east, north in spots
    ]
    Spot.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["partnership", "place_code"],
        update_fields=["east_m", "north_m", "generated"],
    )  # fmt: skip
    return partnership


def put(teacher: Teacher, given: dict[str, Any]) -> Teacher:
    """Set what was said of the teacher, and save. Raises for caps that contradict each other."""
    if given["term_cap"] < given["week_cap"]:
        raise Problem("orders.term_below_week", "term_cap")
    for category in given["rather"] or []:
        fields.same_wall(teacher.partnership_id, rather=category)
    for name in SAID:
        setattr(teacher, name, given[name])
    campus = first_party(teacher.partnership_id, CAMPUS)
    teacher.own_party_id, teacher.audience = (campus.pk, "party") if campus else (None, "partnership")
    teacher.save()
    teacher.rather.set(given["rather"] or [])
    return teacher


def gives(teacher: Teacher, offers: Iterable[Any]) -> None:
    """Exactly these offers. Raises for an offer of another partnership."""
    wanted = {offer.pk: offer for offer in offers}
    for offer in wanted.values():
        fields.same_wall(teacher.partnership_id, offers=offer)
    Teaches.objects.filter(teacher=teacher).exclude(offer__in=wanted).delete()
    standing = set(Teaches.objects.filter(teacher=teacher).values_list("offer_id", flat=True))
    Teaches.objects.bulk_create([Teaches(teacher=teacher, offer_id=pk) for pk in sorted(wanted.keys() - standing)])

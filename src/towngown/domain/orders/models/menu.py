"""Category, Offer, Teacher and when they are away, Spot (where a place lies, for distances)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from towngown.domain.orders.words import (
    ABSENCES,
    CATEGORY_STATES,
    OFFER_KINDS,
    OFFER_STATES,
    REACH_M,
    TAKES_PART_AS,
    TEACHER_KINDS,
    TERM_CAP,
    WEEK_CAP,
)
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.foundation.journal.table import (
    COUNTED,
    TITLED,
    Counted,
    Guarded,
    GuardedQuerySet,
    Titled,
    kept,
    known,
    one_title,
    seen_by,
)
from towngown.kit.actors import Actor
from towngown.kit.halfdays import ALL_WEEK


class Category(Titled, Belonging):
    """A shelf of the menu, opened in batches; extended as data."""

    programme = models.ForeignKey("partnerships.Programme", null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=100)
    state = models.CharField(max_length=12, default="preparing")
    words = models.TextField(blank=True)

    PRIVACY = kept(TITLED, BELONGING, "programme", "batch", "order", "state", "words")

    class Meta:
        constraints = [
            one_title("category_has_a_title"),
            known("category_state_known", "state", CATEGORY_STATES),
            *walls("category"),
        ]


class Offer(Titled, Counted, Belonging):
    """Something on the menu. Its quantity is the head-count it is for, from–to."""

    offer_kind = models.CharField(max_length=10, default="course")
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="offers")
    provider = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="draft")
    outline = models.TextField(blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    equipment = models.CharField(max_length=200, blank=True)
    takes_part_as = models.CharField(max_length=10, default="learn")

    PRIVACY = kept(
        TITLED, COUNTED, BELONGING, "offer_kind", "category", "provider", "state", "outline", "for_whom", "minutes",
        "equipment", "takes_part_as",
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("offer_has_a_title"),
            known("offer_kind_known", "offer_kind", OFFER_KINDS),
            known("offer_state_known", "state", OFFER_STATES),
            known("offer_takes_part_known", "takes_part_as", TAKES_PART_AS),
            *walls("offer"),
        ]
        indexes = [models.Index(fields=["partnership", "state", "category", "id"], name="offer_on_menu")]

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": f"{self.outline}\n{self.for_whom}"}


class TeacherQuerySet(GuardedQuerySet["Teacher"]):
    def visible_to(self, by: Actor) -> "TeacherQuerySet":
        """The university's own see its teachers, and teachers themselves; whoever ordered sees who comes, no more."""
        return self if by.sees_all else self.filter(seen_by(by) | Q(person_id=by.person_id or 0))


class Teacher(Belonging):
    """Somebody who gives what is on the menu. The place is where they set out from."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    teacher_kind = models.CharField(max_length=10, default="teacher")
    active = models.BooleanField(default=True)
    reach_m = models.PositiveIntegerField(default=REACH_M)
    week_cap = models.PositiveSmallIntegerField(default=WEEK_CAP)
    term_cap = models.PositiveSmallIntegerField(default=TERM_CAP)
    half_days = models.PositiveSmallIntegerField(default=ALL_WEEK)  # halfdays.HalfDay.bit
    rather = models.ManyToManyField(Category, related_name="+")

    objects: ClassVar = TeacherQuerySet.as_manager()
    PRIVACY = kept(BELONGING, "person", "teacher_kind", "active", "reach_m", "week_cap", "term_cap", "half_days")

    class Meta:
        constraints = [
            known("teacher_kind_known", "teacher_kind", TEACHER_KINDS),
            models.UniqueConstraint(name="teacher_once", fields=["partnership", "person"]),
            models.CheckConstraint(name="teacher_term_over_week", condition=Q(term_cap__gte=F("week_cap"))),
            models.CheckConstraint(name="teacher_half_days", condition=Q(half_days__lte=ALL_WEEK)),
            *walls("teacher"),
        ]

    def title(self, language: str) -> tuple[str, str]:
        """The name, which has one language."""
        return self.person.name, "zh"

    def __str__(self) -> str:
        return self.person.name


class Teaches(Guarded):
    """That a teacher can give an offer."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="teaches")
    teacher = models.ForeignKey(Teacher, on_delete=models.CASCADE, related_name="teaches")

    PRIVACY = dict.fromkeys(["offer", "teacher"], "kept")

    class Meta:
        constraints = [models.UniqueConstraint(name="teaches_once", fields=["offer", "teacher"])]


class Absence(Guarded):
    """Days on which a teacher cannot come."""

    teacher = models.ForeignKey(Teacher, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    absence_kind = models.CharField(max_length=5, default="off")

    PRIVACY = {"teacher": "kept", "first_day": "kept", "last_day": "kept", "absence_kind": "masked"}

    class Meta:
        constraints = [
            known("absence_kind_known", "absence_kind", ABSENCES),
            models.CheckConstraint(name="absence_days", condition=Q(first_day__lte=F("last_day"))),
        ]


class Spot(Guarded):
    """Where a place lies, in metres east and north of a point that the partnership chose; for distances and sketches."""

    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=12)
    east_m = models.IntegerField()
    north_m = models.IntegerField()
    generated = models.BooleanField(default=False)

    PRIVACY = dict.fromkeys(["partnership", "place_code", "east_m", "north_m", "generated"], "kept")

    class Meta:
        constraints = [models.UniqueConstraint(name="spot_once", fields=["partnership", "place_code"])]

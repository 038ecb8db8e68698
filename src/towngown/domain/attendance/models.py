"""Session, the code on a wall, phones that come (Learner), who signed in how (SignIn), and what they say of it."""

from typing import Any

from django.db import models
from django.db.models import Q

from towngown.domain.attendance.words import SESSION_STATES, SIGNED_BY
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.foundation.journal.table import TITLED, Guarded, Titled, kept, known, one_title
from towngown.kit.halfdays import HALVES, HalfDay


class Session(Titled, Belonging):
    """One sitting of an activity: for an ordered course the teacher's visit, one for each week."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="+")
    dispatch = models.OneToOneField("matching.Dispatch", null=True, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey("orders.Order", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.PositiveSmallIntegerField(default=0)
    teacher = models.ForeignKey("orders.Teacher", null=True, on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    half = models.CharField(max_length=2)
    start_time = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    where = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default="planned")

    PRIVACY = kept(
        TITLED, BELONGING, "activity", "dispatch", "order", "unit", "teacher", "station", "day", "half", "start_time",
        "minutes", "where", "state",
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("session_has_a_title"),
            known("session_state_known", "state", SESSION_STATES),
            known("session_half_known", "half", HALVES),
            models.UniqueConstraint(name="session_once", fields=["order", "unit"], condition=Q(order__isnull=False)),
            *walls("session"),
        ]
        indexes = [
            models.Index(fields=["partnership", "place_code", "day"], name="session_at_place"),
            models.Index(fields=["teacher", "day"], name="session_of_teacher"),
            models.Index(fields=["partnership", "-day", "-id"], name="session_by_day"),
        ]

    @property
    def half_day(self) -> HalfDay:
        return HalfDay(self.day, self.half)

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.where, "day": self.day}


class WallCode(Belonging):
    """A code printed for the wall of a room: whoever scans it sees what is on there today. Not a secret."""

    station = models.ForeignKey("stations.Station", null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    PRIVACY = kept(BELONGING, "station", "code", "made_at", "withdrawn_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="wall_code_once", fields=["partnership", "place_code"],
                condition=Q(station=None, withdrawn_at=None),
            ),
            models.UniqueConstraint(
                name="wall_code_of_station_once", fields=["station"],
                condition=Q(station__isnull=False, withdrawn_at=None),
            ),
            *walls("wall_code"),
        ]  # fmt: skip


class Learner(Guarded):
    """A phone that signed in: a random token kept on it, hashed here. No name, no number; counts who comes again."""

    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64)
    first_day = models.DateField()

    PRIVACY = dict.fromkeys(["partnership", "token_hash", "first_day"], "kept")

    class Meta:
        constraints = [models.UniqueConstraint(name="learner_once", fields=["partnership", "token_hash"])]


class SignIn(Guarded):
    """Somebody signed in by the code on the wall (one person), or a host wrote down how many were on paper or there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sign_ins")
    signed_by = models.CharField(max_length=5)
    people = models.PositiveSmallIntegerField(default=1)
    learner = models.ForeignKey(Learner, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    PRIVACY = dict.fromkeys(["session", "signed_by", "people", "learner", "at", "withdrawn_at"], "kept")

    class Meta:
        constraints = [
            known("sign_in_means_known", "signed_by", SIGNED_BY),
            models.CheckConstraint(name="sign_in_people", condition=Q(people__gte=1)),
            models.CheckConstraint(
                name="sign_in_by_code_is_one_phone",
                condition=Q(signed_by="code", people=1, learner__isnull=False)
                | (~Q(signed_by="code") & Q(learner=None)),
            ),
            models.UniqueConstraint(
                name="sign_in_once", fields=["session", "learner"], condition=Q(learner__isnull=False)
            ),
        ]


class Opinion(Guarded):
    """What somebody who signed in says of the session: stars for the course, words. Favour, not an assessment of staff."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="opinions")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    PRIVACY = dict.fromkeys(["session", "learner", "stars", "at"], "kept") | {"words": "kept"}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="opinion_once", fields=["session", "learner"]),
            models.CheckConstraint(name="opinion_stars", condition=Q(stars__gte=1, stars__lte=5)),
        ]

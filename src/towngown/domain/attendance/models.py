"""Session, the code on a wall, phones that come (Learner), who signed in how (SignIn), and what they say of it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from towngown.domain.attendance.compute.numbers import begins, ends
from towngown.domain.attendance.words import DOORS_OPEN, SESSION_STATES, SIGNED_BY
from towngown.domain.orders.words import TAKES_PART_AS
from towngown.domain.partnerships.table import BELONGING, Belonging, walls
from towngown.domain.partnerships.words import SIDES
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
    takes_part_as = models.CharField(max_length=10, default="learn")
    state = models.CharField(max_length=10, default="planned")
    reason = models.CharField(max_length=300, blank=True)  # why it was called off
    changes = models.PositiveIntegerField(default=0)  # SEQUENCE of its calendar entry
    changed_at = models.DateTimeField()  # DTSTAMP of its calendar entry

    PRIVACY = kept(
        TITLED, BELONGING, "activity", "dispatch", "order", "unit", "teacher", "station", "day", "half", "start_time",
        "minutes", "where", "takes_part_as", "state", "reason", "changes", "changed_at",
    )  # fmt: skip

    class Meta:
        constraints = [
            one_title("session_has_a_title"),
            known("session_state_known", "state", SESSION_STATES),
            known("session_half_known", "half", HALVES),
            known("session_takes_part_known", "takes_part_as", TAKES_PART_AS),
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

    @property
    def begins(self) -> datetime:
        """When it begins: of a half-day alone, at the hour that the half begins with unless the place says otherwise."""
        return begins(self.day, self.half, self.start_time)

    @property
    def opens(self) -> datetime:
        """From when on phones sign in."""
        return self.begins - timedelta(minutes=DOORS_OPEN)

    @property
    def ends(self) -> datetime:
        """When it ends."""
        return ends(self.day, self.half, self.start_time, self.minutes)

    def search_document(self) -> dict[str, Any]:
        """What search shows and matches."""
        return {"title_zh": self.title_zh, "title_en": self.title_en, "text": self.where, "day": self.day}


class Count(Guarded):
    """How many came to a session, as one side says. Withdrawn, never deleted."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="counts")
    side = models.CharField(max_length=10)
    people = models.PositiveIntegerField()
    given_by = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    PRIVACY = dict.fromkeys(["session", "side", "people", "given_by", "given_at", "withdrawn_at"], "kept")

    class Meta:
        constraints = [
            known("count_side_known", "side", SIDES),
            models.UniqueConstraint(
                name="one_count_per_side", fields=["session", "side"], condition=Q(withdrawn_at=None)
            ),
        ]


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
        indexes = [models.Index(fields=["first_day"], name="learner_by_day")]


class SignIn(Guarded):
    """Somebody signed in by the code on the wall (one person), or a host wrote down how many were on paper or there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sign_ins")
    signed_by = models.CharField(max_length=5)
    people = models.PositiveSmallIntegerField(default=1)
    learner = models.ForeignKey(Learner, null=True, on_delete=models.CASCADE, related_name="sign_ins")
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
            models.UniqueConstraint(
                name="sign_in_written_once", fields=["session", "signed_by"],
                condition=Q(learner=None, withdrawn_at=None),
            ),
        ]  # fmt: skip


class Opinion(Guarded):
    """What somebody who signed in says of the session: stars for the course, words. Favour, not an assessment of staff."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="opinions")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="opinions")
    stars = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    PRIVACY = dict.fromkeys(["session", "learner", "stars", "at", "words"], "kept")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="opinion_once", fields=["session", "learner"]),
            models.CheckConstraint(name="opinion_stars", condition=Q(stars__gte=1, stars__lte=5)),
        ]


class SessionFeed(Guarded):
    """A calendar address of one teacher, place or station: whoever has the token reads its sessions; stored hashed."""

    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey("orders.Teacher", null=True, on_delete=models.CASCADE, related_name="+")
    station = models.ForeignKey("stations.Station", null=True, on_delete=models.CASCADE, related_name="+")
    place_code = models.CharField(max_length=12, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    actor = models.ForeignKey("accounts.Actor", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    token = ""  # only on the object that was just made, never stored

    PRIVACY = dict.fromkeys(
        ["partnership", "teacher", "station", "place_code", "token_hash", "actor", "made_at", "withdrawn_at"], "kept"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="feed_of_one_thing",
                condition=Q(teacher__isnull=False, station=None, place_code="")
                | Q(teacher=None, station__isnull=False, place_code="")
                | (Q(teacher=None, station=None) & ~Q(place_code="")),
            )
        ]

"""Codes on walls, what is on there today, and what a phone has done there. Whoever has the code or token may read it."""

import hashlib
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from towngown.domain.attendance.models import Learner, Opinion, Session, SignIn, WallCode
from towngown.domain.attendance.rules import CAMPUS, SPEAKING
from towngown.foundation.journal.table import GuardedQuerySet
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership
    from towngown.domain.stations.models import Station

SHOWN = ("partnership", "station")
ON = ("planned", "held")
MOST_NEXT = 3


def walls(by: Actor) -> GuardedQuerySet[WallCode]:
    """The codes in use that this viewer may print anew or withdraw, by place."""
    mine = Q(pk__in=[])
    for seat in by.seats:
        if seat.side == CAMPUS and seat.role in SIGNING:
            mine |= Q(partnership_id=seat.partnership_id)
        elif seat.side != CAMPUS and seat.role in SPEAKING:
            under = Q(place_code__under=seat.place_code) if seat.place_code else Q()
            mine |= Q(partnership_id=seat.partnership_id) & under
    found = WallCode.objects.visible_to(by).filter(mine, withdrawn_at=None).select_related(*SHOWN)
    return found.order_by("partnership", "place_code", "pk")


def wall_code(by: Actor, ref: str) -> WallCode | None:
    """One code in use by its ref, for printing it."""
    return walls(by).filter(ref=ref).first()


def wall_by_code(code: str) -> WallCode | None:
    """The code on a wall, unless it was withdrawn; whoever has it may read what is on there."""
    return WallCode.objects.filter(code=code.lower(), withdrawn_at=None).select_related(*SHOWN).first()


def wall_of_place(partnership: "Partnership", place_code: str) -> WallCode | None:
    """The code in use at a place."""
    found = WallCode.objects.filter(partnership=partnership, station=None, place_code=place_code, withdrawn_at=None)
    return found.select_related(*SHOWN).first()


def wall_of_station(station: "Station") -> WallCode | None:
    """The code in use at a station."""
    return WallCode.objects.filter(station=station, withdrawn_at=None).select_related(*SHOWN).first()


def sessions_of_wall(wall: WallCode) -> GuardedQuerySet[Session]:
    """What takes place behind this wall, but for what a party keeps to itself: at its station, and at the very place."""
    there = Q(place_code=wall.place_code, place_code__gt="")
    if wall.station_id:
        there = Q(station_id=wall.station_id) | (there & Q(station=None))
    return Session.objects.filter(there, partnership_id=wall.partnership_id).exclude(audience="party")


def on_wall(wall: WallCode, day: date) -> list[Session]:
    """What is on behind this wall on a day, what was called off too, earliest first."""
    found = sessions_of_wall(wall).filter(day=day).select_related("partnership")
    return sorted(found, key=lambda one: (one.begins, one.pk))  # the column is empty where the usual hour holds


def next_on(wall: WallCode, day: date) -> list[Session]:
    """The next few that are planned after this day."""
    return list(sessions_of_wall(wall).filter(day__gt=day, state__in=ON).order_by("day", "half", "pk")[:MOST_NEXT])


def token_hash(wall: int, token: str) -> str:
    """What is stored of a phone's token: another hash in every partnership, so that they cannot be laid side by side."""
    return hashlib.sha256(f"{wall}:{token}".encode()).hexdigest() if token else ""


def learner_of(wall: int, token: str) -> Learner | None:
    """The phone with this token in a partnership, or none."""
    return Learner.objects.filter(partnership_id=wall, token_hash=token_hash(wall, token)).first() if token else None


def signed_in(learner: Learner | None, sessions: Collection[Session]) -> set[int]:
    """The ids of those sessions to which this phone has signed in."""
    if learner is None:
        return set()
    rows = SignIn.objects.filter(learner=learner, session__in=[one.pk for one in sessions], withdrawn_at=None)
    return set(rows.values_list("session_id", flat=True))


def given_by(learner: Learner | None, sessions: Collection[Session]) -> dict[int, Opinion]:
    """Session id → what this phone said of it."""
    if learner is None:
        return {}
    rows = Opinion.objects.filter(learner=learner, session__in=[one.pk for one in sessions])
    return {one.session_id: one for one in rows}

"""Who signed in how, what each side says, how it was liked, who comes again."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Max, Sum, When
from django.db.models import Count as Counted

from towngown.domain.attendance.compute.numbers import Favour, Numbers, favour, funnel
from towngown.domain.attendance.models import Count, Opinion, Session, SignIn
from towngown.foundation.journal.table import GuardedQuerySet


@dataclass(frozen=True)
class Followed:
    """The funnel of some sessions; `unfollowed` are the people written down by a host: counted, but nobody can say
    whether they come again."""

    steps: dict[str, int]
    unfollowed: int


def numbers_of(sessions: Collection[Session]) -> dict[int, Numbers]:
    """Session id → its numbers. Two queries for any number of sessions."""
    ids = [one.pk for one in sessions]
    signed: dict[int, dict[str, int]] = defaultdict(dict)
    rows = SignIn.objects.filter(session__in=ids, withdrawn_at=None).order_by()
    for session_id, how, people in rows.values_list("session_id", "signed_by").annotate(Sum("people")):
        signed[session_id][how] = people
    said = accounts_of(ids)
    return {pk: Numbers(**signed[pk], said=said.get(pk, {})) for pk in ids}


def accounts_of(session_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Session id → side → how many came, as it says."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Count.objects.filter(session__in=list(session_ids), withdrawn_at=None).order_by("side")
    for session_id, side, people in rows.values_list("session_id", "side", "people"):
        found[session_id][side] = people
    return found


def favour_of(session: Session) -> Favour:
    """How this session was liked, by the phones that signed in and said so."""
    return favour(list(Opinion.objects.filter(session=session).values_list("stars", flat=True)))


def words_about(session: Session) -> list[str]:
    """What was said in words, newest first, by nobody in particular; for those who run it."""
    return list(
        Opinion.objects.filter(session=session).exclude(words="").order_by("-pk").values_list("words", flat=True)
    )


def followed(sessions: GuardedQuerySet[Session]) -> Followed:
    """The funnel of these sessions (FUNNEL), from the phones that signed in by the code. Two queries."""
    rows = SignIn.objects.filter(session__in=sessions.order_by().values("pk"), withdrawn_at=None)
    phones = rows.filter(signed_by="code").order_by().values("learner")
    phones = phones.annotate(number=Counted("session"), made=_ever("create"), talked=_ever("govern"))
    steps = funnel((one["number"], bool(one["made"]), bool(one["talked"])) for one in phones)
    written = rows.exclude(signed_by="code").aggregate(people=Sum("people"))["people"]
    return Followed(steps, written or 0)


def _ever(part: str) -> Any:
    """Whether a phone signed in to a session where people take part in this way."""
    there = Case(When(session__takes_part_as=part, then=1), default=0)
    return Max(there)

"""Reading the journal, and finding any thing by kind and ref among what the viewer may see."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from towngown.foundation.journal.models import Answer, Entry
from towngown.foundation.journal.table import GuardedQuerySet, kinds
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem


def things(by: Actor, kind: str) -> GuardedQuerySet[Any]:
    """All things of a kind that the viewer may see."""
    if kind not in kinds():
        raise Problem("not_found", value=kind)
    return kinds()[kind].objects.visible_to(by)


def thing(by: Actor, kind: str, ref: str) -> Any:
    """One thing by kind and ref; what may not be seen is not found."""
    found = things(by, kind).filter(ref=ref).first()
    if found is None:
        raise Problem("not_found", value=ref)
    return found


def if_seen(by: Actor, one: Any) -> Any:
    """The thing, reached through a relation, if there is one and the viewer may see it; else none."""
    return one if one is not None and things(by, one.kind).filter(pk=one.pk).exists() else None


def story_of(*about: Any) -> QuerySet[Entry]:
    """The entries about these things, newest first; causes are loaded with them."""
    condition = Q()
    for one in about:
        condition |= Q(thing_kind=one.kind, thing_id=one.pk) | Q(on_kind=one.kind, on_id=one.pk)
    return Entry.objects.filter(condition).select_related("cause").order_by("-id")


def recent(walls: Collection[int], limit: int) -> list[Entry]:
    """The newest entries inside these partnerships; what each is about must still be looked up among what is seen."""
    return list(Entry.objects.filter(wall__in=walls).exclude(thing_kind="").order_by("-id")[:limit])


def done_by_people(wall: int, first: date, last: date) -> dict[str, int]:
    """Verb → how often people (not the clock, not an import) did it in a partnership from the first to the last day.

    What a verb did by itself as a consequence of another is not counted.
    """
    found = Entry.objects.filter(wall=wall, cause=None, actor__actor_kind__in=("user", "link", "visitor"))
    found = found.filter(at__gte=clock.midnight(first), at__lt=clock.midnight(last + timedelta(days=1)))
    return dict(found.order_by().values_list("verb").annotate(Count("pk")))


def days_of(verb: str, kind: str, ids: Iterable[int]) -> dict[int, date]:
    """Id of a thing → the day on which this verb was last done to it, for those things of a kind to which it was done."""
    entries = Entry.objects.filter(thing_kind=kind, thing_id__in=list(ids), verb=verb)
    found = entries.order_by("id").values_list("thing_id", "at")
    return {thing: at.astimezone(clock.ZONE).date() for thing, at in found if thing is not None}


def last_done(wall: int) -> datetime:
    """When something was last done in a partnership other than by import; the beginning of time when nothing was."""
    done = Entry.objects.filter(wall=wall).exclude(actor__actor_kind="import").aggregate(last=Max("at"))["last"]
    return done or datetime.min.replace(tzinfo=UTC)


def made_by(actor_id: int, kind: str) -> list[int]:
    """The ids of the things of a kind that this actor made; what was only done on one does not count."""
    entries = Entry.objects.filter(actor_id=actor_id, thing_kind=kind).exclude(on_kind=kind, on_id=F("thing_id"))
    return [pk for pk in entries.values_list("thing_id", flat=True) if pk is not None]


def answered(by: Actor, key: str) -> bool:
    """Whether this actor has already been given an answer under this idempotency key."""
    return Answer.objects.filter(key=key, actor_id=by.id).exists()

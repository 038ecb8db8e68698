"""Reading the journal, and finding any thing by kind and ref among what the viewer may see."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from towngown.foundation.journal.models import Answer, Entry, Reaction
from towngown.foundation.journal.table import GuardedQuerySet, kinds
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


def story_of(*about: Any) -> QuerySet[Entry]:
    """The entries about these things, newest first; causes are loaded with them."""
    condition = Q()
    for one in about:
        condition |= Q(thing_kind=one.kind, thing_id=one.pk) | Q(on_kind=one.kind, on_id=one.pk)
    return Entry.objects.filter(condition).select_related("cause").order_by("-id")


def recent(walls: Collection[int], limit: int) -> list[Entry]:
    """The newest entries inside these partnerships; what each is about must still be looked up among what is seen."""
    return list(Entry.objects.filter(wall__in=walls).exclude(thing_kind="").order_by("-id")[:limit])


def owed() -> int:
    """How many reactions are still owed."""
    return Reaction.objects.filter(done_at=None).count()


def answered(key: str) -> bool:
    """Whether an idempotency key was used already."""
    return Answer.objects.filter(key=key).exists()

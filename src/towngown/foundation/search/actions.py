"""Writing the index: one thing, or everything anew."""

from collections.abc import Collection
from typing import Any

from towngown.foundation.journal.action import action
from towngown.foundation.journal.table import kinds
from towngown.foundation.search.compute import excerpt_of, tokens_of
from towngown.foundation.search.models import Document
from towngown.foundation.search.rules import is_keeper
from towngown.kit import doorway
from towngown.kit.actors import PUBLIC, Actor
from towngown.kit.text import mark

CHUNK = 500


def document_of(thing: Any) -> Document | None:
    """The thing's row, not saved, or none when its table is not searched or the thing says it has nothing to show.

    A table is searched when it defines `search_document() -> dict | None` with title_zh, title_en, excerpt, text, day;
    a table whose rows carry no audience key must say one there.
    """
    told = thing.search_document() if hasattr(thing, "search_document") else None
    if told is None:
        return None
    key = told.get("audience_key") or thing.audience_key
    place = getattr(thing, "place_code", "") or ""
    return Document(
        thing_kind=thing.kind,
        thing_id=thing.pk,
        thing_ref=thing.ref,
        title_zh=told.get("title_zh", "")[:200],
        title_en=told.get("title_en", "")[:200],
        excerpt=excerpt_of(told.get("excerpt") or told.get("text", "")),
        tokens=tokens_of(told, thing.kind, thing.wall, key, place),
        audience_key=key,
        place_code=place,
        wall=thing.wall,
        day=told.get("day"),
    )


COLUMNS = [field.name for field in Document._meta.concrete_fields if field.name not in ("id", "thing_kind", "thing_id")]


def index(kind: str, thing_id: int) -> Document | None:
    """Write the thing's row anew, or take it away when the thing is gone; returns the row. Safe to repeat."""
    model = kinds().get(kind)
    if model is None or not hasattr(model, "search_document"):
        return None
    thing = model.objects.filter(pk=thing_id).first()
    fresh = document_of(thing) if thing is not None else None
    with doorway.opened("search.index"):
        if fresh is None:
            Document.objects.filter(thing_kind=kind, thing_id=thing_id).delete()
            return None
        values = {name: getattr(fresh, name) for name in COLUMNS}
        return Document.objects.update_or_create(thing_kind=kind, thing_id=thing_id, defaults=values)[0]


def index_many(kind: str, ids: Collection[int]) -> None:
    """The same for many things of one kind."""
    model = kinds().get(kind)
    if model is None or not hasattr(model, "search_document"):
        return
    rows = [row for thing in model.objects.filter(pk__in=ids) if (row := document_of(thing)) is not None]
    with doorway.opened("search.index"):
        Document.objects.filter(thing_kind=kind, thing_id__in=ids).delete()
        Document.objects.bulk_create(rows, batch_size=CHUNK)


def index_shown_openly(wall: int) -> None:
    """Write anew whatever of this partnership everybody finds: it may have been closed without a word about each thing."""
    found: dict[str, list[int]] = {}
    shown = Document.objects.filter(wall=wall, audience_key=PUBLIC).order_by("pk")
    for kind, thing_id in shown.values_list("thing_kind", "thing_id"):
        found.setdefault(kind, []).append(thing_id)
    for kind, ids in found.items():
        for first in range(0, len(ids), CHUNK):
            index_many(kind, ids[first : first + CHUNK])


@action(
    "search.reindex", label=mark("Index everything anew"), told=mark("indexed everything anew"),
    may=is_keeper, offered=False,
)  # fmt: skip
def reindex(*, by: Actor) -> None:
    """Throw the index away and write it anew from the things themselves."""
    Document.objects.all().delete()
    for model in kinds().values():
        if hasattr(model, "search_document"):
            rows: list[Document] = []
            for thing in model.objects.order_by("pk").iterator(chunk_size=CHUNK):
                row = document_of(thing)
                rows += [row] if row is not None else []
            Document.objects.bulk_create(rows, batch_size=CHUNK)

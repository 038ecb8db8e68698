"""Finding files, and seeing them through the things they hang on."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from towngown.foundation.files.models import StoredFile
from towngown.foundation.journal.table import seen_by
from towngown.kit import shelf
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem

_through: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}


def seen_through(model_label: str, lookup: str, through: str = "", **only: Any) -> None:
    """Say that whoever sees a row of this table ("evidence.Item") sees the file in its column ("stored_file").

    `through` names the relation that carries the audience ("agreement") where the table has no `visible_to` of its own; `only` is
    the condition under which a row counts (withdrawn_at=None).
    """
    _through[model_label, lookup] = through, only


def file(by: Actor, ref: str) -> StoredFile:
    """One file that the viewer may see: their own upload, or one hanging on a thing they see; else Problem not_found."""
    found = StoredFile.objects.filter(ref=ref).first()
    if found is None or not may_see(by, found):
        raise Problem("not_found", value=ref)
    return found


def may_see(by: Actor, stored: StoredFile) -> bool:
    """Whether the viewer sees the file, by itself or through something."""
    if by.kind == "user" and StoredFile.objects.visible_to(by).filter(pk=stored.pk).exists():
        return True
    return by.sees_all or any(
        _rows(by, label, through).filter(**only | {lookup: stored}).exists()
        for (label, lookup), (through, only) in _through.items()
    )


def _rows(by: Actor, label: str, through: str) -> Any:
    rows = apps.get_model(label)._default_manager.all()
    return rows.filter(seen_by(by, through)) if through else rows.visible_to(by)


def path_of(stored: StoredFile) -> Path:
    """Where its bytes lie."""
    return shelf.path_in(settings.FILES_ROOT, stored.sha256)

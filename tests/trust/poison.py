"""Every free text of the record replaced by what a hostile person would write."""

from collections.abc import Sequence

from django.apps import apps

from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.table import Guarded
from towngown.kit import doorway

KEYS = {"code", "edition", "key", "slug", "username", "uscc"}  # not free in what they hold


def poison(texts: Sequence[str]) -> None:
    """Put these texts, in turn, into every column that holds what some verb takes as free text, past the verbs' cleaning."""
    free = {name for verb in VERBS.values() for name, one in verb.asked.items() if one.field.free_text} - KEYS
    with doorway.opened("fixture"):
        for model in (model for model in apps.get_models() if issubclass(model, Guarded)):
            columns = [one for one in model._meta.concrete_fields if one.name in free]
            own = [one for one in columns if one.get_internal_type() in ("CharField", "TextField", "EmailField")]
            for number, row in enumerate(model.objects.order_by("pk") if own else ()):
                given = {one.name: texts[(number + at) % len(texts)][: one.max_length] for at, one in enumerate(own)}
                model.objects.filter(pk=row.pk).update(**given)

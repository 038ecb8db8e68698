"""What imports cannot show of the tables: where relations point, who may look back, what is erased with a person."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

ORDER = {name: place for place, name in enumerate(settings.CHAPTERS)}
# Packages of one line of the story never point at each other.
BROTHERS = [{"notices", "files", "search", "jobs", "complaints"}]


def ours() -> list[type[models.Model]]:
    """Every table of Towngown."""
    return [model for model in apps.get_models() if model.__module__.startswith("towngown.")]


def package(model: Any) -> str:
    """towngown.domain.evidence of a model of that chapter."""
    return ".".join(model.__module__.split(".")[:3])


def upward(tables: Iterable[type[models.Model]]) -> list[str]:
    """Foreign keys, also those given as strings, that point at a later chapter or a sibling."""
    return [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in tables
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and _later(package(field.related_model), package(model))
    ]


def _later(target: str, source: str) -> bool:
    if target == source or not target.startswith("towngown."):
        return False
    names = {target.rsplit(".", 1)[1], source.rsplit(".", 1)[1]}
    return any(names <= siblings for siblings in BROTHERS) or ORDER.get(target, 999) > ORDER.get(source, -1)


def accessors_across(tables: Iterable[type[models.Model]]) -> list[str]:
    """Reverse accessors that one package would plant on another's table."""
    return [
        f"{model.__name__}.{field.name} makes {field.related_model.__name__}.{field.remote_field.get_accessor_name()}"
        for model in tables
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and package(field.related_model) in ORDER
        and package(field.related_model) != package(model) and not field.remote_field.hidden
    ]  # fmt: skip


def without_privacy(tables: Iterable[type[models.Model]]) -> list[str]:
    """Columns for which nobody decided whether they go when a person is erased."""
    found = []
    for model in tables:
        policy = getattr(model, "PRIVACY", {})
        columns = {field.name for field in model._meta.concrete_fields if not field.primary_key}
        found += [f"{model.__name__}.{name} has no policy" for name in sorted(columns - set(policy))]
        found += [f"{model.__name__}.{name} is no column" for name in sorted(set(policy) - columns - {"id"})]
        found += [f"{model.__name__}.{name}: {word}" for name, word in policy.items() if word not in POLICIES]
    return found


POLICIES = {"kept", "masked", "erased"}


def floating_money(tables: Iterable[type[models.Model]]) -> list[str]:
    """Floats: money is whole fen, quantities are whole or as reported."""
    return [
        f"{model.__name__}.{field.name}"
        for model in tables
        for field in model._meta.concrete_fields
        if isinstance(field, models.FloatField)
    ]


GUARDS = [upward, accessors_across, without_privacy, floating_money]


class Planted:
    """Stands in for a table with one planted field, for breaches must not enter Django's registry."""

    def __init__(self, module: str, field: Any, privacy: dict[str, str]) -> None:
        self.__module__, self.__name__, self.PRIVACY = module, "Planted", privacy
        self._meta = type("Meta", (), {"get_fields": lambda _: [field], "concrete_fields": [field]})()


def relation(to: str, related_name: str | None) -> Any:
    """A foreign key as Django would have resolved it."""
    field = models.ForeignKey(to, models.CASCADE, related_name=related_name)
    field.set_attributes_from_name("planted")
    field.remote_field.model = apps.get_model(to)
    field.model = apps.get_model("evidence.Claim")
    return field


def number() -> Any:
    field = models.FloatField()
    field.set_attributes_from_name("planted")
    return field


BREACHES = [
    (upward, "towngown.domain.evidence.models", lambda: relation("agreements.Promise", "+")),
    (upward, "towngown.foundation.files.models", lambda: relation("notices.Notice", "+")),
    (accessors_across, "towngown.domain.agreements.models", lambda: relation("evidence.Claim", None)),
    (without_privacy, "towngown.domain.agreements.models", number),
    (floating_money, "towngown.domain.agreements.models", number),
]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_tables_keep_the_rule(guard):
    assert guard(ours()) == []


@pytest.mark.parametrize(("guard", "module", "field"), BREACHES)
def test_a_planted_breach_is_seen(guard, module, field):
    assert len(guard([Planted(module, field(), {})])) == 1


def test_a_policy_for_no_column_is_seen():
    assert len(without_privacy([Planted("towngown.x.y", number(), {"planted": "kept", "gone": "kept"})])) == 1

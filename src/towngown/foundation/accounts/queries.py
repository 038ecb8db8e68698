"""The rows of actors. Reading may create the row of an actor that acts for the first time: it carries nothing."""

from typing import Any

from django.contrib.auth import get_user_model

from towngown.foundation.accounts.models import Actor as ActorRow
from towngown.kit.actors import Actor, ActorKind


def actor_row(kind: ActorKind, user_id: int | None = None) -> int:
    """The id of the actor's row, made on first use."""
    row, _ = ActorRow.objects.get_or_create(actor_kind=kind, user_id=user_id)  # type: ignore[misc]  # the stubs take no None for an empty column
    return row.pk


def clock() -> Actor:
    """The system acting on time: reminders, endings, digests."""
    return Actor(kind="clock", id=actor_row("clock"), name="clock", sees_all=True)


def importer() -> Actor:
    """The importer, recording what files report."""
    return Actor(kind="import", id=actor_row("import"), name="import", sees_all=True, keeper=True)


def visitor() -> Actor:
    """Somebody without an account."""
    return Actor(kind="visitor", id=actor_row("visitor"), name="")


def link(claim_id: int) -> Actor:
    """The holder of a one-time link to one claim."""
    return Actor(kind="link", id=actor_row("link"), claim_id=claim_id)


def names_of(actor_ids: set[int]) -> dict[int, tuple[str, str]]:
    """Actor id → (kind, name of the person behind the log-in, empty when erased or none; never the user name)."""
    rows = ActorRow.objects.filter(pk__in=actor_ids).select_related("user")
    return {row.pk: (row.actor_kind, row.user.name if row.user else "") for row in rows}


def user_by_name(username: str) -> object | None:
    """The log-in with this name, or none."""
    return get_user_model().objects.filter(username=username).first()


def user_behind(actor_id: int) -> Any:
    """The active log-in of an actor, or none when it is not a log-in's, was erased or was disabled."""
    row = ActorRow.objects.filter(pk=actor_id, user__is_active=True).select_related("user").first()
    return row.user if row else None

"""The claim itself: opened and kept in place by whatever claims, summed up after each change."""

from typing import TYPE_CHECKING

from towngown.domain.evidence.models import Account, Claim, Item
from towngown.domain.evidence.queries import sums_of
from towngown.domain.evidence.rules import opens
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership, Party


@action(
    "claim.open", label=mark("Open a claim"), told=mark("opened a claim"), may=opens, on="partnership", offered=False
)
def open_claim(
    *,
    by: Actor,
    partnership: "Partnership",
    claim_kind: str,
    audience: str = "partnership",
    own_party: "Party | None" = None,
    place_code: str = "",
) -> Claim:
    """A new claim of this kind ("activity", "gift" …), seen by whom its owner is seen by. Called by owners' verbs."""
    return Claim.objects.create(
        partnership=partnership, claim_kind=claim_kind, audience=audience, own_party=own_party, place_code=place_code
    )


@action("claim.place", label=mark("Move a claim"), told=mark("moved a claim"), may=opens, on="claim", offered=False)
def place_claim(
    *, by: Actor, claim: Claim, audience: str, own_party: "Party | None" = None, place_code: str = ""
) -> Claim:
    """Let the claim follow its owner's audience and place; what it sums up is left to whoever speaks at this moment."""
    claim.audience, claim.own_party, claim.place_code = audience, own_party, place_code
    claim.save(update_fields=["audience", "own_party", "audience_key", "place_code"])
    return claim


def locked(claim: Claim) -> None:
    """Make everybody else who would change what this claim sums up wait until we are done."""
    Claim.objects.select_for_update().filter(pk=claim.pk).first()


def sum_up(claim: Claim) -> None:
    """Write down what the standing accounts and items of the claim add up to now."""
    claim.support, claim.lower = sums_of([claim.pk])[claim.pk]
    claim.save(update_fields=["support", "lower"])


def take_away(one: Account | Item) -> None:
    """Mark an account or an item withdrawn, once. Raises evidence.withdrawn when somebody was faster."""
    now = clock.now()
    if not type(one).objects.filter(pk=one.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise Problem("evidence.withdrawn")
    one.withdrawn_at = now

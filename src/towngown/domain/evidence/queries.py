"""Reading claims, accounts, items and links, and the one sum that every claim carries."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from towngown.domain.evidence.compute import Said, bits_of, lower_of
from towngown.domain.evidence.models import Account, Claim, Item, Link
from towngown.foundation.journal.table import COUNTED, GuardedQuerySet
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity

Sum = tuple[int, int | None]


@dataclass(frozen=True)
class Divergence:
    """A claim whose stored sum is not what its accounts and items add up to; (support, lower) each."""

    ref: str
    stored: Sum
    counted: Sum


def accounts(by: Actor, claim: Claim) -> GuardedQuerySet[Account]:
    """The standing accounts of a claim, campus first, with their parties."""
    found = Account.objects.visible_to(by).filter(claim=claim, withdrawn_at=None)
    return found.select_related("party__organisation", "claim").order_by("side", "pk")


@dataclass(frozen=True)
class AccountLine:
    """What one side said of a claim, as lists show it."""

    side: str
    means: str
    agrees: bool
    quantity: Quantity

    @property
    def low(self) -> int | None:
        return self.quantity.low

    @property
    def high(self) -> int | None:
        return self.quantity.high


def accounts_of(by: Actor, claim_ids: Collection[int]) -> dict[int, list[AccountLine]]:
    """The standing accounts of many claims in one query: claim id → what its sides said, campus first."""
    found: dict[int, list[AccountLine]] = defaultdict(list)
    if not claim_ids:
        return found
    standing = Account.objects.visible_to(by).filter(claim__among=claim_ids, withdrawn_at=None)
    rows = sorted(standing.values_list("side", "pk", "claim", "means", "agrees", *COUNTED))
    for side, _pk, claim_id, means, agrees, *counted in rows:
        found[claim_id].append(AccountLine(side, means, agrees, Quantity(*counted)))
    return found


def account_of(claim: Claim, side: str) -> Account | None:
    """The standing account of one side, or none."""
    return Account.objects.filter(claim=claim, side=side, withdrawn_at=None).select_related("claim").first()


def items(by: Actor, claim: Claim) -> GuardedQuerySet[Item]:
    """What is shown for a claim and not withdrawn, oldest first, with its files."""
    found = Item.objects.visible_to(by).filter(claim=claim, withdrawn_at=None)
    return found.select_related("stored_file", "claim").order_by("pk")


def links(by: Actor, claim: Claim) -> GuardedQuerySet[Link]:
    """The one-time links made for a claim, newest first."""
    return (
        Link.objects.visible_to(by).filter(claim=claim).select_related("party__organisation", "claim").order_by("-pk")
    )


def hashed(secret: str) -> str:
    """What is stored of a token or a session key: SHA-256 in hex; empty stays empty."""
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""


def link_by_token(token: str) -> Link:
    """The link with this token; whoever has the token may read its claim. Raises evidence.link_unknown."""
    related = ("claim__partnership", "party__organisation", "account")
    found = Link.objects.filter(token_hash=hashed(token)).select_related(*related).first()
    if found is None:
        raise Problem("evidence.link_unknown")
    return found


def accounts_shown_to(link: Link) -> list[Account]:
    """After a link was used: all standing accounts of its claim, so that its holder sees both numbers."""
    if link.used_at is None:
        return []
    return list(Account.objects.filter(claim=link.claim_id, withdrawn_at=None).order_by("side", "pk"))


def sums_of(claim_ids: Collection[int]) -> dict[int, Sum]:
    """Claim id → (support, lower), counted from the standing accounts and items."""
    said: dict[int, list[Said]] = defaultdict(list)
    shown: dict[int, list[str]] = defaultdict(list)
    rows = Account.objects.filter(claim__in=claim_ids, withdrawn_at=None)
    for claim_id, side, means, agrees, low in rows.values_list("claim_id", "side", "means", "agrees", "low"):
        said[claim_id].append(Said(side, means, agrees, low))
    for claim_id, kind in Item.objects.filter(claim__in=claim_ids, withdrawn_at=None).values_list(
        "claim_id", "item_kind"
    ):
        shown[claim_id].append(kind)
    return {one: (bits_of(said[one], shown[one]), lower_of(said[one])) for one in claim_ids}


def recount(batch: int = 1000) -> list[Divergence]:
    """Count every claim again and report those whose stored sum differs; an empty list is good news."""
    found: list[Divergence] = []
    last = 0
    while rows := list(Claim.objects.filter(pk__gt=last).order_by("pk")[:batch]):
        sums = sums_of([row.pk for row in rows])
        stored = {row.pk: (row.support, row.lower) for row in rows}
        found += [Divergence(row.ref, stored[row.pk], sums[row.pk]) for row in rows if stored[row.pk] != sums[row.pk]]
        last = rows[-1].pk
    return found

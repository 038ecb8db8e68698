"""What the sides say: by name here, or as a file or a published report says it."""

from typing import TYPE_CHECKING, Annotated

from towngown.domain.evidence.actions.claims import locked, sum_up, take_away
from towngown.domain.evidence.models import Account, Claim
from towngown.domain.evidence.queries import account_of
from towngown.domain.evidence.rules import gave_it, records, speaking_seat, speaks, stands
from towngown.domain.evidence.words import MEANS, OWN_WORD
from towngown.domain.partnerships.queries import party_of
from towngown.domain.partnerships.words import SIDES
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Amount, Choice, LongText, YesNo
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Party


Heads = Annotated[Quantity | None, Amount(label=mark("How many came"), help=mark("A number, or 60+, about 60."))]
Words = Annotated[str, LongText(label=mark("In a few words"), max_length=2000)]
Agrees = Annotated[bool, YesNo(label=mark("It took place"))]


@action(
    "account.give", label=mark("Give our account"), told=mark("gave an account"), may=speaks, on="claim", offered=False,
)  # fmt: skip
def give(*, by: Actor, claim: Claim, heads: Heads = None, words: Words = "", agrees: Agrees = True) -> Account:
    """Say by name, for the side of the actor's seat, that it was so (or was not).

    Raises evidence.already_said, and evidence.same_person when the actor's own word stands for another side.
    """
    seat = speaking_seat(by, claim)
    if seat is None:
        raise Problem("not_allowed")
    party = party_of(seat)
    locked(claim)
    own = Account.objects.filter(claim=claim, given_by_id=by.id, means__in=OWN_WORD, withdrawn_at=None)
    if by.kind == "user" and own.exclude(side=party.side).exists():
        raise Problem("evidence.same_person")
    return put_down(by, claim, party.side, "named", party, agrees, heads, words)


def put_down(
    by: Actor,
    claim: Claim,
    side: str,
    means: str,
    party: "Party | None",
    agrees: bool,
    heads: Quantity | None,
    words: str,
) -> Account:
    """Write one account and sum the claim up; a side's own word replaces what a report said for it.

    Raises evidence.already_said when the side's own account still stands.
    """
    locked(claim)
    standing = account_of(claim, side)
    if standing is not None:
        if standing.means in OWN_WORD or means not in OWN_WORD:
            raise Problem("evidence.already_said")
        standing.withdrawn_at = clock.now()
        standing.save()
    account = Account(
        claim=claim, side=side, means=means, party=party, agrees=agrees, words=words, given_by_id=by.id,
        given_at=clock.now(),
    )  # fmt: skip
    account.quantity = heads
    account.save()
    sum_up(claim)
    return account


@action(
    "account.withdraw", label=mark("Withdraw this account"), told=mark("withdrew an account"),
    may=stands & gave_it, on="account",
)  # fmt: skip
def withdraw_account(*, by: Actor, account: Account) -> Account:
    """Take back what one's own side said; it stays readable as withdrawn. Raises evidence.withdrawn."""
    locked(account.claim)
    take_away(account)
    sum_up(account.claim)
    return account


@action(
    "account.record", label=mark("Record an account"), told=mark("recorded what a report says"),
    may=records, on="claim", offered=False,
)  # fmt: skip
def record_account(
    *,
    by: Actor,
    claim: Claim,
    side: Annotated[str, Choice(label=mark("Side"), choices=SIDES)] = "",
    heads: Heads = None,
    words: Words = "",
    means: Annotated[str, Choice(label=mark("How it was said"), choices=MEANS)] = "published",
) -> Account:
    """What a report or file says for a side ("" = for none). What a side said here itself is never overwritten."""
    if means in OWN_WORD:
        raise Problem("not_a_choice", "means", value=means)
    standing = account_of(claim, side)
    if standing is None:
        return put_down(by, claim, side, means, None, True, heads, words)
    if standing.means not in OWN_WORD:
        standing.means, standing.quantity, standing.words = means, heads, words
        standing.save()
        sum_up(claim)
    return standing

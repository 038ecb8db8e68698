"""Putting a signature under a paper, and whether campus and another side have both signed."""

from collections.abc import Iterable

from towngown.domain.agreements.models import Agreement, Amendment, Closing, Signature, Waiver
from towngown.domain.agreements.rules import signing_seats
from towngown.kit import clock
from towngown.kit.actors import Actor, Seat
from towngown.kit.problems import Problem

Paper = Agreement | Amendment | Waiver | Closing


def both(sides: Iterable[str]) -> bool:
    """Whether these are both sides: campus and any one other."""
    found = set(sides)
    return "campus" in found and len(found) > 1


def put(by: Actor, paper: Paper, agreement: Agreement, *, once_per_side: bool = True) -> bool:
    """Sign the paper for the actor's party; returns whether both sides have signed now.

    Raises when the actor's organisation is not a party to the agreement, when its side (its party) has signed already,
    and when the actor has: whoever holds seats on both sides signs for one of them only.
    """
    under = Signature.objects.filter(**{paper.kind: paper})
    signed = under.values_list("party_id", "side")
    seats = _seats(by, agreement)
    free = [seat for seat in seats if not _taken(seat, signed, once_per_side)]
    if not free:
        raise Problem("agreements.same_side" if once_per_side else "agreements.already_signed")
    if under.filter(signed_by_id=by.id).exists():
        raise Problem("agreements.same_person")
    Signature.objects.create(
        party_id=free[0].party_id, side=free[0].side, signed_by_id=by.id, signed_at=clock.now(),
        **{paper.kind: paper},
    )  # fmt: skip
    return both([side for _, side in signed] + [free[0].side])


def _seats(by: Actor, agreement: Agreement) -> list[Seat]:
    """The seats through which this actor signs for a party to this agreement; none raises."""
    found = signing_seats(by, agreement)
    if not found:
        raise Problem("agreements.not_a_party")
    return found


def _taken(seat: Seat, signed: Iterable[tuple[int, str]], once_per_side: bool) -> bool:
    return any(seat.party_id == party or (once_per_side and seat.side == side) for party, side in signed)


def take_back(by: Actor, agreement: Agreement) -> None:
    """Remove the signature of the actor's party; raises when there is none."""
    parties = [seat.party_id for seat in _seats(by, agreement)]
    removed, _ = Signature.objects.filter(agreement=agreement, party_id__in=parties).delete()
    if not removed:
        raise Problem("agreements.nothing_signed")

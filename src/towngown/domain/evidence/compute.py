"""How strong a claim is, from who said it and what was shown: bits, strength with its reasons, proof under a rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from towngown.domain.evidence.words import (
    CAMPUS_LINK,
    CAMPUS_NAMED,
    DISPUTED,
    DOCUMENT,
    DOCUMENTS,
    FILED,
    OTHER_LINK,
    OTHER_NAMED,
    PUBLICATIONS,
    PUBLISHED,
    WHY_DISPUTED,
    WHY_HAS,
    WHY_LACKS,
)
from towngown.kit.problems import Problem

CAMPUS = CAMPUS_NAMED | CAMPUS_LINK
OTHER = OTHER_NAMED | OTHER_LINK
SPOKEN = CAMPUS | OTHER
ANYTHING = SPOKEN | DOCUMENT | PUBLISHED | FILED

_CAMPUS_BIT = {"named": CAMPUS_NAMED, "link": CAMPUS_LINK, "published": PUBLISHED, "file": FILED}
_OTHER_BIT = {"named": OTHER_NAMED, "link": OTHER_LINK, "published": PUBLISHED, "file": FILED}


@dataclass(frozen=True)
class Said:
    """One standing account, as far as it counts: side ("" = a report of no side), means, agreement, at-least heads."""

    side: str
    means: str
    agrees: bool = True
    low: int | None = None


def bits_of(accounts: Iterable[Said], item_kinds: Iterable[str]) -> int:
    """The bits of Claim.support that these standing accounts and items set."""
    bits = 0
    for one in accounts:
        bits |= (_CAMPUS_BIT if one.side == "campus" else _OTHER_BIT)[one.means]
        bits |= 0 if one.agrees else DISPUTED
    for kind in item_kinds:
        bits |= DOCUMENT if kind in DOCUMENTS else PUBLISHED if kind in PUBLICATIONS else 0
    return bits


def lower_of(accounts: Iterable[Said]) -> int | None:
    """The lower of the at-least head-counts given, or None when nobody counted: where two differ the lower decides."""
    return min((one.low for one in accounts if one.low is not None), default=None)


def spoken(bits: int, side: str) -> bool:
    """Whether this side has said something itself, by name or by link."""
    return bool(bits & (CAMPUS if side == "campus" else OTHER))


def both_spoke(bits: Any) -> Any:
    """Whether campus and another side spoke, by name or link; for one number or an array of them."""
    return ((bits & CAMPUS) != 0) & ((bits & OTHER) != 0)


def proven(bits: Any, rule: str) -> Any:
    """Whether claims with these bits meet the evidence rule of a promise; what is disputed never does.

    `bits` is one int (returns a bool) or a NumPy array of them (returns an array of bools). KeyError for a rule
    that EVIDENCE_RULES does not know.
    """
    documented = (bits & DOCUMENT) != 0
    meets = {
        "any_record": (bits & ANYTHING) != 0,
        "both_sides": both_spoke(bits),
        "document": documented & ((bits & SPOKEN) != 0),
        "both_and_document": both_spoke(bits) & documented,
    }
    return meets[rule] & ((bits & DISPUTED) == 0)


def strength(bits: int) -> str:
    """strong, medium, weak or none.

    Strong: campus and another side by name. Medium: both spoke, one of them by a one-time link; or one side's word
    with a document. Weak: everything less, and whatever is disputed.
    """
    if not bits & ANYTHING:
        return "none"
    if bits & DISPUTED:
        return "weak"
    if bits & CAMPUS_NAMED and bits & OTHER_NAMED:
        return "strong"
    if both_spoke(bits) or (bits & SPOKEN and bits & DOCUMENT):
        return "medium"
    return "weak"


def reasons(bits: int) -> list[str]:
    """Why the strength is what it is: marked sentences, what is there first, what is missing last."""
    has = WHY_HAS | (WHY_DISPUTED if bits & DISPUTED else {})
    there = [sentence for bit, sentence in has.items() if bits & bit]
    return there + [WHY_LACKS[name] for name in _lacking(bits)]


def _lacking(bits: int) -> list[str]:
    if not bits & ANYTHING:
        return ["anything"]
    if not bits & SPOKEN:
        return ["sides"] if bits & DOCUMENT else ["sides", "document"]
    missing = [] if bits & CAMPUS else ["campus"]
    missing += [] if bits & OTHER else ["other"]
    return missing + ([] if bits & DOCUMENT else ["document"])


def refuse_link(*, used: bool, withdrawn: bool, expires_at: datetime, now: datetime, own_session: bool) -> None:
    """Raise the one Problem that says why a link cannot be used now; return when it can."""
    if own_session:
        raise Problem("evidence.link_own")
    if used:
        raise Problem("evidence.link_used")
    if withdrawn:
        raise Problem("evidence.link_withdrawn")
    if now >= expires_at:
        raise Problem("evidence.link_expired")

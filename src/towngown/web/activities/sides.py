"""What the sides say, side by side, with the difference."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from towngown.domain.evidence import queries as evidence
from towngown.domain.evidence.compute import spoken
from towngown.domain.evidence.words import MEANS
from towngown.domain.partnerships import queries as partnerships
from towngown.domain.partnerships.words import SIDES
from towngown.kit.quantity import Quantity
from towngown.web.shared.wording import listed, words


def both_sides(by: Any, activity: Any) -> dict[str, Any]:
    """The accounts of an activity for the component both_sides: campus and locality always, others when they spoke."""
    return side_by_side(evidence.accounts(by, activity.claim), asked=not activity.as_reported)


def side_by_side(accounts: Iterable[Any], *, asked: bool = True) -> dict[str, Any]:
    """{accounts, difference, incomparable, waiting, told, disputed} of these standing accounts.

    Of what is only reported nobody was asked, and nobody is told to be silent.
    """
    said = {one.side: one for one in accounts}
    counted = [one.quantity for one in said.values() if one.side and one.agrees]
    difference = _difference(counted)
    shown = [side for side in ("campus", "locality") if side not in said]
    order = sorted({*said, *shown}, key=["campus", "locality", "support", ""].index)
    return {
        "accounts": [_shown(side, said.get(side), asked=asked) for side in order],
        "difference": difference,
        "incomparable": not difference and len({(one.low, one.high) for one in counted}) > 1,
        "waiting": len([one for one in said.values() if one.side and one.means in ("named", "link")]) < 2
        or any(not one.agrees for one in said.values()),
        "told": [one for one in said.values() if one.words],
        "disputed": any(not one.agrees for one in said.values()),
    }


def waited_for(by: Any, activity: Any) -> list[str]:
    """Who has still to confirm and how, a sentence for each side that has not spoken; none for what is only reported."""
    silent = [side for side in ("campus", "locality") if not spoken(activity.claim.support, side)]
    if activity.as_reported or not silent:
        return []
    parties = partnerships.parties(by, activity.partnership)
    named = {side: listed(words(one) for one in parties if one.side == side) for side in silent}
    text = _("{side}, not confirmed yet: {parties} can log in and confirm, or use a one-time link.")
    return [text.format(side=words(SIDES[side]), parties=named[side]) for side in silent if named[side]]


def _shown(side: str, account: Any, *, asked: bool) -> dict[str, Any]:
    label = words(SIDES[side]) if side else _("As published")
    if account is None:
        return {"side": label, "value": "", "unit": "", "by": "", "silent": "" if asked else _("Was not asked")}
    return {"side": label, "value": value_of(account), "unit": _unit(account), "by": words(MEANS[account.means])}


def value_of(account: Any) -> str:
    """How many came, as this account says; without a number, whether it took place."""
    if not account.agrees:
        return _("It was not so")
    if account.quantity == Quantity.unknown():
        return _("It took place") if account.side else _("No number is given")
    return words(account.quantity)


def _unit(account: Any) -> str:
    counted = account.agrees and account.quantity != Quantity.unknown()
    return _("people") if counted and not account.quantity.words("zh") else ""


def _difference(quantities: list[Quantity]) -> str:
    """By how many the exact head-counts differ; "" when they do not, or fewer than two are exact."""
    exact = [quantity.exact for quantity in quantities if quantity.exact is not None]
    apart = max(exact) - min(exact) if len(exact) > 1 else 0
    return str(apart) if apart else ""

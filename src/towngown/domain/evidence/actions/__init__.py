"""Opening claims, saying so, showing it, and asking the other side by a one-time link."""

from towngown.domain.evidence.actions.accounts import give, record_account, withdraw_account
from towngown.domain.evidence.actions.claims import open_claim, place_claim
from towngown.domain.evidence.actions.items import add_item, record_item, record_only_report, withdraw_item
from towngown.domain.evidence.actions.links import make_link, use_link, withdraw_link

__all__ = [
    "add_item",
    "give",
    "make_link",
    "open_claim",
    "place_claim",
    "record_account",
    "record_item",
    "record_only_report",
    "use_link",
    "withdraw_account",
    "withdraw_item",
    "withdraw_link",
]

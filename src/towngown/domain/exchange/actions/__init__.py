"""Every write of this chapter: intentions, needs, and the answers to them."""

from towngown.domain.exchange.actions.answers import accept, meet, refuse
from towngown.domain.exchange.actions.export import export_intentions, export_needs
from towngown.domain.exchange.actions.intentions import close, record_intention, reopen, take_up, voice
from towngown.domain.exchange.actions.needs import join, leave, raise_again, raise_need, record_need, share, withdraw

__all__ = [
    "accept", "close", "export_intentions", "export_needs", "join", "leave", "meet", "raise_again", "raise_need",
    "record_intention", "record_need", "refuse", "reopen", "share", "take_up", "voice", "withdraw",
]  # fmt: skip

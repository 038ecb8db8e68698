"""Every write of this chapter, one function per verb."""

from towngown.domain.attendance.actions.calendars import open_feed, read_calendar, withdraw_feed
from towngown.domain.attendance.actions.export import export
from towngown.domain.attendance.actions.holding import confirm, hold, hold_along, unhold
from towngown.domain.attendance.actions.planning import add, cancel, move, plan, restore
from towngown.domain.attendance.actions.signing import fade, forget, give_opinion, leave, sheet, sign_in, take_back
from towngown.domain.attendance.actions.walls import print_code, withdraw_code

__all__ = [
    "add", "cancel", "confirm", "export", "fade", "forget", "give_opinion", "hold", "hold_along", "leave", "move",
    "open_feed", "plan", "print_code", "read_calendar", "restore", "sheet", "sign_in", "take_back", "unhold",
    "withdraw_code", "withdraw_feed",
]  # fmt: skip

"""Planning, holding, confirming; recording the past as reported; what meetings leave; calendar addresses."""

from towngown.domain.activities.actions.export import export
from towngown.domain.activities.actions.feeds import open_feed, withdraw_feed
from towngown.domain.activities.actions.held import confirm, confirm_by_link, dispute, follow, hold, take_back
from towngown.domain.activities.actions.meetings import decide, raise_intention, raise_need, set_agenda, write_minutes
from towngown.domain.activities.actions.plan import cancel, change, plan, restore, withdraw
from towngown.domain.activities.actions.record import record
from towngown.domain.activities.actions.serves import add_promise, confirm_all, confirm_promise, remove_promise
from towngown.domain.activities.actions.sessions import span, unhold
from towngown.domain.activities.actions.tasks import drop_task, finish_task, give_task, place_task, reopen_task

__all__ = [
    "add_promise",
    "cancel",
    "change",
    "confirm",
    "confirm_all",
    "confirm_by_link",
    "confirm_promise",
    "decide",
    "dispute",
    "drop_task",
    "export",
    "finish_task",
    "follow",
    "give_task",
    "hold",
    "open_feed",
    "plan",
    "raise_intention",
    "raise_need",
    "record",
    "remove_promise",
    "place_task",
    "reopen_task",
    "restore",
    "set_agenda",
    "span",
    "take_back",
    "unhold",
    "withdraw",
    "withdraw_feed",
    "write_minutes",
]

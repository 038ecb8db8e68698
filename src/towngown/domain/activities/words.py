"""States of activities and of a meeting's tasks."""

from towngown.kit import problems
from towngown.kit.text import mark

STATES = {
    "planned": mark("Planned"),
    "held": mark("Held"),
    "confirmed": mark("Confirmed by both sides"),
    "disputed": mark("Disputed"),
    "cancelled": mark("Cancelled"),
    "withdrawn": mark("Withdrawn"),
}

MOVES = {
    ("planned", "activity.hold"): "held",
    ("planned", "activity.cancel"): "cancelled",
    ("cancelled", "activity.restore"): "planned",
    ("held", "activity.unhold"): "planned",
    ("held", "activity.confirm"): "confirmed",
    ("disputed", "activity.confirm"): "confirmed",
    ("held", "activity.dispute"): "disputed",
    ("confirmed", "activity.dispute"): "disputed",
    ("held", "activity.withdraw"): "withdrawn",
    ("confirmed", "activity.withdraw"): "withdrawn",
    ("disputed", "activity.withdraw"): "withdrawn",
}

# Kinds that are meetings: their page leads from the agenda to minutes, decisions and tasks.
MEETINGS = ("symposium", "leaders_visit", "salon", "party_building", "visit")

HAPPENED = ("held", "confirmed", "disputed")

TASK_STATES = {"open": mark("To do"), "done": mark("Done"), "dropped": mark("No longer needed")}

TASK_MOVES = {
    ("open", "task.finish"): "done",
    ("open", "task.drop"): "dropped",
    ("done", "task.reopen"): "open",
    ("dropped", "task.reopen"): "open",
}

problems.declare(
    {
        "activities.not_yet": mark("It is planned for {day}; it can be recorded as held from that day on."),
        "activities.not_begun": mark("It begins on {day} at {time}; from then on it can be recorded as held."),
        "activities.bad_time": mark("“{value}” is not a time; write it like 14:30."),
        "activities.day_order": mark("The last day must not be before the first."),
        "activities.not_happening": mark("This activity is not recorded as held: its state is “{state}”."),
        "activities.reason_needed": mark("Please say in a few words why, so that the others understand."),
        "activities.nothing_suggested": mark("Nothing on these days waits to be confirmed for this promise."),
        "activities.already_serves": mark("This activity already serves this promise."),
        "activities.other_partnership": mark("This belongs to another partnership."),
        "activities.needs_date": mark("Please give a day; only a recorded past may leave it open."),
    }
)

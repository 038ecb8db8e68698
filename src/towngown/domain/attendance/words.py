"""States of a session, how somebody signed in, the steps of the funnel. 场次状态、签到方式与转化漏斗。"""

from towngown.kit import problems
from towngown.kit.text import mark

SESSION_STATES = {"planned": mark("Planned"), "held": mark("Held"), "cancelled": mark("Cancelled")}

SESSION_MOVES = {
    ("planned", "session.move"): "planned",
    ("planned", "session.hold"): "held",
    ("planned", "session.cancel"): "cancelled",
    ("cancelled", "session.restore"): "planned",
    ("held", "session.unhold"): "planned",
}

SIGNED_BY = {
    "code": mark("by the code on the wall"),
    "paper": mark("on paper"),
    "host": mark("counted by the host"),
}

STARTS = {"am": "09:30", "pm": "14:30"}  # when a session begins unless the place says otherwise

# The funnel of a station or place, from the records of phones that signed in by the code on the wall; a phone keeps a
# random token, no name. Each step is part of the one before it.
FUNNEL = {
    "learner": mark("Learner: signed in at least once"),
    "repeat": mark("Came again: signed in at two sessions or more"),
    "contributor": mark("Contributor: came again, and signed in where something was made together"),
    "governance": mark(
        "Takes part in governance: a contributor who signed in where the neighbourhood’s affairs were talked over"
    ),
}

CODE_LENGTH = 8

problems.declare(
    {
        "attendance.no_code": mark("This code is not on any wall any more. Ask whoever runs the room."),
        "attendance.nothing_now": mark("Nothing is on here today, so there is nothing to sign in to."),
        "attendance.not_its_day": mark("Signing in is possible on the day of the session only."),
        "attendance.signed_already": mark("This phone has signed in already."),
        "attendance.sign_first": mark("Please sign in first; then you can say how it was."),
        "attendance.not_yet": mark("It is planned for {day}; it can be recorded as held from that day on."),
        "attendance.not_in_range": mark("At most {limit} people can be written down at once."),
    }
)

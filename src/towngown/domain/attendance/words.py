"""States of a session, how somebody signed in, the steps of the funnel. 场次状态、签到方式与转化漏斗。"""

from towngown.kit import problems
from towngown.kit.text import mark

SESSION_STATES = {"planned": mark("Planned"), "held": mark("Held"), "cancelled": mark("Cancelled")}

SESSION_MOVES = {
    ("planned", "session.move"): "planned",
    ("planned", "session.hold"): "held",
    ("planned", "session.hold_along"): "held",
    ("held", "session.confirm"): "held",
    ("planned", "session.cancel"): "cancelled",
    ("cancelled", "session.restore"): "planned",
    ("held", "session.unhold"): "planned",
}

SIGNED_BY = {
    "code": mark("by the code on the wall"),
    "paper": mark("on paper"),
    "host": mark("counted by the host"),
}
WRITTEN_BY_HOST = {name: SIGNED_BY[name] for name in ("paper", "host")}

STARTS = {"am": "09:30", "pm": "14:30"}  # when a session begins unless the place says otherwise
NOON = {"am": ("06:00", "12:30"), "pm": ("12:00", "21:30")}  # between which times a session of this half may begin

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
DOORS_OPEN = 60  # minutes before it begins: from then on phones sign in, so that the early ones need not queue
TOKEN_DAYS = 365  # so long a phone keeps its token, from the first sign-in on; then it is a new phone
FEWEST_OPINIONS = 3  # with fewer, an average would tell what one neighbour said
MOST_PEOPLE = 5_000
MOST_WORDS = 300

# Why the system itself called a session off; kept as the reason and put into the reader's words.
FREED = mark("The teacher cannot come; somebody else is looked for.")
WITHDRAWN = mark("The order was withdrawn.")
ALL_OFF = mark("All its sessions were called off.")

MOVED = mark("A session was moved: {session}")
CALLED_OFF = mark("A session was called off: {session}")
ON_AGAIN = mark("A session takes place after all: {session}")
TOLD = {"session.move": MOVED, "session.cancel": CALLED_OFF, "session.restore": ON_AGAIN}

LARGEST_CALENDAR = 2_000_000
AHEAD_DAYS = 366  # so far into the future a calendar is read

# What was put right in a calendar that is not quite as the standard says.
REPAIRED = {
    "encoding": mark("The file was not written in UTF-8."),
    "no_frame": mark("The frame around the entries was missing or not closed."),
    "bad_line": mark("Some lines could not be understood and were passed over."),
    "time_zone": mark("A time zone was not known; its times were taken as times in China."),
    "no_end": mark("Some entries end before they begin; they were taken as one day or one moment."),
    "bad_rule": mark("A repetition could not be understood; the entry was taken once."),
    "too_often": mark("Entries that repeat within a day were taken once."),
}

problems.declare(
    {
        "attendance.no_code": mark("This code is not on any wall any more. Ask whoever runs the room."),
        "attendance.nothing_now": mark("This is not on here today, so there is nothing to sign in to."),
        "attendance.too_early": mark("The session begins at {time}; phones sign in from {opens} on."),
        "attendance.signed_already": mark("This phone has signed in already; once is enough."),
        "attendance.sign_first": mark("Please sign in first; then you can say how it was."),
        "attendance.too_many_tries": mark("Too many sign-ins came from here just now. Ask the host to write you down."),
        "attendance.not_yet": mark("The session begins on {day} at {time}; from then on this can be recorded."),
        "attendance.other_half": mark("{time} is not in the {half}; another half-day is a matter of dispatch."),
        "attendance.other_side_spoke": mark(
            "The other side says that it took place; you cannot take that back for them."
        ),
        "attendance.rated": mark("The place has already said how the course was, so it was held."),
        "attendance.nothing_written": mark("Nothing was written down for this session."),
        "attendance.one_thing": mark("Name one teacher, one place or one station."),
        "attendance.not_a_calendar": mark("This is not a calendar file (.ics). Export it from your calendar anew."),
        "attendance.calendar_large": mark(
            "This calendar is larger than {limit} MB. Export only this year and try again."
        ),
        "attendance.calendar_endless": mark(
            "This calendar repeats so often that it cannot be worked out. Nothing was changed."
        ),
        "attendance.calendar_empty": mark("No entry of this calendar can be read. Nothing was changed."),
    }
)

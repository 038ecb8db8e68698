"""Words of the ledger: the eight states of a cell, their marks, and one reason sentence per reason."""

from enum import IntEnum

from towngown.kit.text import mark


class State(IntEnum):
    """State of a cell (promise × period), numbered in the order in which the first that applies wins."""

    NOT_YET_PROMISED = 0
    WAIVED = 1
    KEPT = 2
    UNPROVEN = 3
    NOT_RECORDED = 4
    OPEN = 5
    MISSED = 6
    LATE = 7


class Reason(IntEnum):
    """Why a cell has its state; the key of REASONS."""

    NOT_YET_PROMISED = 0
    WAIVED = 1
    KEPT = 2
    UNPROVEN = 3
    RECORD_STARTS_LATER = 4
    RECORD_ENDS_EARLIER = 5
    OPEN_NOTHING = 6
    OPEN_PARTLY = 7
    MISSED_NOTHING = 8
    MISSED_PARTLY = 9
    LATE_NOTHING = 10
    LATE_PARTLY = 11


LABELS = {
    State.NOT_YET_PROMISED: mark("Not yet promised"),
    State.WAIVED: mark("Waived"),
    State.KEPT: mark("Kept"),
    State.UNPROVEN: mark("Unproven"),
    State.NOT_RECORDED: mark("Not recorded"),
    State.OPEN: mark("Open"),
    State.MISSED: mark("Missed"),
    State.LATE: mark("Late"),
}

# What each mark says, in one plain sentence beside the ledger.
MEANINGS = {
    State.NOT_YET_PROMISED: mark("Nothing was promised for this period yet."),
    State.WAIVED: mark("Both sides agreed, with a reason, that it need not be done."),
    State.KEPT: mark("Done as promised, with the evidence that is asked for."),
    State.UNPROVEN: mark("Done as promised; the evidence is not complete yet."),
    State.NOT_RECORDED: mark("Outside of what the records cover; nothing is judged."),
    State.OPEN: mark("The period is not over; there is still time."),
    State.MISSED: mark("Both sides closed the year, and it was not done."),
    State.LATE: mark("The period is over and the record falls short; it may well have been done."),
}

# In which order states are told, one by one: there is no "so many of so many", for what the record does not reach is
# no failure. A period that was not yet promised is not told at all.
TOLD = (State.KEPT, State.OPEN, State.UNPROVEN, State.LATE, State.MISSED, State.WAIVED, State.NOT_RECORDED)

# Which state speaks for a year of several periods.
WORST_FIRST = (
    State.LATE,
    State.MISSED,
    State.UNPROVEN,
    State.OPEN,
    State.NOT_RECORDED,
    State.KEPT,
    State.WAIVED,
    State.NOT_YET_PROMISED,
)

MARKS = dict(zip(State, "·—●◐?○✕△", strict=True))

CSS_CLASSES = {state: f"cell-{state.name.lower().replace('_', '-')}" for state in State}

REASONS = {
    Reason.NOT_YET_PROMISED: mark("The promise begins on {promise_first}, after this period."),
    Reason.WAIVED: mark("Both sides agreed that this period needs nothing."),
    Reason.KEPT: mark("{counted} of {minimum} done, with the evidence that is asked for."),
    Reason.UNPROVEN: mark("{held} of {minimum} done, but the evidence is complete for only {counted}."),
    Reason.RECORD_STARTS_LATER: mark("The record begins on {record_from} and does not cover the whole period."),
    Reason.RECORD_ENDS_EARLIER: mark("The record reaches to {record_to} and does not cover the whole period."),
    Reason.OPEN_NOTHING: mark("Nothing is recorded yet; there is time until {period_last}."),
    Reason.OPEN_PARTLY: mark("{held} of {minimum} done so far; there is time until {period_last}."),
    Reason.MISSED_NOTHING: mark("Both sides closed the period with nothing done."),
    Reason.MISSED_PARTLY: mark("Both sides closed the period with {held} of {minimum} done."),
    Reason.LATE_NOTHING: mark("The period ended on {period_last} and nothing is recorded."),
    Reason.LATE_PARTLY: mark("The period ended on {period_last} with {held} of {minimum} recorded."),
}

# The same two reasons where the record does not touch the period at all.
UNTOUCHED = {
    Reason.RECORD_STARTS_LATER: mark("The record begins on {record_from}, after this period."),
    Reason.RECORD_ENDS_EARLIER: mark("The record reaches to {record_to}, before this period began."),
}

# Why an activity linked to a promise counts in a period, or does not.
WHY = {
    "counts": mark("It counts."),
    "evidence": mark("It was held, but its evidence does not yet meet what was agreed."),
    "suggested": mark("Nobody has confirmed yet that it serves this promise."),
    "not_held": mark("It is not recorded as held: its state is “{state}”."),
    "undated": mark("It has no date, so it is history and counts in no period."),
    "not_inside": mark("Its dates do not lie wholly inside this period."),
    "too_early": mark("It was before the promise began."),
    "uncounted": mark("Nobody has counted how many, so it adds nothing."),
}

OUTPUT_KINDS = {
    "paper": mark("Paper or advice"),
    "plan": mark("Plan"),
    "topic": mark("Research topic"),
    "model": mark("Model or method"),
    "gift": mark("Gift"),
    "work": mark("Work"),
    "award": mark("Award"),
    "target": mark("Target"),
}

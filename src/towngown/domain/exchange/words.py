"""States of intentions and needs, and the reasons an answer may give."""

from towngown.kit import problems
from towngown.kit.text import mark

INTENTION_STATES = {
    "open": mark("Voiced"),
    "taken_up": mark("Taken up"),
    "closed": mark("Closed"),
}

INTENTION_MOVES = {
    ("open", "intention.take_up"): "taken_up",
    ("open", "intention.close"): "closed",
    ("taken_up", "intention.close"): "closed",
    ("closed", "intention.reopen"): "open",
}

NEED_STATES = {
    "raised": mark("Raised"),
    "accepted": mark("Accepted"),
    "refused": mark("Refused"),
    "met": mark("Met"),
    "withdrawn": mark("Withdrawn"),
}

NEED_MOVES = {
    ("raised", "need.join"): "raised",
    ("accepted", "need.join"): "accepted",
    ("raised", "need.leave"): "raised",
    ("accepted", "need.leave"): "accepted",
    ("raised", "need.share"): "raised",
    ("raised", "need.accept"): "accepted",
    ("raised", "need.refuse"): "refused",
    ("accepted", "need.refuse"): "refused",
    ("accepted", "need.meet"): "met",
    ("raised", "need.withdraw"): "withdrawn",
    ("accepted", "need.withdraw"): "withdrawn",
    ("refused", "need.raise_again"): "raised",
    ("withdrawn", "need.raise_again"): "raised",
}

ANSWER_DAYS = 14  # within so many days a need is answered; after that it is overdue

REASONS = {
    "will_do": mark("We will do it"),
    "planned": mark("It is already planned"),
    "nobody_qualified": mark("Nobody here can do this"),
    "no_time": mark("Everybody who could is busy then"),
    "no_money": mark("There is no money for it this year"),
    "out_of_scope": mark("It is outside this partnership"),
    "better_elsewhere": mark("Somebody else does this better"),
    "needs_more": mark("We need to know more first"),
    "done": mark("It was done"),
}

YES_REASONS = {word: REASONS[word] for word in ("will_do", "planned")}
NO_REASONS = {word: label for word, label in REASONS.items() if word not in ("will_do", "planned", "done")}

WAITING = ("raised",)  # the other side's answer is awaited
ALIVE = ("raised", "accepted")  # others may still join

SPEAKING = ("office", "coordinator", "window", "worker")  # who speaks for a place

NEW_NEED = mark("A need waits for your answer: {need}")

# Verb → what the asker and everybody who joined hears of it.
HEARD = {
    "need.join": mark("Others ask for the same: {need}"),
    "need.accept": mark("Your need was accepted: {need}"),
    "need.refuse": mark("Your need was not accepted: {need}. The reason: {reason}; more is on its page."),
    "need.meet": mark("Your need is marked as met: {need}"),
    "need.withdraw": mark("The need was withdrawn: {need}"),
    "need.raise_again": mark("The need was raised again: {need}"),
}

# What notices that were told before still say.
FORMERLY_HEARD = (mark("Your need was not accepted; the reason is on its page: {need}"),)

problems.declare(
    {
        "exchange.plus_one_twice": mark("Your organisation already asks for this."),
        "exchange.beyond_reach": mark("Your seat does not reach this place; choose one under your own."),
    }
)

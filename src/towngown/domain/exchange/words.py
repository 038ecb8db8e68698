"""States of intentions and needs, and the reasons an answer may give."""

from towngown.kit import problems
from towngown.kit.text import mark

INTENTION_STATES = {
    "open": mark("Open"),
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
    ("raised", "need.accept"): "accepted",
    ("raised", "need.refuse"): "refused",
    ("accepted", "need.refuse"): "refused",
    ("accepted", "need.meet"): "met",
    ("raised", "need.withdraw"): "withdrawn",
    ("accepted", "need.withdraw"): "withdrawn",
    ("refused", "need.raise_again"): "raised",
    ("withdrawn", "need.raise_again"): "raised",
}

REASONS = {
    "will_do": mark("We will do it"),
    "planned": mark("It is already planned"),
    "nobody_qualified": mark("Nobody here can do this"),
    "no_time": mark("Everybody who could is busy then"),
    "no_money": mark("There is no money for it this year"),
    "out_of_scope": mark("It is outside this partnership"),
    "better_elsewhere": mark("Somebody else does this better"),
    "needs_more": mark("We need to know more first"),
}

problems.declare(
    {
        "exchange.plus_one_twice": mark("Your organisation already asks for this."),
        "exchange.own_need": mark("This is your own request; others may join it."),
        "exchange.reason_words": mark("Please say in a few words why, so that the asker understands."),
    }
)

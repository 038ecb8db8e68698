"""States of a complaint."""

from towngown.kit import problems
from towngown.kit.text import mark

STATES = {"filed": mark("Waiting for an answer"), "answered": mark("Answered")}

MOVES = {
    ("filed", "complaint.answer"): "answered",
    ("answered", "complaint.answer"): "answered",
}

MOST_AN_HOUR = 100  # of the whole instance: beyond it somebody is flooding the entry

problems.declare(
    {
        "complaints.too_many": mark(
            "Too many have come in within the last hour. Nothing was saved; please copy your words and try again later."
        ),
    }
)

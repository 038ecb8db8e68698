"""States of long work, the moves between them, and what is said when it could not be done."""

from towngown.kit import problems
from towngown.kit.text import mark

STATES = {
    "waiting": mark("Waiting"),
    "running": mark("Under way"),
    "done": mark("Finished"),
    "failed": mark("Not finished"),
}

MOVES = {
    ("waiting", "job.begin"): "running",
    ("running", "job.finish"): "done",
    ("running", "job.fail"): "failed",
    ("waiting", "job.fail"): "failed",
    ("running", "job.retry"): "waiting",
    ("failed", "job.retry"): "waiting",
}

LOST = mark("The work stopped twice before it was finished. Nothing half-done was kept; please start it again.")
BROKEN = mark("Something broke here while the work was done. Nothing half-done was kept; please try again later.")

problems.declare(
    {
        "jobs.unknown_kind": mark("Nobody here knows how to do “{kind}”."),
        "jobs.superseded": mark("This work was started anew elsewhere; this run has ended."),
    }
)

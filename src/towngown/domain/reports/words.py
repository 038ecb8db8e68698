"""Kinds and states of reports."""

from towngown.kit import problems
from towngown.kit.text import mark

REPORT_KINDS = {"annual": mark("Annual report"), "brief": mark("Leader’s brief")}

STATES = {
    "edited": mark("Being edited"),
    "checked": mark("Checked"),
    "released": mark("Released"),
    "withdrawn": mark("Withdrawn"),
}

MOVES = {
    ("edited", "report.write"): "edited",
    ("edited", "report.check"): "checked",
    ("checked", "report.send_back"): "edited",
    ("checked", "report.release"): "released",
    ("released", "report.withdraw"): "withdrawn",
}

problems.declare(
    {
        "reports.same_person": mark("Whoever wrote a report does not check it; please let somebody else do so."),
        "reports.already": mark("There already is a report for {year}."),
    }
)

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

SIGN_OFF = {"edit": mark("Edited by"), "check": mark("Checked by"), "release": mark("Released by")}

SHOWN_OPENLY = ("released", "withdrawn")  # before its release a report is nobody's but the partnership's

MADE = mark("Made from the record by Towngown; every number leads to its sources.")

TITLES = {  # content in both languages, not interface words
    "annual": ("{partnership}{year}年度报告", "{partnership}: annual report {year}"),
    "brief": ("{partnership}情况简报（截至{day}）", "{partnership}: what was done so far (as of {day})"),
}

MOST_SHOWN = 500  # lines of one list in a report; how many there are is always said

# What may still be missing before release; nothing of it blocks, for honesty is not completeness.
MISSING = {
    "own_words": mark("Nobody has written a paragraph in Chinese yet."),
    "late": mark("The period is over and nothing, or too little, is recorded."),
    "unproven": mark("It was done, but the evidence is incomplete."),
    "one_sided": mark("Only one side, or neither, has given its account."),
    "differs": mark("The two sides give different numbers."),
    "uncounted": mark("Nobody has counted how many came."),
    "unanswered": mark("The need has not been answered."),
    "undated": mark("It has no date inside the year, so it counts in no sum."),
    "past_day": mark("It was planned, its day is over, and nobody has said whether it was held."),
}

problems.declare(
    {
        "reports.same_person": mark("Whoever wrote a report does not check it; please let somebody else do so."),
        "reports.third_person": mark(
            "Whoever wrote or checked a report does not release it; please let a third person do so."
        ),
        "reports.which_year": mark("An annual report needs its year."),
        "reports.not_over": mark("{year} has not begun yet."),
        "reports.future": mark("A report cannot look beyond today."),
        "reports.other_partnership": mark("This meeting belongs to another partnership."),
        "reports.already": mark("There already is a report for {year}."),
    }
)

# The tables of a report and their columns, in the order in which they are printed.
SECTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "promises": (
        mark("Promises"),
        {"promise": mark("Promise"), "period": mark("Period"), "state": mark("State"), "why": mark("Why")},
    ),
    "activities": (
        mark("Activities"),
        {
            "date": mark("Date"), "activity": mark("Activity"), "kind": mark("Kind"), "campus": mark("University side says"),
            "other": mark("Local side says"), "report": mark("Published report"), "strength": mark("Evidence"),
        },
    ),
    "undated": (
        mark("Kept as history, in no sum"),
        {"date": mark("Date"), "activity": mark("Activity"), "kind": mark("Kind")},
    ),
    "needs": (
        mark("Needs and answers"),
        {"date": mark("Date"), "need": mark("Need"), "asked_by": mark("Asked by"), "answer": mark("What was answered")},
    ),
    "outputs": (
        mark("Outputs"),
        {
            "date": mark("Date"), "output": mark("Output"), "kind": mark("Kind"), "amount": mark("How many or how much"),
            "became": mark("What became of it"),
        },
    ),
    "scorecard": (
        mark("Figures as reported"),
        {"figure": mark("Figure"), "amount": mark("How many or how much"), "date": mark("Date")},
    ),
    "agreements": (
        mark("Agreements"),
        {"agreement": mark("Agreement"), "state": mark("State"), "term": mark("Term")},
    ),
    "tasks": (
        mark("Open tasks"),
        {"task": mark("Task"), "owner": mark("Who has it"), "due": mark("By when"), "meeting": mark("From the meeting")},
    ),
}  # fmt: skip

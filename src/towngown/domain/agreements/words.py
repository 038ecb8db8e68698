"""States of agreements, what promises measure, and what waivers and closings go through."""

from towngown.kit import problems
from towngown.kit.text import mark

STATES = {
    "draft": mark("Draft"),
    "signed": mark("Signed"),
    "in_force": mark("In force"),
    "ended": mark("Ended"),
    "terminated": mark("Terminated"),
}

MOVES = {
    ("draft", "agreement.sign"): "draft",  # stays until campus and one other side have signed
    ("draft", "agreement.complete"): "signed",
    ("signed", "agreement.start"): "in_force",
    ("in_force", "agreement.end"): "ended",
    ("signed", "agreement.terminate"): "terminated",
    ("in_force", "agreement.terminate"): "terminated",
    ("ended", "agreement.renew"): "in_force",
}

MEASURES = {
    "times": mark("Times held"),
    "people": mark("People reached"),
    "money": mark("Money (fen)"),
    "capacity": mark("Capacity"),
    "deliverable": mark("A deliverable"),
}

PERS = {
    "month": mark("Every month"),
    "quarter": mark("Every quarter"),
    "half_year": mark("Every half-year"),
    "year": mark("Every year"),
    "once": mark("Once, by a date"),
}

BOTH_SIGN_STATES = {"proposed": mark("Proposed"), "agreed": mark("Agreed"), "withdrawn": mark("Withdrawn")}

WAIVER_MOVES = {
    ("proposed", "waiver.sign"): "agreed",
    ("proposed", "waiver.withdraw"): "withdrawn",
}

CLOSING_MOVES = {
    ("proposed", "closing.sign"): "agreed",
    ("proposed", "closing.withdraw"): "withdrawn",
}

AMENDMENT_MOVES = {
    ("proposed", "amendment.sign"): "agreed",
    ("proposed", "amendment.withdraw"): "withdrawn",
}

problems.declare(
    {
        "agreements.same_side": mark("Your side has already signed; now another side must sign."),
        "agreements.not_a_party": mark("Your organisation is not a party to this agreement."),
        "agreements.not_in_force": mark("The agreement is not in force."),
        "agreements.year_not_over": mark("The year {year} is not over yet; it can be closed from 1 January."),
        "agreements.year_closed": mark("The year {year} is already closed."),
        "agreements.once_needs_a_day": mark("A promise to be kept once needs the day by which."),
        "agreements.term_order": mark("The term must begin before it ends."),
        "agreements.promise_ended": mark("This promise has ended; its old periods keep the old terms."),
        "agreements.not_promised_then": mark("Nothing was promised for that period."),
    }
)

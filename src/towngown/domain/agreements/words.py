"""States of agreements, what promises measure, and what waivers and closings go through."""

from towngown.kit import problems
from towngown.kit.text import mark

STATES = {
    "draft": mark("Draft"),
    "signed": mark("Signed"),
    "in_force": mark("In effect"),
    "ended": mark("Ended"),
    "terminated": mark("Terminated"),
}

MOVES = {
    ("draft", "agreement.change"): "draft",
    ("draft", "agreement.attach"): "draft",
    ("draft", "promise.add"): "draft",
    ("draft", "agreement.sign"): "draft",  # stays until campus and one other side have signed
    ("draft", "agreement.unsign"): "draft",
    ("draft", "agreement.complete"): "signed",
    ("signed", "agreement.start"): "in_force",
    ("in_force", "agreement.end"): "ended",
    ("signed", "agreement.terminate"): "terminated",
    ("in_force", "agreement.terminate"): "terminated",
    ("ended", "agreement.renew"): "in_force",
    ("signed", "agreement.attach"): "signed",
    ("in_force", "agreement.attach"): "in_force",
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

ALIVE = ("signed", "in_force")
IN_LEDGER = ("signed", "in_force", "ended", "terminated")  # a draft promises nothing yet

ENDING_SOON_DAYS = 90

problems.declare(
    {
        "agreements.same_side": mark("Your side has already signed; now another side must sign."),
        "agreements.same_person": mark("You have already signed this for another party; now another person must sign."),
        "agreements.not_a_party": mark("Your organisation is not a party to this agreement."),
        "agreements.already_signed": mark("Your party has already signed."),
        "agreements.nothing_signed": mark("Your party has not signed, so there is nothing to take back."),
        "agreements.text_signed": mark("A party has already signed this text. It must take its signature back first."),
        "agreements.sides_missing": mark("The university side and one other side must both sign first."),
        "agreements.one_side": mark("An agreement needs the university side and at least one other side."),
        "agreements.other_partnership": mark("This belongs to another partnership."),
        "agreements.own_child": mark("An agreement cannot stand under itself."),
        "agreements.not_begun": mark("The term begins on {day}; it comes into force on that day."),
        "agreements.not_over": mark("The term runs until {day}; to stop it earlier, terminate it and say why."),
        "agreements.bad_year_start": mark("A year starts in month 1 to 12, on day 1 to 28."),
        "agreements.from_period_start": mark("New terms begin with a period; the next one begins on {day}."),
        "agreements.past_period": mark("Periods that are over keep their terms; the earliest day is {day}."),
        "agreements.too_late": mark(
            "These terms were to begin on {day}. That time is over and keeps its terms: propose them anew for a later day."
        ),
        "agreements.due_over": mark("The period in which this promise was due ended on {day}; it keeps its terms."),
        "agreements.change_pending": mark("A change of this promise is already proposed."),
        "agreements.waived_already": mark("A waiver for this period is already proposed or agreed."),
        "agreements.not_in_force": mark("The agreement is not in force."),
        "agreements.year_not_over": mark("The year {year} is not over yet; it can be closed from 1 January."),
        "agreements.year_closed": mark("The year {year} is already closed."),
        "agreements.nothing_due_then": mark(
            "Nothing was due under this agreement in {year}, so there is nothing to close."
        ),
        "agreements.once_needs_a_day": mark("A promise to be kept once needs the day by which."),
        "agreements.term_order": mark("The term must begin before it ends."),
        "agreements.promise_ended": mark("This promise has ended; its old periods keep the old terms."),
        "agreements.not_promised_then": mark("Nothing was promised for that period."),
    }
)

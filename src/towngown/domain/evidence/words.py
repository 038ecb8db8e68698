"""How somebody said it, what was shown, and the bits that sum up a claim."""

from towngown.kit import problems
from towngown.kit.text import mark

MEANS = {
    "named": mark("by name, with an account"),
    "link": mark("by a one-time link"),
    "published": mark("in a published report"),
    "file": mark("in an imported record"),
}

OWN_WORD = ("named", "link")  # the means by which a side speaks for itself; a report only tells of it

ITEM_KINDS = {
    "photo": mark("Photo"),
    "sign_in_sheet": mark("Sign-in sheet"),
    "minutes": mark("Minutes"),
    "clipping": mark("Press clipping"),
    "report": mark("Published report"),
    "document": mark("Document"),
}

STRENGTHS = {
    "strong": mark("Strong"),
    "medium": mark("Medium"),
    "weak": mark("Weak"),
    "none": mark("No evidence yet"),
}

# What a promise may ask before an activity counts as kept.
EVIDENCE_RULES = {
    "any_record": mark("Any record, a published report too"),
    "both_sides": mark("Both sides say so"),
    "document": mark("A document and one side's word"),
    "both_and_document": mark("Both sides say so, and a document"),
}

# Bits of Claim.support, kept in step by the verbs of this chapter and recounted by `towngown check`.
CAMPUS_NAMED, OTHER_NAMED, CAMPUS_LINK, OTHER_LINK, DOCUMENT, PUBLISHED, DISPUTED, FILED = (1 << n for n in range(8))

DOCUMENTS = ("sign_in_sheet", "minutes", "document")  # what a rule means by a document; a photo is no document
PUBLICATIONS = ("clipping", "report")

# Why a strength is what it is: what is there, bit by bit, and what is missing.
WHY_HAS = {
    DISPUTED: mark("One side says it was not so."),
    CAMPUS_NAMED: mark("The university side said so by name."),
    CAMPUS_LINK: mark("The university side said so by a one-time link."),
    OTHER_NAMED: mark("The other side said so by name."),
    OTHER_LINK: mark("The other side said so by a one-time link."),
    DOCUMENT: mark("A document is attached."),
    PUBLISHED: mark("A published report says so."),
    FILED: mark("An imported record says so."),
}
# Where one side says it was not so, having spoken is not having confirmed: the bits do not tell who said which.
WHY_DISPUTED = {
    CAMPUS_NAMED: mark("The university side gave its account by name."),
    CAMPUS_LINK: mark("The university side gave its account by a one-time link."),
    OTHER_NAMED: mark("The other side gave its account by name."),
    OTHER_LINK: mark("The other side gave its account by a one-time link."),
}
WHY_LACKS = {
    "anything": mark("Nobody has said or shown anything yet."),
    "campus": mark("The university side has not said anything itself."),
    "sides": mark("Neither side has said anything itself."),
    "other": mark("The local side has not said anything itself."),
    "document": mark("No document is attached."),
}

LINK_DAYS = 30

problems.declare(
    {
        "evidence.link_unknown": mark("This link is not known. Please ask for a new one."),
        "evidence.link_used": mark("This link was already used. What was said with it is kept."),
        "evidence.link_expired": mark("This link has expired after thirty days. Please ask for a new one."),
        "evidence.link_own": mark("This link is for the other side; it cannot be used in the session that made it."),
        "evidence.link_withdrawn": mark("This link was withdrawn. Please ask for a new one."),
        "evidence.link_other_side": mark("A link asks the other side; choose a party of another side than yours."),
        "evidence.already_said": mark("Your side has already given its account. Withdraw it first to change it."),
        "evidence.same_person": mark("You have already spoken for another side; now another person must speak."),
        "evidence.withdrawn": mark("This was already withdrawn."),
    }
)

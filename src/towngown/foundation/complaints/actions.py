"""Filing a complaint, and answering it."""

from datetime import timedelta
from typing import Annotated

from towngown.foundation.complaints.models import Complaint
from towngown.foundation.complaints.queries import filed_since
from towngown.foundation.complaints.words import MOST_AN_HOUR, MOVES
from towngown.foundation.journal.action import action
from towngown.foundation.journal.rules import anyone, is_keeper
from towngown.foundation.journal.taking import taking
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import LongText, Text
from towngown.kit.problems import Problem
from towngown.kit.text import mark


@action(
    "complaint.file", label=mark("Send a complaint or suggestion"), told=mark("sent a complaint"), may=anyone,
    offered=False,
)  # fmt: skip
def file(
    *,
    by: Actor,
    words: Annotated[str, LongText(label=mark("What is wrong, or what could be better?"), max_length=4000)],
    contact: Annotated[
        str, Text(label=mark("How to reach you"), help=mark("Only if you want to be reached; nobody else sees it."))
    ] = "",
    about: Annotated[str, Text(label=mark("About the page"))] = "",
) -> Complaint:
    """Keep what somebody complains about; its ref is the key to the answer. Raises complaints.too_many in a flood."""
    if filed_since(clock.now() - timedelta(hours=1)) >= MOST_AN_HOUR:
        raise Problem("complaints.too_many")
    return Complaint.objects.create(words=words, contact=contact, about=about, filed_at=clock.now())


@action(
    "complaint.answer", label=mark("Answer the complaint"), told=mark("answered the complaint"), may=is_keeper,
    on="complaint", moves=MOVES,
)  # fmt: skip
def answer(
    *, by: Actor, complaint: Complaint, answer: Annotated[str, LongText(label=mark("Your answer"), max_length=4000)]
) -> Complaint:
    """Answer, or put the answer better; whoever filed it reads it under the ref."""
    complaint.answer, complaint.answered_at = answer, clock.now()
    complaint.save()
    return complaint


# Without the contact, which stays with the complaint.
export = taking(
    "complaint.export", label=mark("Export the complaints"), told=mark("exported a list of complaints"), may=is_keeper
)

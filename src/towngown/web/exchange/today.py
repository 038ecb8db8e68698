"""What waits for this person: needs that their side has not answered, and their own that nobody has answered in time."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.exchange import queries
from towngown.domain.exchange.words import ANSWER_DAYS
from towngown.kit.actors import Actor
from towngown.web.shared.addresses import href
from towngown.web.shared.today import Todo, first_of, rest
from towngown.web.shared.wording import words

MOST = 20


def unanswered(by: Actor, today: date) -> Iterator[Todo]:
    """One line a need, the one that has waited longest first."""
    needs, more = first_of(queries.waiting_for(by), MOST)
    group = _("Needs that wait for an answer")
    for need in needs:
        days = queries.days_waited(need, today)
        text = ngettext("{need} has waited for {n} day", "{need} has waited for {n} days", days)
        yield Todo(
            text=text.format(need=words(need), n=days), href=href(need), button_label=_("Answer it"),
            urgent=days >= ANSWER_DAYS, thing=need, group=group,
        )  # fmt: skip
    yield from rest(more, reverse("needs") + "?state=raised", group)


def overdue(by: Actor, today: date) -> Iterator[Todo]:
    """One line for each need of this person's own whose day of answer is over."""
    needs, more = first_of(queries.overdue_of(by, today), MOST) if by.seats else ([], 0)
    group = _("What you asked for and nobody answered in time")
    for need in needs:
        days = queries.days_over(need, today)
        text = ngettext(
            "What you asked for should have been answered: {need}, {n} day late",
            "What you asked for should have been answered: {need}, {n} days late", days,
        )  # fmt: skip
        yield Todo(
            text=text.format(need=words(need), n=days), href=href(need), button_label=_("See who is to answer"),
            urgent=True, thing=need, group=group,
        )  # fmt: skip
    yield from rest(more, reverse("needs") + "?state=raised", group)

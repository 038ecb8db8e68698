"""What waits for this person: needs that their side has not answered."""

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

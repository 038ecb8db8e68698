"""What waits for this person: needs that their side has not answered."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.exchange import queries
from towngown.domain.exchange.words import ANSWER_DAYS
from towngown.kit.actors import Actor
from towngown.web.shared.addresses import href
from towngown.web.shared.today import Todo
from towngown.web.shared.wording import words

MOST = 20


def unanswered(by: Actor, today: date) -> Iterator[Todo]:
    """One line a need, the one that has waited longest first."""
    for need in queries.waiting_for(by)[:MOST]:
        days = queries.days_waited(need, today)
        text = ngettext("{need} has waited for {n} day", "{need} has waited for {n} days", days)
        yield Todo(
            text=text.format(need=words(need), n=days), href=href(need), button_label=_("Answer it"),
            urgent=days >= ANSWER_DAYS, thing=need, group=_("Needs that wait for an answer"),
        )  # fmt: skip

"""What dispatch asks of this person today."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.matching import queries
from towngown.domain.orders.rules import CAMPUS
from towngown.foundation.people.words import SIGNING
from towngown.kit.actors import Actor
from towngown.web.dispatch.gaps import gaps
from towngown.web.shared.addresses import href
from towngown.web.shared.today import Todo, first_of, rest
from towngown.web.shared.wording import words

MOST = 10


def rounds(by: Actor, today: date) -> Iterator[Todo]:
    """The university side: rounds that begin soon and are not published yet."""
    walls = {seat.partnership_id for seat in by.seats if seat.side == CAMPUS and seat.role in SIGNING}
    if not walls:
        return
    open_ = queries.rounds(by).filter(partnership__in=walls, state="open", last_day__gte=today)
    rounds, more = first_of(open_, MOST)
    group = _("Rounds that are not published yet")
    for one in rounds:
        text = _("The round “{title}” is not published yet").format(title=words(one))
        yield Todo(text, href(one), _("See the round"), thing=one, due=one.first_day, urgent=one.first_day <= today,
                   group=group)  # fmt: skip
    yield from rest(more, reverse("dispatch"), group)


def without_round(by: Actor, today: date) -> Iterator[Todo]:
    """The university side: released orders that lie in no round."""
    for one in gaps(by, today):
        if one.count:
            yield Todo(one.said, one.href, one.label, due=one.first_day)

"""What waits for this person: orders to review and to release, and delivered ones to say something about."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.matching.queries import standing_visits
from towngown.domain.orders import queries
from towngown.domain.orders.rules import SPEAKING
from towngown.foundation.places.queries import names
from towngown.kit.actors import Actor
from towngown.web.shared.addresses import form_href, href
from towngown.web.shared.today import Todo, first_of, rest
from towngown.web.shared.wording import words

TOO_LONG = 5  # days after which a review is urgent
MOST = 5  # of each sort; the list has the rest


def to_decide(by: Actor, today: date) -> Iterator[Todo]:
    """One line for all that waits for review, one for all that waits for release; the oldest says how urgent."""
    waiting = queries.to_decide(by) if by.seats else {}
    for state, said in (("placed", _reviewed), ("reviewed", _released)):
        if state in waiting:
            number, oldest = waiting[state]
            days = (today - oldest).days
            since = ngettext("the oldest for {n} day", "the oldest for {n} days", days).format(n=days)
            text = said(number) + (f" · {since}" if days else "")
            yield Todo(text, reverse("orders_review"), _("Have a look"), urgent=days >= TOO_LONG)


def _reviewed(number: int) -> str:
    return ngettext("{n} order waits for your review", "{n} orders wait for your review", number).format(n=number)


def _released(number: int) -> str:
    return ngettext("{n} order waits for your release", "{n} orders wait for your release", number).format(n=number)


def to_rate(by: Actor, today: date) -> Iterator[Todo]:
    """A line for each course that came and of which the place has not said how it was."""
    delivered, more = first_of(queries.to_rate(by), MOST) if _speaks(by) else ([], 0)
    group = _("Delivered courses: how were they?")
    called = names(one.place_code for one in delivered)
    visits = standing_visits({one.joined_to_id or one.pk for one in delivered})
    came = {visit.order_id: words(visit.half_day) for visit in visits}
    for order in delivered:
        about = [came.get(order.joined_to_id or order.pk, ""), called.get(order.place_code, "")]
        yield Todo(
            _("“{title}”, {about}, was delivered; how was it?").format(
                title=words(order), about=" · ".join(filter(None, about))
            ),
            form_href("order.rate", order), _("Say how it was"), thing=order, group=group,
        )  # fmt: skip
    yield from rest(more, reverse("orders") + "?state=delivered", group)


def time_is_over(by: Actor, today: date) -> Iterator[Todo]:
    """A line for each order for which nobody was found while its half-days lasted."""
    over, more = first_of(queries.time_is_over(by, today), MOST) if _speaks(by) else ([], 0)
    group = _("Orders to which nobody came in time")
    for order in over:
        text = _("Nobody came to “{order}” in its half-days; order it again at other times").format(order=words(order))
        yield Todo(text, href(order), _("Look at the order"), thing=order, group=group)
    yield from rest(more, reverse("orders") + "?times=over&place=", group)


def _speaks(by: Actor) -> bool:
    return any(seat.role in SPEAKING for seat in by.seats)

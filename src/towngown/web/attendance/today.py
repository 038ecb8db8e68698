"""What sessions ask of this person today."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.attendance import queries
from towngown.domain.orders.queries import teacher_of
from towngown.foundation.journal.action import VERBS
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.web.attendance.present import day_of_week
from towngown.web.attendance.urls import teaches
from towngown.web.shared.addresses import form_href
from towngown.web.shared.today import Todo
from towngown.web.shared.wording import words

MOST = 20  # of each sort; the list has the rest


def sessions(by: Actor, today: date) -> Iterator[Todo]:
    """Visits that wait for my yes or no, and sessions of today or earlier of which nobody has said that they were held."""
    if not by.seats:
        return
    for one in queries.dispatched_to(by, teacher_of(by), today)[:MOST] if teaches(by) else ():
        text = _("Will you come on {day}? “{title}”").format(day=day_of_week(one.day), title=words(one))
        yield Todo(text, reverse("my_week"), _("Answer"), urgent=True, thing=one, due=one.day, day_told=True)
    hold = VERBS["session.hold"]
    for session in queries.to_be_held(by, clock.now())[:MOST]:
        late = session.day < today
        text = _("“{title}” on {day}: how many people came?").format(title=words(session), day=day_of_week(session.day))
        address = form_href(hold.name, session)
        yield Todo(text, address, words(hold.label), urgent=late, thing=session, due=session.day, day_told=True)

"""What sessions ask of this person today."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.attendance import queries
from towngown.domain.orders.queries import teacher_of
from towngown.foundation.journal.action import VERBS
from towngown.foundation.places.queries import names
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.web.attendance.urls import may_teach
from towngown.web.shared.about import when_and_where
from towngown.web.shared.addresses import form_href
from towngown.web.shared.today import Todo, first_of, rest
from towngown.web.shared.wording import words

MOST = 20  # of each sort; the list has the rest


def sessions(by: Actor, today: date) -> Iterator[Todo]:
    """Visits that wait for my yes or no, and sessions of today or earlier of which nobody has said that they were held."""
    if not by.seats:
        return
    visits, more_visits = first_of(queries.dispatched_to(by, teacher_of(by), today), MOST) if may_teach(by) else ([], 0)
    held, more_held = first_of(queries.to_be_held(by, clock.now()), MOST)
    places = names(one.place_code for one in [*visits, *held])
    group = _("Visits that wait for your yes or no")
    for one in visits:
        text = _("Will you come? “{title}”, {about}")
        yield Todo(
            _about(text, one, places), reverse("my_week"), _("Answer"), urgent=True, thing=one, due=one.day,
            day_told=True, group=group,
        )  # fmt: skip
    yield from rest(more_visits, reverse("my_week"), group)
    group = _("Sessions: how many people came?")
    hold = VERBS["session.hold"]
    for one in held:
        text = _("“{title}”, {about}: how many people came?")
        yield Todo(
            _about(text, one, places), form_href(hold.name, one), words(hold.label), urgent=one.day < today, thing=one,
            due=one.day, day_told=True, group=group,
        )  # fmt: skip
    yield from rest(more_held, reverse("sessions") + "?state=planned", group)


def _about(text: str, one: Any, places: dict[str, str]) -> str:
    return text.format(title=words(one), about=when_and_where(one, places.get(one.place_code, "")))

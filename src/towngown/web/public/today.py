"""What waits for the keepers: complaints without an answer."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.foundation.complaints import queries
from towngown.kit.actors import Actor
from towngown.web.shared.today import Todo


def complaints(by: Actor, today: date) -> Iterator[Todo]:
    """One line for all complaints that wait."""
    number = queries.complaints(by).filter(state="filed").count() if by.keeper else 0
    if number:
        text = ngettext("{n} complaint waits for an answer", "{n} complaints wait for an answer", number)
        yield Todo(text=text.format(n=number), href=reverse("complaints"), button_label=_("Answer them"))

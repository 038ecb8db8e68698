"""What the desk itself asks of somebody: work of theirs that could not be finished."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from towngown.foundation.jobs import queries as jobs
from towngown.kit.actors import Actor
from towngown.web.shared.addresses import href
from towngown.web.shared.today import Todo
from towngown.web.shared.wording import words


def failed_work(by: Actor, today: date) -> Iterator[Todo]:
    """Long work that stopped, of the last days: no list holds it, so each is told."""
    for job in jobs.failed_lately(by, today):
        text = _("“{work}” could not be finished.").format(work=words(jobs.label(job)))
        yield Todo(text, href(job), _("See why"), group=_("Work that could not be finished"))

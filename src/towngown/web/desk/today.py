"""What the desk itself asks of somebody: work of theirs that could not be finished."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from towngown.foundation.jobs import queries as jobs
from towngown.kit.actors import Actor
from towngown.web.shared.addresses import href
from towngown.web.shared.today import Todo
from towngown.web.shared.wording import words

MOST = 3


def failed_work(by: Actor, today: date) -> Iterator[Todo]:
    """Long work that stopped, of the last days."""
    for job in jobs.failed_lately(by, today)[:MOST]:
        text = _("“{work}” could not be finished.").format(work=words(jobs.label(job)))
        yield Todo(text, href(job), _("See why"), thing=None)

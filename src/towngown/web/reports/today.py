"""What waits for this person: reports that nobody has started, and those that need the next signature."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from towngown.domain.reports import queries
from towngown.foundation.journal.action import VERBS
from towngown.kit.actors import Actor
from towngown.web.shared.addresses import href
from towngown.web.shared.today import Todo, first_of, rest

MOST = 10  # who may release is asked for each


def due(by: Actor, today: date) -> Iterator[Todo]:
    """Annual reports that are due."""
    for one in queries.due(by, today):
        text = _("The annual report of {year} is due").format(year=one.year)
        yield Todo(text=text, href=reverse("reports"), button_label=_("Start"), thing=one.partnership,
                   group=_("Annual reports that are due"))  # fmt: skip


def to_release(by: Actor, today: date) -> Iterator[Todo]:
    """Checked reports that this person may release."""
    checked, more = first_of(queries.reports(by, "checked"), MOST)
    group = _("Reports that wait for their release")
    for report in checked:
        if VERBS["report.release"].open_to(by, report) and queries.may_release(by, report, today):
            text = _("It waits for its release")
            yield Todo(text=text, href=href(report), button_label=_("Read and release"), thing=report,
                       group=group)  # fmt: skip
    yield from rest(more, reverse("reports") + "?state=checked", group)

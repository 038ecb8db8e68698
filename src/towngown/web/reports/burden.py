"""How much people were asked to fill in, for each activity that came of it."""

from dataclasses import dataclass
from datetime import date

from towngown.domain.activities.queries import activities
from towngown.domain.activities.words import HAPPENED
from towngown.foundation.journal.action import VERBS
from towngown.foundation.journal.queries import done_by_people
from towngown.kit.actors import Actor

ABOUT_ACTIVITIES = ("activity", "serves", "account", "item", "link", "task")


@dataclass(frozen=True)
class Burden:
    """Forms sent and fields on them, in a time, and how many activities happened."""

    forms: int
    fields: int
    activities: int

    @property
    def per_activity(self) -> float | None:
        """Fields asked for each activity, to a tenth; None without any activity."""
        return round(self.fields / self.activities, 1) if self.activities else None


def burden(by: Actor, partnership_id: int, first: date, last: date) -> Burden:
    """What people were asked about activities of a partnership from the first to the last day, by the journal."""
    done = done_by_people(partnership_id, first, last)
    asked = {name: number for name, number in done.items() if name.split(".")[0] in ABOUT_ACTIVITIES and name in VERBS}
    fields = sum(len(VERBS[name].asked) * number for name, number in asked.items())
    held = activities(by).filter(partnership_id=partnership_id, state__in=HAPPENED, as_reported=False)
    return Burden(sum(asked.values()), fields, held.filter(last_day__gte=first, last_day__lte=last).count())

"""A partnership in a list, wherever it is listed: what it is, up to when its record reaches, how its promises stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from towngown.domain.outcomes import queries as outcomes
from towngown.domain.outcomes.words import LABELS, State
from towngown.domain.partnerships.words import NATURES
from towngown.kit.actors import Actor
from towngown.kit.when import When
from towngown.web.shared.addresses import href
from towngown.web.shared.wording import language, words

TOLD = (State.KEPT, State.OPEN, State.UNPROVEN, State.LATE, State.MISSED, State.WAIVED, State.NOT_RECORDED)


@dataclass(frozen=True)
class Summary:
    """One line; its own address is the whole ledger of the partnership."""

    partnership: Any
    promises: int
    counts: dict[State, int]

    kind: ClassVar[str] = "ledger"

    @property
    def slug(self) -> str:
        return self.partnership.slug

    @property
    def nature(self) -> str:
        return words(NATURES[self.partnership.nature])

    @property
    def tone(self) -> str:
        return "info" if self.partnership.nature == "reported" else "plain"

    @property
    def reach(self) -> str:
        return reach(self.partnership)

    @property
    def periods(self) -> int:
        """How many periods the counts are about."""
        return sum(self.counts[state] for state in TOLD)

    @property
    def states(self) -> list[dict[str, str]]:
        """How many cells stand in which state, each leading to those cells."""
        return [
            {
                "state": state.name.lower(),
                "label": f"{words(LABELS[state])} {self.counts[state]}",
                "href": f"{href(self)}?state={state.name.lower()}",
            }
            for state in TOLD
            if self.counts[state]
        ]


def reach(partnership: Any) -> str:
    """Up to when the record of a reported partnership reaches; empty for one that is alive."""
    if partnership.record_to is None:
        return ""
    return _("The record reaches {day}.").format(day=When.day(partnership.record_to).text(language()))


def summaries(by: Actor, partnerships: list[Any], today: date) -> list[Summary]:
    """The summaries of these partnerships; their numbers are read once for each moment of their journals."""
    stand = outcomes.standing(by, partnerships, today)
    return [Summary(one, *stand[one.pk]) for one in partnerships]

"""A partnership in a list, wherever it is listed: what it is, up to when its record reaches, how its promises stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from towngown.domain.outcomes import queries as outcomes
from towngown.domain.outcomes.words import LABELS, TOLD, State
from towngown.domain.partnerships.words import NATURES
from towngown.kit.actors import Actor
from towngown.kit.when import When
from towngown.web.shared.addresses import href, list_href
from towngown.web.shared.wording import language, words

SCORES = 5  # lines of a scorecard in a list


@dataclass(frozen=True)
class Summary:
    """One line; its own address is the whole ledger of the partnership."""

    partnership: Any
    promises: int
    counts: dict[State, int]
    told: outcomes.Told

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

    @property
    def done(self) -> list[dict[str, str]]:
        """What happened and what came of it; where nothing was promised also the figures of its bases."""
        done, home = self.told.done, href(self.partnership)
        listed = list_href("activity", partnership=self.slug)
        found = [
            (_("Activities"), str(done.held), listed),
            (_("Activities without an exact date"), str(done.history), listed),
            (_("Attendances, at least"), str(done.people), listed),
        ]
        found += [(_("Outputs"), str(self.told.outputs), f"{home}#outputs")] if self.told.outputs else []
        if not self.promises:
            found.append((_("Intentions"), str(self.told.intentions), f"{home}#wishes"))
            found += [(words(row), score(row), f"{home}#scorecard") for row in self.told.scorecard[:SCORES]]
        return [{"label": label, "value": value, "href": address} for label, value, address in found if value != "0"]


def score(row: Any) -> str:
    """A figure of a scorecard with its unit."""
    return f"{words(row.quantity)} {unit_of(row)}".strip()


def unit_of(row: Any) -> str:
    """The unit of a figure; none where the reported words name it already."""
    unit: str = (row.unit_zh or row.unit_en) if language() == "zh" else (row.unit_en or row.unit_zh)
    return "" if unit and unit in row.quantity.words(language()) else unit


def reach(partnership: Any) -> str:
    """Up to when the record of a reported partnership reaches; empty for one that is alive."""
    if partnership.record_to is None:
        return ""
    return _("The record reaches {day}.").format(day=When.day(partnership.record_to).text(language()))


def summaries(by: Actor, partnerships: list[Any], today: date) -> list[Summary]:
    """The summaries of these partnerships; their numbers are read once for each moment of their journals."""
    stand = outcomes.standing(by, partnerships, today)
    told = outcomes.told(by, partnerships, today)
    return [Summary(one, *stand[one.pk], told[one.pk]) for one in partnerships]

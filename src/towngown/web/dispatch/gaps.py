"""Released orders that lie in no round: how many there are, and a round for them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from towngown.domain.matching import queries
from towngown.domain.partnerships import queries as partnerships
from towngown.foundation.journal.action import VERBS
from towngown.kit.actors import Actor
from towngown.web.shared.addresses import form_href
from towngown.web.shared.wording import words


@dataclass(frozen=True)
class Gap:
    """What a page says of one partnership; `over` of those whose half-days are over, or ""."""

    count: int
    said: str
    over: str
    href: str
    label: str
    first_day: date


def gaps(by: Actor, today: date) -> list[Gap]:
    """Of every partnership in which this viewer opens rounds and orders lie in none, or have no half-day left."""
    walls = {seat.partnership_id for seat in by.seats}
    mine = [one for one in partnerships.choosable(by) if one.pk in walls] if walls else []
    mine = [one for one in mine if VERBS["round.open"].may(by, one)]
    found = [(wall, queries.gap(by, wall.pk, today)) for wall in mine]
    several = len(mine) > 1
    return [_gap(wall, gap, several) for wall, gap in found if gap.count or gap.over]


def _gap(wall: object, gap: queries.Gap, several: bool) -> Gap:
    days = {"first_day": gap.first_day.isoformat(), "last_day": gap.last_day.isoformat()}
    said = ngettext("{n} released order lies in no round", "{n} released orders lie in no round", gap.count)
    over = ngettext(
        "The half-days of {n} more released order are over; its page asks whoever ordered for others.",
        "The half-days of {n} more released orders are over; their pages ask whoever ordered for others.",
        gap.over,
    )
    return Gap(
        gap.count,
        " · ".join([said.format(n=gap.count), *([words(wall)] if several else [])]),
        over.format(n=gap.over) if gap.over else "",
        form_href("round.open", wall, **days),
        _("Open a round for them"),
        gap.first_day,
    )

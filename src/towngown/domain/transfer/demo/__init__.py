"""The invented partnership lives: its people get log-ins, and every year is told through the ordinary verbs."""

from datetime import date
from typing import Any

from towngown.domain.partnerships.queries import by_slug
from towngown.domain.transfer.demo import year_2022, year_2023, year_2024, year_2025, year_2026
from towngown.domain.transfer.demo.moments import up_to
from towngown.domain.transfer.demo.people import settle
from towngown.domain.transfer.demo.plan import play
from towngown.domain.transfer.demo.teller import Teller
from towngown.foundation.accounts.queries import importer
from towngown.kit import clock
from towngown.kit.problems import Problem

SLUG = "yunxi"
YEARS = (year_2022, year_2023, year_2024, year_2025, year_2026)


def live(until: date) -> int:
    """Let Yunxi live up to this day, from where it stopped before, and play Baoshan's month; returns how many new steps.
    Nothing happens later than now, so that a day still to come is today.

    Raises not_found before its files were imported, people.not_a_demonstration outside demonstration mode.
    """
    partnership: Any = by_slug(importer(), SLUG)
    if partnership is None:
        raise Problem("not_found", value=SLUG)
    until = min(until, clock.today())
    moments = up_to(until)
    teller = Teller(partnership, settle(), moments)
    for year in YEARS:
        year.story(teller)
    return teller.tell(until) + play(until, moments)

"""Baoshan played through at its real size: its places are real, everybody and everything else is generated.

Each month is played once: the orders of the neighbourhoods, one round of dispatch, the teachers' answers, and what was
held up to the day. Played again later, a month goes on; what was played stays.
"""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from towngown.domain.activities import actions as activities
from towngown.domain.activities.queries import suggested
from towngown.domain.agreements.queries import promises
from towngown.domain.attendance import actions as attendance
from towngown.domain.attendance.queries import sessions
from towngown.domain.matching import actions as matching
from towngown.domain.matching.queries import dispatches, rounds, scenarios
from towngown.domain.orders import actions as orders
from towngown.domain.orders.queries import categories, offers, teachers
from towngown.domain.partnerships.queries import by_slug, parties
from towngown.domain.transfer.demo.plan import coming, month, people
from towngown.domain.transfer.demo.plan.spots import spots
from towngown.foundation.accounts.queries import importer
from towngown.foundation.jobs.tasks import run
from towngown.foundation.journal import outbox
from towngown.foundation.people.queries import person_of
from towngown.foundation.places.queries import under
from towngown.kit import clock

SLUG = "baoshan-plan"
DAY = timedelta(days=1)
AHEAD = 7  # days for which the teachers have answered already
PLANNED = 8  # days before the month: the round is worked out
KEPT_OPEN = 12  # so many of those asked for the coming days have not answered yet


def play(until: date) -> int:
    """Play the month that holds this day, up to this day; returns how many acts were new. 0 without its files and places."""
    partnership = by_slug(importer(), SLUG)
    if partnership is None or not _villages(partnership):
        return 0
    users = people.staff()
    first, last = month.month_of(until)
    _furnish(partnership, users)
    acts = _round(partnership, users, first, last) if not _played(partnership, first) else 0
    acts += _answers(partnership, users, until) + _held(partnership, users, until)
    acts += coming.order(partnership, users, until)
    outbox.drain()
    return acts


def _furnish(partnership: Any, users: dict[str, Any]) -> None:
    """Places have spots, courses have teachers; done once."""
    by = importer()
    if teachers(by, partnership).exists():
        return
    towns = [place.code for place in under(partnership.place_code) if place.tier == "town"]
    orders.load_spots(by=by, partnership=partnership, spots=spots(towns, _villages(partnership)), generated=True)
    menu = offers(by, drafts=True).filter(partnership=partnership, offer_kind="course")
    shelves = [
        people.Shelf(shelf, tuple(menu.filter(category=shelf)))
        for shelf in categories(by, partnership)
        if shelf.state == "offered"
    ]
    people.teachers(partnership, shelves, _villages(partnership), person_of(users["plan-teacher"].pk))


def _villages(partnership: Any) -> list[str]:
    return [place.code for place in under(partnership.place_code) if place.tier == "village"]


def _played(partnership: Any, first: date) -> bool:
    return bool(rounds(importer(), partnership).filter(first_day=first).exists())


def _round(partnership: Any, users: dict[str, Any], first: date, last: date) -> int:
    """The orders of the month, two scenarios worked out, the better one published."""
    by = importer()
    menu = [one for one in offers(by) if one.partnership_id == partnership.pk and one.offer_kind == "course"]
    party = parties(by, partnership).get(key="district")
    rows = list(month.ordered(first, last, menu, _villages(partnership), people.HOME))
    with clock.set_to(first - PLANNED * DAY):
        orders.load(by=by, partnership=partnership, rows=rows, party=party, organisation=party.organisation)
        college = people.acting(users["plan-college"])
        title = {"title_zh": f"{first.year}年{first.month}月", "title_en": f"{first:%B %Y}"}
        opened = matching.open_round(by=college, partnership=partnership, first_day=first, last_day=last, **title)
        matching.add_scenario(by=college, round_=opened, memory=False, even=False)
        matching.add_scenario(by=college, round_=opened)
        for scenario in scenarios(by, [opened]):
            run(scenario.job_ref)
        best = scenarios(by, [opened]).get(number=2)
        matching.publish_scenario(by=college, scenario=best)
        outbox.drain()
    return len(rows)


def _answers(partnership: Any, users: dict[str, Any], until: date) -> int:
    """The teachers said yes to what is near, but for a few; the college wrote it down."""
    near = dispatches(importer()).filter(
        partnership=partnership, state="dispatched", day__lte=until + AHEAD * DAY
    ).order_by("day", "pk")  # fmt: skip
    herself = people.acting(users["plan-teacher"]).person_id  # she answers with her own log-in
    asked = [one for one in near if one.day <= until or (one.pk % KEPT_OPEN and one.teacher.person_id != herself)]
    for day, those in groupby(asked, lambda one: min(one.day - 3 * DAY, until)):
        with clock.set_to(day):
            for one in those:
                matching.accept_dispatch(by=people.acting(users["plan-college"]), dispatch=one, told_so=True)
            outbox.drain()
    return len(asked)


def _held(partnership: Any, users: dict[str, Any], until: date) -> int:
    """What lies before the day was held, and both sides counted who came."""
    over = sessions(importer()).filter(partnership=partnership, state="planned", day__lt=until).order_by("day", "pk")
    held = list(over)
    for day, those in groupby(held, lambda one: one.day):
        with clock.set_to(day):
            for one in those:
                came = 12 + one.pk * 7 % 25
                attendance.hold(by=people.acting(users["plan-college"]), session=one, people=came)
                attendance.confirm(
                    by=people.acting(users["plan-office"]), session=one, people=came - (one.pk % 5 == 0) * 2
                )
            outbox.drain()
    _counted(partnership, users, until)
    return len(held)


def _counted(partnership: Any, users: dict[str, Any], until: date) -> None:
    """The college says of all that was held that it serves the promise of courses every month."""
    college = people.acting(users["plan-college"])
    first, last = month.month_of(until)
    for promise in promises(college).filter(partnership=partnership):
        if suggested(college, promise, first, last).exists():
            activities.confirm_all(by=college, promise=promise, first_day=first, last_day=last)

"""Baoshan played through at its real size: its places are real, everybody and everything else is generated.

Each month is played once: the orders of the neighbourhoods, one round of dispatch, the teachers' answers, and what was
held up to the day. Played again later, a month goes on; what was played stays.
"""

from datetime import date, timedelta
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
from towngown.domain.transfer.demo.moments import Moments
from towngown.domain.transfer.demo.plan import coming, month, people
from towngown.domain.transfer.demo.plan.spots import spots
from towngown.foundation.accounts.queries import importer
from towngown.foundation.jobs.tasks import run
from towngown.foundation.journal import outbox
from towngown.foundation.journal.queries import last_done
from towngown.foundation.people.queries import person_of
from towngown.foundation.places.queries import under

SLUG = "baoshan-plan"
DAY = timedelta(days=1)
AHEAD = 7  # days for which the teachers have answered already
FURNISHED = 30  # days before the first month: places and teachers are there
MORNING, EVENING = 8, 19  # the hours at which teachers answer, and at which the office counts
NEARBY = 30  # per cent of the way that teachers go otherwise, in the scenario that spares them ways
KEPT_OPEN = 12  # so many of those asked for the coming days have not answered yet


def play(until: date, moments: Moments) -> int:
    """Play the month that holds this day, up to this day; returns how many acts were new. 0 without its files and places."""
    partnership = by_slug(importer(), SLUG)
    if partnership is None or not _villages(partnership):
        return 0
    users = people.staff()
    first, last = month.month_of(until)
    with moments.on(first - FURNISHED * DAY):
        _furnish(partnership, users)
    moments = moments.since(last_done(partnership.pk))  # what is played on comes after what people did meanwhile
    acts = 0 if _played(partnership, first) else _round(partnership, users, first, last, moments)
    begin = min(first - AHEAD * DAY, _first_open(partnership) or first)
    for day in (begin + at * DAY for at in range((until - begin).days + 1)):
        acts += _answers(partnership, users, day, moments)
        acts += _held(partnership, users, day, moments) if day < until else 0
    acts += coming.order(partnership, users, until, moments)
    with moments.on(until, EVENING):
        _counted(partnership, users, until)
    return acts


def _first_open(partnership: Any) -> date | None:
    """The day of the first visit that was asked for and has no answer, of whichever month."""
    open_ = dispatches(importer()).filter(partnership=partnership, state="dispatched").order_by("day")
    return open_.values_list("day", flat=True).first()


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


def _round(partnership: Any, users: dict[str, Any], first: date, last: date, moments: Moments) -> int:
    """The orders of the month, two scenarios worked out, the better one published."""
    by = importer()
    menu = [one for one in offers(by) if one.partnership_id == partnership.pk and one.offer_kind == "course"]
    party = parties(by, partnership).get(key="district")
    rows = list(month.ordered(first, last, menu, _villages(partnership), people.HOME))
    with moments.on(first - month.PLANNED * DAY):
        orders.load(by=by, partnership=partnership, rows=rows, party=party, organisation=party.organisation)
        college = people.acting(users["plan-college"])
        title = {"title_zh": f"{first.year}年{first.month}月", "title_en": f"{first:%B %Y}"}
        opened = matching.open_round(by=college, partnership=partnership, first_day=first, last_day=last, **title)
        matching.add_scenario(by=college, round_=opened, reach_pct=NEARBY)
        matching.add_scenario(by=college, round_=opened)
        for scenario in scenarios(by, [opened]):
            run(scenario.job_ref)
        best = scenarios(by, [opened]).get(number=2)
        matching.publish_scenario(by=college, scenario=best)
        outbox.drain()
    return len(rows)


def _answers(partnership: Any, users: dict[str, Any], day: date, moments: Moments) -> int:
    """The teachers say yes to what is near, but for a few, who wait for its day; the college writes it down."""
    near = dispatches(importer()).filter(
        partnership=partnership, state="dispatched", day__lte=day + AHEAD * DAY
    ).order_by("day", "pk")  # fmt: skip
    herself = people.acting(users["plan-teacher"]).person_id  # she answers with her own log-in
    asked = [one for one in near if one.day <= day or (one.pk % KEPT_OPEN and one.teacher.person_id != herself)]
    with moments.on(day, MORNING):
        for one in asked:
            matching.accept_dispatch(by=people.acting(users["plan-college"]), dispatch=one, told_so=True)
        outbox.drain(limit=100_000)
    return len(asked)


def _held(partnership: Any, users: dict[str, Any], day: date, moments: Moments) -> int:
    """What the day brought was held, and both sides counted who came: the college at its end, the office in the evening."""
    planned = sessions(importer()).filter(partnership=partnership, state="planned", day__lte=day)
    held = sorted(planned, key=lambda one: (one.begins, one.pk))
    for one in held:
        with moments.at(one.ends):
            attendance.hold(by=people.acting(users["plan-college"]), session=one, people=_came(one))
    with moments.on(day, EVENING):
        for one in held:
            less = (one.pk % 5 == 0) * 2
            attendance.confirm(by=people.acting(users["plan-office"]), session=one, people=_came(one) - less)
        outbox.drain(limit=100_000)
    return len(held)


def _came(session: Any) -> int:
    return 12 + int(session.pk) * 7 % 25


def _counted(partnership: Any, users: dict[str, Any], until: date) -> None:
    """The college says of all that was held that it serves the promise of courses every month."""
    college = people.acting(users["plan-college"])
    first, last = month.month_of(until)
    for promise in promises(college).filter(partnership=partnership):
        if suggested(college, promise, first, last).exists():
            activities.confirm_all(by=college, promise=promise, first_day=first, last_day=last)
